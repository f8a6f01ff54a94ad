/// The page tables of a guest by what the stream calls them, and which of them Xen looks into: those that are pinned or
/// that cr3 leads to, and those below.
///
/// ```
/// 63               12 11      8 7          4 3      0
/// │ PFN              │          │ reached as │ type   │
/// ```
struct KnownTables {
  private var words: ContiguousArray<UInt64> = []
  /// Whether there was no room for all.
  private(set) var isOverfull = false

  /// Tables that are told apart: enough for 16 GiB of them.
  private static let most = 1 << 22
  /// In a guest of three levels: the second-level table that holds Xen's own entries. A table of level 4 is none there.
  private static let topBit: UInt64 = 1 << 7

  var count: Int { words.count }

  /// Adds a table; PFNs ascend.
  mutating func append(_ pfn: UInt64, _ type: PageType) {
    guard words.count < Self.most else {
      isOverfull = true
      return
    }
    words.append(pfn << 12 | UInt64(type.rawValue))
  }

  func pfn(at place: Int) -> UInt64 { words[place] >> 12 }

  func type(at place: Int) -> PageType { PageType(rawValue: UInt8(words[place] & 0xf)) }

  /// The level that the stream states, 1 to 4.
  func level(at place: Int) -> Int { Int(words[place] & 7) }

  func isPinned(at place: Int) -> Bool { words[place] & 8 != 0 }

  /// The place of a table; nil where the stream calls the page none.
  func place(of pfn: UInt64) -> Int? {
    let place = words.partitioningIndex { $0 >> 12 < pfn }
    return place < words.count && words[place] >> 12 == pfn ? place : nil
  }

  /// Says that Xen looks into a table, at the level that the stream states.
  mutating func reach(_ place: Int, isTop: Bool = false) { words[place] |= 1 << 4 | (isTop ? Self.topBit : 0) }

  func isReached(at place: Int) -> Bool { words[place] & 1 << 4 != 0 }

  /// Whether it is the second-level table that holds Xen's own entries, of a guest of three levels.
  func isTop(at place: Int) -> Bool { words[place] & Self.topBit != 0 }
}
