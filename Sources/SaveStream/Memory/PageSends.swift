/// Who sent what: for each PFN its sends, oldest first, in a sparse table of two levels.
///
/// ```
/// group: PFN bits 20 and up ──→ sends of 2^20 PFNs, ascending
///                               63       44 43                        4 3         0
///                              │ PFN bits  │ place among all contents  │ page type │
///                              │ 0-19      │ of the capture            │           │
/// ```
///
/// A send takes eight bytes, and up to six more where its group has few; a PFN that was never sent takes none. The
/// place leads to batch, checkpoint and file offset by way of the index. BROKEN entries, which are rare, are kept
/// beside it.
@_spi(Measuring) public struct PageSends: Sendable {
  /// A send as the table keeps it.
  struct Send: Equatable {
    /// The place among all entries of the capture that carry content.
    let content: UInt64
    let type: PageType
  }

  /// A BROKEN entry: the page is gone.
  struct Removal {
    let pfn: UInt64
    /// Content-carrying entries that come before it.
    let contentBefore: UInt64
    /// Its place among all entries of the capture.
    let entry: UInt64
  }

  /// The groups, ascending by their PFNs: large ones alone in a block, small ones together.
  var blocks: [SendBlock] = []
  /// Ascending by PFN, then in the order of the stream.
  var removals: ContiguousArray<Removal> = []
  /// The contents that were sent to be compared, as ascending ranges of places.
  var comparedContents: [Range<UInt64>] = []
  /// What the stream allowed when the table was made.
  var pfnEnd: UInt64 = 0
  /// The first sends of PFNs that belong to no memory, as they are not below `pfnEnd`: to be told of, not applied. Only
  /// damaged captures have any.
  var outside: [UInt64: ContiguousArray<UInt64>] = [:]
  /// Whether there are entries of PFNs outside: with a larger `pfnEnd` the table would be another one.
  var leavesOut = false
  /// How many sends there are, those for comparison included and those of PFNs outside left out.
  public internal(set) var count = 0
  /// How many batches of the capture the table knows: those after them came later.
  public internal(set) var batchCount = 0
  /// PFN-array words of these batches that were read. The last array may have been cut, and go on in a later index.
  var entryCount: UInt64 = 0

  /// PFN bits that tell a group from another start here.
  static let groupShift: UInt64 = 20
  /// The place of a content has this many bits: a capture of 2^40 entries would have more than 5 TB.
  static let contentBits: UInt64 = 40
  /// Sends of PFNs outside that are kept.
  static let mostOutside = 1 << 16
}

extension PageSends.Removal: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    left.pfn != right.pfn ? left.pfn < right.pfn : left.entry < right.entry
  }
}

extension PageSends {
  /// Whether all that the table knows is known to an index of the same capture in the same way: not so where an array
  /// has become longer since, where PFNs that were outside may be inside now, or the capture is read anew.
  public func isPart(of index: IndexSnapshot) -> Bool {
    guard batchCount > 0 else { return true }
    guard batchCount <= index.entryRows.count, leavesOut ? index.pfnEnd == pfnEnd : index.pfnEnd >= pfnEnd else {
      return false
    }
    let last = index.entryRows[batchCount - 1]
    return last.firstEntry + UInt64(last.count) == entryCount
  }

  static func packed(_ send: Send, _ pfn: UInt64) -> UInt64 {
    pfn << (contentBits + 4) | send.content << 4 | UInt64(send.type.rawValue)
  }

  static func lowPFN(_ word: UInt64) -> UInt64 { word >> (contentBits + 4) }
}

extension PageSends {
  /// The sends of one PFN, oldest first.
  struct List: RandomAccessCollection {
    let pfn: UInt64
    let words: ArraySlice<UInt64>

    var startIndex: Int { 0 }
    var endIndex: Int { words.count }

    subscript(position: Int) -> Send {
      let word = words[words.startIndex + position]
      return Send(content: word >> 4 & (1 << contentBits - 1), type: PageType(rawValue: UInt8(word & 0xf)))
    }

    /// How many of them come before a place among all contents. O(log n).
    func count(before content: UInt64) -> Int {
      if let last, last.content < content { return count }
      return partitioningIndex { $0.content < content }
    }
  }

  /// The sends of a PFN; empty when it was never sent. O(log n).
  func list(of pfn: UInt64) -> List {
    if let sends = outside[pfn] { return List(pfn: pfn, words: sends[...]) }
    var cursor = cursor(from: pfn)
    guard let list = next(&cursor), list.pfn == pfn else { return List(pfn: pfn, words: []) }
    return list
  }

  /// Calls `body` with the sends of each PFN that was ever sent, ascending.
  func forEachList(_ body: (List) throws -> Void) rethrows {
    var cursor = Cursor()
    while let list = next(&cursor) { try body(list) }
  }

  /// The BROKEN entries of a PFN, oldest first. O(log n).
  func removals(of pfn: UInt64) -> ArraySlice<Removal> {
    removals[position(ofRemoval: pfn)...].prefix { $0.pfn == pfn }
  }

  /// The first BROKEN entry whose PFN is not below `pfn`. O(log n).
  func position(ofRemoval pfn: UInt64) -> Int {
    return removals.partitioningIndex { $0.pfn < pfn }
  }

  /// Whether a content was sent to be compared, not applied.
  func isCompared(_ content: UInt64) -> Bool {
    let place = comparedContents.partitioningIndex { $0.upperBound <= content }
    return place < comparedContents.count && comparedContents[place].contains(content)
  }
}
