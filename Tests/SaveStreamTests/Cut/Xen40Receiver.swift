/// Reads an image as the receiver of Xen 4.0 does, and takes what that one takes: written from its rules, not from the
/// reader under test.
struct Xen40Receiver {
  enum Refusal: Error, Equatable {
    case chunk(Int32)
    case vcpus(Int)
    case extendedContext(size: Int)
    case hvmRecord(type: Int, length: Int)
    case hvmContextWithoutEnd
    case deviceModel(String)
    /// Bytes that are missing at the end, or that follow it.
    case left(Int)
  }

  private let bytes: [UInt8]
  private let word: Int
  private var position: Int
  private var vcpuMap: UInt64 = 1
  private var guestWord: Int
  private var hasExtendedContext = false
  /// The pages that it gets, in their order.
  private(set) var pfns: [UInt64] = []

  init(_ bytes: [UInt8], from start: Int, word: Int, isPV: Bool) throws {
    self.bytes = bytes
    self.word = word
    guestWord = word
    position = start
    let p2mSize = try number(word)
    if isPV { try readHeader(p2mSize) }
    while try readChunk() {}
    if isPV { try readPVTail() } else { try readHVMTail() }
    guard position == bytes.count else { throw Refusal.left(bytes.count - position) }
  }

  private mutating func skip(_ count: Int) throws {
    guard count <= bytes.count - position else { throw Refusal.left(bytes.count - position - count) }
    position += count
  }

  private mutating func number(_ width: Int) throws -> UInt64 {
    try skip(width)
    return bytes[position - width..<position].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func text(_ count: Int) throws -> String {
    try skip(count)
    return String(decoding: bytes[position - count..<position], as: UTF8.self)
  }

  private mutating func readHeader(_ p2mSize: UInt64) throws {
    let first = try number(word)
    if first == .max >> UInt64(64 - 8 * word) {
      var left = Int(try number(4))
      while left > 0 {
        let (id, size) = (try text(4), Int(try number(4)))
        if id == "vcpu" { guestWord = size == 2800 ? 4 : 8 }
        if id == "extv" { hasExtendedContext = true }
        try skip(size)
        left -= 8 + size
      }
      try skip(word)
    }
    let perFrame = UInt64(4096 / guestWord)
    try skip((Int((p2mSize + perFrame - 1) / perFrame) - 1) * word)
  }

  /// False at the end of the body.
  private mutating func readChunk() throws -> Bool {
    let id = Int32(truncatingIfNeeded: try number(4))
    switch id {
    case 0: return false
    case 1...1024:
      let entries = try (0..<id).map { _ in try number(word) & 0xffff_ffff }.filter { $0 >> 28 != 0xf }
      pfns += entries.map { $0 & 0x0fff_ffff }
      try skip(entries.count * 4096)
    case -1: break
    case -2:
      let highest = Int(try number(4))
      guard highest < 64 else { throw Refusal.vcpus(highest) }
      vcpuMap = try number(8)
    case -3, -4: try skip(12)
    case -7: try skip(20)
    default: throw Refusal.chunk(id)
    }
    return true
  }

  private mutating func readPVTail() throws {
    try skip(Int(try number(4)) * word)
    for _ in 0..<vcpuMap.nonzeroBitCount {
      try skip(guestWord == 8 ? 5168 : 2800)
      guard hasExtendedContext else { continue }
      try skip(4)
      let size = Int(try number(4))
      guard size == 32 else { throw Refusal.extendedContext(size: size) }
      try skip(120)
    }
    try skip(4096)
  }

  private mutating func readHVMTail() throws {
    try skip(24)
    let end = Int(try number(4)) + position
    var hasEnded = false
    while !hasEnded, position < end {
      let (type, _, length) = (Int(try number(2)), try number(2), Int(try number(4)))
      let isKnown = type == 5 || type == 15 ? length == 16 : type < 15
      guard isKnown else { throw Refusal.hvmRecord(type: type, length: length) }
      try skip(length)
      hasEnded = type == 0
    }
    guard hasEnded, position == end else { throw Refusal.hvmContextWithoutEnd }
    let signature = try text(21)
    switch signature {
    case "QemuDeviceModelRecord": position = bytes.count
    case "RemusDeviceModelState": try skip(Int(try number(4)))
    default: throw Refusal.deviceModel(signature)
    }
  }
}
