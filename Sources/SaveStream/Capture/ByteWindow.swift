/// A window over a capture for one reader thread: bytes are read into one buffer that is used again and again.
///
/// A reader that goes on where it was reads ahead, more each time up to the capacity; one that hops reads a small
/// piece only, so that hopping through gigabytes costs one short read for each hop. Every access waits for a capture
/// that is still arriving. A window must not be shared between threads.
@safe final class ByteWindow {
  /// The most bytes that can be asked for at once.
  static let capacity = 64 * 1024
  /// The bytes read after a hop: a batch's id and a full PFN array of 8-byte words fit in.
  static let bytesAfterHop = 12 * 1024

  let capture: Capture
  /// Numbers that a damaged capture has wrong, by their file offsets: what they are taken for (`framingNumber`).
  var corrections: [UInt64: UInt32] = [:]
  /// The order in which numbers are read.
  var order = ByteOrder.little
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  /// The file offset of the buffer's first byte.
  private var start: UInt64 = 0
  /// The bytes of the buffer that hold bytes of the capture.
  private var filled = 0
  /// The bytes that the last read asked for.
  private var lastRead = 0

  init(_ capture: Capture) {
    self.capture = capture
    // Filled by words: by bytes it takes longer than the first read where nothing is optimised.
    let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: ByteWindow.capacity / 8)
    unsafe words.initialize(repeating: 0)
    unsafe buffer = UnsafeMutableRawBufferPointer(words).bindMemory(to: UInt8.self)
  }

  deinit { unsafe buffer.deallocate() }

  /// Calls `body` with the `count` bytes at a file offset. The body must not use the window itself.
  /// - Parameter count: at most `capacity`.
  /// - Returns: nil when the capture ends before the last of these bytes.
  /// - Throws: when the capture fails to read, or `body` throws.
  func withBytes<Result>(
    at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws(CaptureError) -> Result
  ) throws(CaptureError) -> Result? {
    guard let place = try locate(offset, count) else { return nil }
    // `locate` gave a place with place + count <= filled <= buffer.count.
    let bytes = unsafe UnsafeBufferPointer(rebasing: buffer[place..<place + count])
    return try body(unsafe bytes.span)
  }

  /// The 32-bit number at a file offset; nil when the capture ends before its last byte.
  func uint32(at offset: UInt64) throws(CaptureError) -> UInt32? { try integer(at: offset) }

  /// The same, or what it was taken for where it is wrong.
  func framingNumber(at offset: UInt64) throws(CaptureError) -> UInt32? {
    guard !corrections.isEmpty, let corrected = corrections[offset] else { return try uint32(at: offset) }
    return corrected
  }

  /// The signed 32-bit number at a file offset; nil when the capture ends before its last byte.
  func int32(at offset: UInt64) throws(CaptureError) -> Int32? { try integer(at: offset) }

  /// The 64-bit number at a file offset; nil when the capture ends before its last byte.
  func uint64(at offset: UInt64) throws(CaptureError) -> UInt64? { try integer(at: offset) }

  /// The number of 4 or 8 bytes at a file offset; nil when the capture ends before its last byte.
  func word(at offset: UInt64, bytes: Int) throws(CaptureError) -> UInt64? {
    precondition(bytes == 4 || bytes == 8, "a word of \(bytes) bytes")
    if bytes == 8 { return try uint64(at: offset) }
    return try uint32(at: offset).map(UInt64.init)
  }

  private func integer<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: UInt64
  ) throws(CaptureError) -> Number? {
    guard let place = try locate(offset, MemoryLayout<Number>.size) else { return nil }
    // `locate` gave a place with place + size <= filled <= buffer.count.
    let number = unsafe UnsafeRawBufferPointer(buffer).loadUnaligned(fromByteOffset: place, as: Number.self)
    return order == .little ? Number(littleEndian: number) : Number(bigEndian: number)
  }

  /// Brings `count` bytes at `offset` into the buffer. Returns their place in it, or nil when the capture ends first.
  private func locate(_ offset: UInt64, _ count: Int) throws(CaptureError) -> Int? {
    precondition(count >= 0 && count <= ByteWindow.capacity, "\(count) bytes from a window of \(ByteWindow.capacity)")
    if let place = placeInBuffer(of: offset, count) { return place }
    let (end, overflow) = offset.addingReportingOverflow(UInt64(count))
    guard !overflow, try capture.wait(for: end) else { return nil }
    let goesOn = offset >= start && offset <= start &+ UInt64(filled)
    let wanted = goesOn ? min(lastRead * 2, ByteWindow.capacity) : ByteWindow.bytesAfterHop
    lastRead = max(wanted, count, ByteWindow.bytesAfterHop)
    // Nothing stays in the buffer should the read fail half-way.
    filled = 0
    start = offset
    filled = unsafe try capture.read(
      at: offset, into: UnsafeMutableRawBufferPointer(.init(rebasing: buffer[..<lastRead])))
    return filled >= count ? 0 : nil
  }

  private func placeInBuffer(of offset: UInt64, _ count: Int) -> Int? {
    guard offset >= start, offset - start <= UInt64(filled) else { return nil }
    let place = Int(offset - start)
    return filled - place >= count ? place : nil
  }
}
