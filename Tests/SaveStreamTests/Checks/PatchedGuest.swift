import TestSupport

@_spi(Measuring) @testable import SaveStream

/// A sample of a PV guest whose pages and vCPUs are changed, to see what a second pass says of it.
struct PatchedGuest {
  /// PFNs of the samples: tables of the kernel and of the process by their levels, and other pages.
  static let kernelL4: UInt64 = 0x18, kernelL3: UInt64 = 0x19, kernelL2: UInt64 = 0x1b, kernelL1: UInt64 = 0x1c
  static let userL1: UInt64 = 0x20
  /// All tables of the second level of a 64-bit guest.
  static let secondLevel: [UInt64] = [0x1b, 0x1f, 0x21]

  private(set) var bytes: [UInt8]
  /// The images of pages by their PFNs: file offsets.
  private let images: [UInt64: Int]
  /// The file offset of vCPU 0's context.
  let contextOffset: Int

  init(_ file: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(file))
    bytes = try read.bytes
    let rows = try PageRows(capture: read.capture, index: read.index).rows(
      0..<read.index.entryCount, contentOnly: false)
    images = Dictionary(
      rows.compactMap { row in row.encoding == .raw ? row.offset.map { (row.pfn, Int($0)) } : nil },
      uniquingKeysWith: { $1 })
    let parts = try read.index.parts(of: read.index.lastCompleteCheckpoint, read.capture)
    let context = parts.first { part in if case .vcpuContext(0, _) = part.kind { true } else { false } }
    contextOffset = Int(context?.range.lowerBound ?? 0)
  }

  /// The file offset of an entry of a page table.
  func offset(of entry: Int, in table: UInt64) -> Int { (images[table] ?? 0) + entry * 8 }

  /// The entry of a page table.
  func entry(_ entry: Int, of table: UInt64) -> UInt64 { bytes.number(at: offset(of: entry, in: table), bytes: 8) }

  /// Sets an entry of a page table: present, of a user's page.
  mutating func set(_ entry: Int, of table: UInt64, to pfn: UInt64, isWritable: Bool = false, isPresent: Bool = true) {
    let word = pfn << 12 | 0x64 | (isWritable ? 2 : 0) | (isPresent ? 1 : 0)
    bytes.replaceSubrange(
      offset(of: entry, in: table)..<offset(of: entry, in: table) + 8, with: [UInt8].number(word, bytes: 8))
  }

  /// Fills a page.
  mutating func fill(_ pfn: UInt64, with byte: UInt8) {
    let start = images[pfn] ?? 0
    bytes.replaceSubrange(start..<start + pageSize, with: [UInt8](repeating: byte, count: pageSize))
  }

  /// Sets bytes of a page.
  mutating func set(_ value: UInt64, bytes count: Int, at place: Int, of pfn: UInt64) {
    let start = (images[pfn] ?? 0) + place
    bytes.replaceSubrange(start..<start + count, with: [UInt8].number(value, bytes: count))
  }

  /// Sets a word of vCPU 0's context.
  mutating func setContext(_ value: UInt64, bytes count: Int = 8, at place: Int) {
    bytes.replaceSubrange(
      contextOffset + place..<contextOffset + place + count, with: [UInt8].number(value, bytes: count))
  }

  /// What a second pass finds.
  func findings() throws -> [Finding] { try verified().findings }

  /// The same, and what it makes of the index.
  func verified() throws -> (index: IndexSnapshot, findings: [Finding]) {
    let read = try IndexedCapture(bytes: bytes)
    let pass = SecondPass(capture: read.capture, index: read.index)
    try pass.run()
    return (read.index.lookedThrough(finding: pass.findings), pass.findings)
  }
}
