/// Builds v2 and v3 streams byte by byte, right or wrong: what Xen's own writer would not write included.
public struct RecordStream: Sendable {
  public private(set) var bytes: [UInt8] = []
  private let isBigEndian: Bool

  /// A stream that begins with its two headers.
  /// - Parameter type: 1 for a PV guest, 2 for an HVM one.
  public init(version: UInt32 = 3, type: UInt32 = 1, pageShift: UInt16 = 12, isBigEndian: Bool = false) {
    self.isBigEndian = isBigEndian
    bytes = [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8) + Self.number(UInt64(version), 4, true)
    bytes += [0, isBigEndian ? 1 : 0, 0, 0, 0, 0, 0, 0]
    bytes += number(UInt64(type), 4) + number(UInt64(pageShift), 2) + [0, 0] + number(4, 4) + number(17, 4)
  }

  /// A number in the stream's order.
  public func number(_ value: UInt64, _ count: Int) -> [UInt8] { Self.number(value, count, isBigEndian) }

  private static func number(_ value: UInt64, _ count: Int, _ isBigEndian: Bool = false) -> [UInt8] {
    let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    return isBigEndian ? little.reversed() : little
  }

  /// Adds a record with its padding.
  public mutating func add(_ type: UInt32, _ body: [UInt8] = []) {
    bytes += number(UInt64(type), 4) + number(UInt64(body.count), 4) + body
    bytes += [UInt8](repeating: 0, count: (8 - body.count % 8) % 8)
  }

  /// Changes one byte.
  public mutating func replace(_ offset: Int, with byte: UInt8) { bytes[offset] = byte }

  /// Adds bytes as they are.
  public mutating func add(bytes more: [UInt8]) { bytes += more }

  /// Adds a PAGE_DATA record: words as they are, then an image of one byte's value for each that is given.
  public mutating func addPages(_ words: [UInt64], images: [UInt8]) {
    add(
      1,
      number(UInt64(words.count), 4) + number(0, 4) + words.flatMap { number($0, 8) }
        + images.flatMap { [UInt8](repeating: $0, count: 4096) })
  }

  // MARK: Sound parts

  /// What a 64-bit PV guest of `pages` pages is told before its first page.
  public mutating func addPVStart(pages: UInt64 = 512, staticDataEnd: Bool = true) {
    add(2, [8, 4, 0, 0, 0, 0, 0, 0])
    if staticDataEnd { add(0x10) }
    addFrames(last: pages - 1)
  }

  /// The frames of the P2M table of a 64-bit guest.
  public mutating func addFrames(last: UInt64) {
    add(3, number(0, 4) + number(last, 4) + (0...last / 512).flatMap { number($0, 8) })
  }

  /// The state of a PV guest of one vCPU, whose page-table base is PFN 2.
  public mutating func addPVState() {
    add(8, [UInt8](repeating: 0, count: 24))
    add(7, [UInt8](repeating: 0, count: 4096))
    var context = [UInt8](repeating: 0, count: 5168)
    // The vCPU is online and in the kernel.
    context.replaceSubrange(512..<520, with: number(0x24, 8))
    context.replaceSubrange(5008..<5016, with: number(2 << 12, 8))
    add(4, number(0, 8) + context)
  }

  /// The state of an HVM guest of one vCPU.
  /// - Parameter registers: values by `rip`, `rsp`, `cr0`, `cr3` and `efer`; those that are not named stay as they are.
  public mutating func addHVMContext(registers: [String: UInt64] = [:]) {
    var context = Self.hvmContext
    // Behind the records HEADER and the descriptor of CPU.
    let start = 8 + 24 + 8
    for (name, offset) in [("rsp", 568), ("rip", 640), ("cr0", 656), ("cr3", 672), ("efer", 992)] {
      let place = start + offset
      if let value = registers[name] { context.replaceSubrange(place..<place + 8, with: number(value, 8)) }
    }
    add(9, context)
  }

  /// The HEADER, the state of one vCPU and the END with which Xen's loader begins and ends, little endian. All
  /// registers of the vCPU are zero but CR0.
  public static let hvmContext: [UInt8] = {
    let header = number(1, 2) + number(0, 2) + number(24, 4) + number(0x5438_1286, 4) + number(1, 4)
    var registers = [UInt8](repeating: 0, count: 1032)
    registers.replaceSubrange(656..<664, with: number(0x10, 8))
    let processor = number(2, 2) + number(0, 2) + number(1032, 4) + registers
    return header + [UInt8](repeating: 0, count: 16) + processor + [UInt8](repeating: 0, count: 8)
  }()

  /// A sound stream of a PV guest of three pages, saved once.
  public static func pv(version: UInt32 = 3, isBigEndian: Bool = false) -> RecordStream {
    var stream = RecordStream(version: version, isBigEndian: isBigEndian)
    stream.addPVStart(staticDataEnd: version > 2)
    stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
    stream.addPVState()
    stream.add(0)
    return stream
  }

  /// A sound stream of an HVM guest of two pages and a hole, saved once.
  public static func hvm() -> RecordStream {
    var stream = RecordStream(type: 2)
    stream.add(0x10)
    stream.addPages([0, 1, 0xf << 60 | 2], images: [0xb0, 0xb1])
    stream.addHVMContext()
    stream.add(0)
    return stream
  }
}
