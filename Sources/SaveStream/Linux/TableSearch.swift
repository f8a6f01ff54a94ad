/// Finds the page tables of a guest whose stream does not tell them from other pages (HVM): those that the vCPUs' CR3
/// lead to, in slices of a few milliseconds.
package struct TableSearch {
  private let reader: GuestReader
  private var waiting: [(table: UInt64, level: Int)] = []
  /// The level of each table by its PFN; where one serves as several, that at which it was come upon first.
  package private(set) var levels: [UInt64: Int] = [:]
  private var tablesLeft: Int

  private static let tablesInSlice = 8
  private static let entries = 512

  /// - Throws: when the capture cannot be read.
  package init(_ memory: GuestMemory, at checkpoint: Int) throws(CaptureError) {
    reader = GuestReader(memory, at: checkpoint)
    tablesLeft = reader.mostPages
    guard memory.index.stream?.guest == .hvm else { return }
    for vcpu in try VcpuSpaces.read(memory, at: checkpoint) { enter(vcpu.space.root, level: vcpu.space.levels) }
  }

  /// The level of the table that a page is; nil for one that is none.
  /// - Throws: when the capture cannot be read.
  package static func level(
    of pfn: UInt64, _ memory: GuestMemory, at checkpoint: Int
  ) throws(CaptureError) -> Int? {
    var search = try TableSearch(memory, at: checkpoint)
    while search.levels[pfn] == nil {
      if try search.step() { break }
    }
    return search.levels[pfn]
  }

  /// Goes through a slice of tables more. Returns whether all are known.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    for _ in 0..<Self.tablesInSlice {
      guard let next = waiting.popLast() else { return true }
      guard next.level > 1, let page = try reader.page(next.table), page.count == pageSize else { continue }
      for place in 0..<Self.entries {
        let entry = page.span.littleWord(at: place * 8)
        guard let frame = PageTableFormat.pfn(of: entry), !AddressSpace.isLargePage(entry, level: next.level) else {
          continue
        }
        enter(frame, level: next.level - 1)
      }
    }
    return waiting.isEmpty
  }

  private mutating func enter(_ table: UInt64, level: Int) {
    guard levels[table] == nil, tablesLeft > 0 else { return }
    tablesLeft -= 1
    levels[table] = level
    waiting.append((table, level))
  }
}
