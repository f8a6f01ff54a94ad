/// Guest memory by the kernel's own addresses.
package final class KernelMemory {
  package let reader: GuestReader
  package let space: AddressSpace
  /// Frames of pages that were looked up, by address ÷ 4096. Begun anew when it is full.
  private var frames: [UInt64: UInt64] = [:]

  private static let mostFrames = 1 << 14
  /// Bytes that are read at once at most.
  static let mostBytes = 1 << 16

  package init(_ reader: GuestReader, _ space: AddressSpace) {
    self.reader = reader
    self.space = space
  }

  /// The physical address behind one of the kernel's; nil where its tables do not lead to one.
  /// - Throws: when the capture cannot be read.
  package func physical(_ address: UInt64) throws(CaptureError) -> UInt64? {
    if let frame = frames[address >> 12] { return frame << 12 | address & 4095 }
    guard case .physical(let physical) = try space.translate(address, reader) else { return nil }
    if frames.count >= Self.mostFrames { frames.removeAll(keepingCapacity: true) }
    frames[address >> 12] = physical >> 12
    return physical
  }

  /// The 4096 bytes of the page that holds an address; nil when it is not there.
  /// - Throws: when the capture cannot be read.
  package func page(holding address: UInt64) throws(CaptureError) -> [UInt8]? {
    guard let physical = try physical(address) else { return nil }
    return try reader.page(physical >> 12)
  }

  /// The bytes at an address; nil when they are not all there, or more than 64 KiB.
  /// - Throws: when the capture cannot be read.
  package func bytes(at address: UInt64, count: Int) throws(CaptureError) -> [UInt8]? {
    guard count >= 0, count <= Self.mostBytes else { return nil }
    var bytes: [UInt8] = []
    var next = address
    while bytes.count < count {
      guard let page = try page(holding: next) else { return nil }
      let place = Int(next & 4095)
      let part = min(count - bytes.count, page.count - place)
      bytes += page[place..<place + part]
      next &+= UInt64(part)
    }
    return bytes
  }

  /// The number of 1 to 8 bytes at an address; nil when it is not there.
  /// - Throws: when the capture cannot be read.
  package func number(at address: UInt64, bytes count: Int = 8) throws(CaptureError) -> UInt64? {
    guard (1...8).contains(count) else { return nil }
    let place = Int(address & 4095)
    guard place <= pageSize - 8 else { return try bytes(at: address, count: count)?.number() }
    guard let page = try page(holding: address), page.count == pageSize else { return nil }
    return page.span.littleWord(at: place) & (.max >> UInt64(64 - 8 * count))
  }

  /// The text at an address up to a NUL, and no longer than `limit`.
  /// - Throws: when the capture cannot be read.
  package func text(at address: UInt64, limit: Int) throws(CaptureError) -> [UInt8]? {
    var cursor = KernelCursor(self, at: address)
    var text: [UInt8] = []
    while text.count < limit, let byte = try cursor.byte() {
      if byte == 0 { return text }
      text.append(byte)
    }
    return text.isEmpty ? nil : text
  }
}

/// A place in kernel memory that is read forwards: a page is looked up once, however many numbers are taken from it.
struct KernelCursor {
  private let memory: KernelMemory
  /// Of the next byte.
  private(set) var address: UInt64
  private var page: [UInt8] = []
  /// The address ÷ 4096 of the page at hand.
  private var pageNumber: UInt64?

  init(_ memory: KernelMemory, at address: UInt64) {
    self.memory = memory
    self.address = address
  }

  /// The next byte; nil when it is not there.
  mutating func byte() throws(CaptureError) -> UInt8? {
    guard try load() else { return nil }
    let byte = page[Int(address & 4095)]
    address &+= 1
    return byte
  }

  /// The next number of 2, 4 or 8 bytes; nil when it is not there.
  mutating func number(bytes count: Int) throws(CaptureError) -> UInt64? {
    guard try load() else { return nil }
    let place = Int(address & 4095)
    if place <= pageSize - 8 {
      address &+= UInt64(count)
      let word = page.span.littleWord(at: place)
      return count == 8 ? word : word & (1 << UInt64(8 * count) - 1)
    }
    var number: UInt64 = 0
    for position in 0..<count {
      guard let byte = try byte() else { return nil }
      number |= UInt64(byte) << UInt64(8 * position)
    }
    return number
  }

  /// Goes on behind so many bytes.
  mutating func skip(_ count: UInt64) { address &+= count }

  /// Brings the page with the next byte to hand.
  private mutating func load() throws(CaptureError) -> Bool {
    if pageNumber == address >> 12 { return !page.isEmpty }
    page = try memory.page(holding: address) ?? []
    if page.count != pageSize { page = [] }
    pageNumber = address >> 12
    return !page.isEmpty
  }
}
