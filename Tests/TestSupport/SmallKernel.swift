/// A Linux guest of a few pages, made up for a test: its description, its page tables, and what the test puts into its memory.
/// The first 2 MiB of it stand at the addresses of a kernel's image.
public struct SmallKernel: Sendable {
  /// The address of the guest's first byte.
  public static let base: UInt64 = 0xffff_ffff_8000_0000
  /// Levels of page tables.
  public let levels: Int
  private var pages: [UInt64: [UInt8]] = [:]
  private var lines: [String]
  /// The PFN of the description.
  public static let descriptionPFN: UInt64 = 1
  /// The PFN of the root of the page tables, and of those below it.
  public static let rootPFN: UInt64 = 2

  public init(levels: Int = 4) {
    self.levels = levels
    lines = [
      "OSRELEASE=6.1.0-test", "PAGESIZE=4096", "SIZE(list_head)=16", "NUMBER(phys_base)=0",
      "NUMBER(pgtable_l5_enabled)=\(levels == 5 ? 1 : 0)", "SYMBOL(swapper_pg_dir)=ffffffff80002000",
    ]
    var table = Self.rootPFN
    for level in (1...levels).reversed() {
      let isUpper = level > 2
      if level > 1 {
        let place: UInt64 = !isUpper ? 0 : level == 3 ? 510 : 511
        put((table + 1) << 12 | 0x63, at: table << 12 + place * 8)
      } else {
        for pfn in 0..<UInt64(512) { put(pfn << 12 | 0x63, at: table << 12 + pfn * 8) }
      }
      table += 1
    }
  }

  /// Adds a line to the description.
  public mutating func describe(_ line: String) { lines.append(line) }

  /// Says where a symbol is, by its place in the guest's memory.
  public mutating func name(_ symbol: String, at place: UInt64) {
    describe("SYMBOL(\(symbol))=\(String(Self.base + place, radix: 16))")
  }

  /// Puts a number into memory.
  public mutating func put(_ number: UInt64, at place: UInt64, bytes count: Int = 8) {
    put((0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }, at: place)
  }

  /// Puts the address of another place into memory.
  public mutating func put(addressOf target: UInt64, at place: UInt64) { put(Self.base + target, at: place) }

  /// Puts bytes into memory.
  public mutating func put(_ bytes: [UInt8], at place: UInt64) {
    for (position, byte) in bytes.enumerated() {
      let address = place + UInt64(position)
      pages[address >> 12, default: [UInt8](repeating: 0, count: 4096)][Int(address & 4095)] = byte
    }
  }

  /// Puts a kernel log of characters, as before 3.5, into memory from 0x10000 on.
  /// - Parameters:
  ///   - room: the bytes of its ring.
  ///   - end: how many characters were ever logged, up to the last of `text`; those of `text` alone where none are named.
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
  public mutating func remove(pfn: UInt64) { pages[pfn] = nil }

  /// The guest, saved once.
  public func stream(describes: Bool = true) -> [UInt8] {
    var pages = pages
    if describes {
      let text = Array(lines.joined(separator: "\n").utf8) + [0x0a]
      pages[Self.descriptionPFN] = text + [UInt8](repeating: 0, count: 4096 - text.count)
    }
    var stream = RecordStream(type: 2)
    stream.add(0x10)
    let sorted = pages.sorted { $0.key < $1.key }
    let words = sorted.flatMap { stream.number($0.key, 8) }
    stream.add(1, stream.number(UInt64(sorted.count), 4) + stream.number(0, 4) + words + sorted.flatMap(\.value))
    stream.addHVMContext()
    stream.add(0)
    return stream.bytes
  }
}
