/// Collects the bytes of a report and hands them on 64 KiB at a time.
///
/// The writing methods do not throw, so that a row is written at the speed of memory: the first failure is kept,
/// what follows is dropped, and `check()` throws it. Call `check()` once a row or so, and `flush()` at the end.
/// What is not flushed is lost.
@safe public final class ReportOutput {
  /// Takes bytes to where they belong.
  public typealias Delivery = (RawSpan) throws(OutputError) -> Void

  /// Bytes that are collected before they are handed on.
  public static let capacity = 1 << 16

  private let base: UnsafeMutableRawBufferPointer
  private var count = 0
  private var failure: OutputError?
  private let deliver: Delivery

  public init(_ deliver: @escaping Delivery) {
    self.deliver = deliver
    unsafe base = .allocate(byteCount: Self.capacity, alignment: 16)
  }

  deinit { unsafe base.deallocate() }

  /// Throws the first failure, if there was one.
  public func check() throws(OutputError) {
    if let failure { throw failure }
  }

  /// Hands on what has been collected.
  public func flush() throws(OutputError) {
    handOn()
    try check()
  }

  private func handOn() {
    defer { count = 0 }
    guard count > 0, failure == nil else { return }
    do throws(OutputError) {
      try deliver(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: base[..<count])))
    } catch {
      failure = error
    }
  }

  // MARK: Bytes

  /// Writes one byte.
  @inline(__always)
  public func write(byte: UInt8) {
    if count == Self.capacity { handOn() }
    unsafe base[count] = byte
    count += 1
  }

  /// Writes words of the program itself.
  public func write(_ text: StaticString) {
    guard text.hasPointerRepresentation else { return write(text: text.description) }
    unsafe write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes text as UTF-8, as it is.
  public func write(text: String) {
    var text = text
    text.withUTF8 { unsafe write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes bytes as they are.
  public func write(bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe write($0) }
  }

  /// Writes the bytes of a span.
  public func write(span: RawSpan) {
    unsafe span.withUnsafeBytes { unsafe write($0) }
  }

  /// Writes `byte` again and again.
  public func write(byte: UInt8, times: Int) {
    for _ in 0..<max(times, 0) { write(byte: byte) }
  }

  @inline(__always)
  private func write(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= Self.capacity - count else { return unsafe writeInParts(bytes) }
    guard let source = bytes.baseAddress, let start = unsafe base.baseAddress else { return }
    // There is room for all of `bytes` behind `count`, as the first line saw to.
    unsafe start.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  private func writeInParts(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    while done < bytes.count {
      if count == Self.capacity { handOn() }
      let length = min(bytes.count - done, Self.capacity - count)
      unsafe write(UnsafeRawBufferPointer(rebasing: bytes[done..<done + length]))
      done += length
    }
  }

  // MARK: Numbers

  /// Writes a number in decimal.
  public func write(number: UInt64) {
    if Self.capacity - count < Self.longestNumber { handOn() }
    var rest = number
    let digits = Self.decimalDigits(of: number)
    var place = count + digits
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place -= 1
      unsafe base[place] = UInt8(truncatingIfNeeded: digit) &+ UInt8(ascii: "0")
      rest = quotient
    } while rest != 0
    count += digits
  }

  /// Writes a signed number in decimal.
  public func write(signed: Int64) {
    if signed < 0 { write(byte: UInt8(ascii: "-")) }
    write(number: signed.magnitude)
  }

  /// Writes a number in hex with `0x` before it.
  public func write(hex: UInt64) {
    write("0x")
    write(hexDigits: hex, width: max(1, (67 - hex.leadingZeroBitCount) / 4))
  }

  /// Writes the lowest `width` hex digits of a number, in lower case.
  public func write(hexDigits number: UInt64, width: Int) {
    for place in stride(from: width - 1, through: 0, by: -1) {
      let digit = place < 16 ? UInt8(truncatingIfNeeded: number >> UInt64(4 * place)) & 0xf : 0
      write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Digits of the largest number, 2^64 - 1.
  private static let longestNumber = 20

  private static func decimalDigits(of number: UInt64) -> Int {
    var digits = 1
    var rest = number
    while rest >= 10_000 {
      rest /= 10_000
      digits += 4
    }
    return digits + (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
  }
}
