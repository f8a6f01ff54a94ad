import Samples

/// A Linux guest of a few pages, made up for a test: its description, its page tables, and what the test puts into its
/// memory. The first 2 MiB of it stand at the addresses of a kernel's image.
public struct SmallKernel: Sendable {
  /// The address of the guest's first byte.
  public static let base: UInt64 = SampleKernel.imageBase
  /// Its memory, for what the samples write too.
  package var kernel: SampleKernel
  /// The PFN of the description.
  public static let descriptionPFN: UInt64 = 1
  /// The PFN of the root of the page tables, and of those below it.
  public static let rootPFN: UInt64 = 2

  /// - Parameter levels: of page tables.
  public init(levels: Int = 4) {
    kernel = SampleKernel(
      release: "6.1.0-test", levels: levels, tablePFNs: Self.rootPFN..<Self.rootPFN + UInt64(levels))
    for pfn in 0..<UInt64(512) { kernel.map(Self.base + pfn << 12, to: pfn, flags: 0x63) }
  }

  /// Adds a line to the description.
  public mutating func describe(_ line: String) { kernel.describe(line) }

  /// Says where a symbol is, by its place in the guest's memory.
  public mutating func name(_ symbol: String, at place: UInt64) { kernel.name(symbol, at: place) }

  /// Puts a number into memory.
  public mutating func put(_ number: UInt64, at place: UInt64, bytes count: Int = 8) {
    kernel.put(number, at: place, bytes: count)
  }

  /// Puts the address of another place into memory.
  public mutating func put(addressOf target: UInt64, at place: UInt64) { kernel.put(addressOf: target, at: place) }

  /// Puts bytes into memory.
  public mutating func put(_ bytes: [UInt8], at place: UInt64) { kernel.put(bytes, at: place) }

  /// Puts a kernel log of characters, as before 3.5, into memory from 0x10000 on.
  /// - Parameters:
  ///   - room: the bytes of its ring.
  ///   - end: how many characters were ever logged, up to the last of `text`; those of `text` alone where none are
  ///     named.
  public mutating func putLog(_ text: String, room: UInt64, end: UInt64? = nil) {
    let count = UInt64(text.utf8.count)
    let end = end ?? count
    name("log_buf", at: 0x10000)
    name("log_buf_len", at: 0x10008)
    name("log_end", at: 0x1000c)
    name("logged_chars", at: 0x10010)
    put(addressOf: 0x11000, at: 0x10000)
    put(room, at: 0x10008, bytes: 4)
    put(end, at: 0x1000c, bytes: 4)
    put(count, at: 0x10010, bytes: 4)
    for (position, byte) in text.utf8.enumerated() {
      put([byte], at: 0x11000 + (end - count + UInt64(position)) % room)
    }
  }

  /// Takes a page away.
  public mutating func remove(pfn: UInt64) { kernel.remove(pfn: pfn) }

  /// The guest, saved once.
  /// - Parameter registers: the state of its vCPU, as the record of an HVM context has it; all zero where none is
  ///   given.
  public func stream(describes: Bool = true, registers: [String: UInt64] = [:]) -> [UInt8] {
    var kernel = kernel
    if describes { kernel.putPage(Self.descriptionPFN, kernel.description) }
    var stream = RecordStream(type: 2)
    stream.add(0x10)
    let sorted = kernel.pages.sorted { $0.key < $1.key }
    let words = sorted.flatMap { stream.number($0.key, 8) }
    stream.add(1, stream.number(UInt64(sorted.count), 4) + stream.number(0, 4) + words + sorted.flatMap(\.value))
    stream.addHVMContext(registers: registers)
    stream.add(0)
    return stream.bytes
  }
}
