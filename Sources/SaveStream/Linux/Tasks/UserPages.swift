/// The frames that page tables map for user mode, found in slices: a walk down the lower half of a root table.
///
/// A table that is come upon twice at the same level is gone through once, so that tables that lead in a circle end.
struct UserPages {
  private let reader: GuestReader
  /// The tables on the way down: where the walk is in each.
  private var way: [(table: UInt64, next: Int, end: Int, level: Int)] = []
  private var seen: Set<UInt64> = []
  /// Whether a table is not in the guest's memory.
  private(set) var isDamaged = false
  /// Frames, in the order of their addresses.
  private(set) var frames: [Range<UInt64>] = []

  /// Entries of a table of the root's half, and of a whole one.
  private static let userEntries = 256
  private static let entries = 512

  init(_ reader: GuestReader, _ space: AddressSpace) {
    self.reader = reader
    enter(space.root, level: space.levels, entries: Self.userEntries)
  }

  /// Goes through a table more. Returns whether it was the last.
  /// - Throws: when the capture cannot be read.
  mutating func step() throws(CaptureError) -> Bool {
    guard var current = way.popLast() else { return true }
    guard let page = try reader.page(current.table), page.count == pageSize else {
      isDamaged = true
      return way.isEmpty
    }
    while current.next < current.end {
      let entry = page.span.littleWord(at: current.next * 8)
      current.next += 1
      guard let frame = PageTableFormat.pfn(of: entry) else { continue }
      let level = current.level
      if level == 1 || AddressSpace.isLargePage(entry, level: level) {
        guard entry >> 2 & 1 == 1 else { continue }
        add(frame, pages: UInt64(1) << UInt64(9 * (level - 1)))
      } else if seen.insert(frame << 3 | UInt64(level)).inserted {
        way.append(current)
        enter(frame, level: level - 1, entries: Self.entries)
        return false
      }
    }
    return way.isEmpty
  }

  private mutating func enter(_ table: UInt64, level: Int, entries: Int) {
    way.append((table, 0, entries, level))
  }

  private mutating func add(_ frame: UInt64, pages: UInt64) {
    let first = frame & ~(pages - 1)
    if let last = frames.last, last.upperBound == first {
      frames[frames.count - 1] = last.lowerBound..<first + pages
    } else {
      frames.append(first..<first + pages)
    }
  }
}
