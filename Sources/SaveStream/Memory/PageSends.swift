/// Who sent what: for each PFN its sends, oldest first, in a sparse table of two levels.
///
/// ```
/// group: PFN bits 20 and up ──→ sends of 2^20 PFNs, ascending
///                               63       44 43                        4 3         0
///                              │ PFN bits  │ place among all contents  │ page type │
///                              │ 0-19      │ of the capture            │           │
/// ```
///
/// A send takes eight bytes, whatever its PFN, and a PFN that was never sent takes none. The place leads to batch,
/// checkpoint and file offset by way of the index. BROKEN entries, which are rare, are kept beside it.
public struct PageSends: Sendable {
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

  private struct Group {
    let high: UInt64
    var sends: ContiguousArray<UInt64>
  }

  /// Ascending by their PFNs.
  private var groups: [Group] = []
  /// Ascending by PFN, then in the order of the stream.
  private(set) var removals: [Removal] = []
  /// The contents that were sent to be compared, as ascending ranges of places.
  private(set) var comparedContents: [Range<UInt64>] = []
  /// How many sends there are, those for comparison included.
  public private(set) var count = 0

  /// PFN bits that tell a group from another start here.
  private static let groupShift: UInt64 = 20
  /// PFNs have no more bits than this in any format: so addresses fit into 64.
  private static let pfnBits: UInt64 = 52
  /// The place of a content has this many bits: a capture of 2^40 entries would have more than 5 TB.
  static let contentBits: UInt64 = 40
}

extension PageSends {
  /// Reads every PFN array of a capture once. Blocks; may run on a thread of its own, as the result can be handed on.
  ///
  /// Entries whose PFN is not below p2m_size belong to no memory and are left out.
  /// - Throws: when the capture cannot be read.
  public init(capture: Capture, index: IndexSnapshot) throws(CaptureError) {
    let window = ByteWindow(capture)
    let wordBytes = (index.stream?.toolstackBits ?? 64) / 8
    let limit = index.stream?.p2mSize ?? .max
    for batch in index.batches {
      try window.withBytes(at: batch.offset + 4, count: Int(min(batch.count, 1024)) * wordBytes) { bytes in
        add(batch, bytes, wordBytes: wordBytes, p2mSize: limit)
      }
    }
    finish()
  }

  private mutating func add(_ batch: BatchRow, _ bytes: Span<UInt8>, wordBytes: Int, p2mSize: UInt64) {
    var content = batch.firstContent
    for place in 0..<bytes.count / wordBytes {
      let entry = LegacyEntry(word: LegacyBatchScan.word(bytes, at: place * wordBytes, wordBytes))
      let isInside = entry.pfn < p2mSize && entry.pfn < 1 << Self.pfnBits && content < 1 << Self.contentBits
      if entry.type.carriesContent {
        if isInside { add(Send(content: content, type: entry.type), of: entry.pfn) }
        content += 1
      } else if entry.type == .broken, isInside {
        removals.append(
          Removal(pfn: entry.pfn, contentBefore: content, entry: batch.firstEntry + UInt64(place)))
      }
    }
    if batch.isVerify, content > batch.firstContent { addCompared(batch.firstContent..<content) }
  }

  private mutating func addCompared(_ contents: Range<UInt64>) {
    if let last = comparedContents.last, last.upperBound == contents.lowerBound {
      comparedContents[comparedContents.count - 1] = last.lowerBound..<contents.upperBound
    } else {
      comparedContents.append(contents)
    }
  }

  private mutating func add(_ send: Send, of pfn: UInt64) {
    let high = pfn >> Self.groupShift
    let position = position(ofGroup: high)
    if position == groups.count || groups[position].high != high {
      groups.insert(Group(high: high, sends: []), at: position)
    }
    groups[position].sends.append(Self.packed(send, pfn))
    count += 1
  }

  /// The first group that is not below `high`.
  private func position(ofGroup high: UInt64) -> Int {
    if let last = groups.last, last.high < high { return groups.count }
    var low = 0
    var end = groups.count
    while low < end {
      let middle = low + (end - low) / 2
      if groups[middle].high < high { low = middle + 1 } else { end = middle }
    }
    return low
  }

  /// Sorts what was collected. A sender's scans go upwards, so that the sort finds long runs in order.
  private mutating func finish() {
    for position in groups.indices {
      groups[position].sends.sort()
      // What an array that grows keeps in reserve is given back.
      var exact = ContiguousArray<UInt64>()
      exact.reserveCapacity(groups[position].sends.count)
      exact.append(contentsOf: groups[position].sends)
      groups[position].sends = exact
    }
    removals.sort { ($0.pfn, $0.entry) < ($1.pfn, $1.entry) }
  }

  private static func packed(_ send: Send, _ pfn: UInt64) -> UInt64 {
    pfn << (contentBits + 4) | send.content << 4 | UInt64(send.type.rawValue)
  }

  private static func lowPFN(_ word: UInt64) -> UInt64 { word >> (contentBits + 4) }
}

extension PageSends {
  /// The sends of one PFN, oldest first.
  struct List: RandomAccessCollection {
    let pfn: UInt64
    fileprivate let words: ArraySlice<UInt64>

    var startIndex: Int { 0 }
    var endIndex: Int { words.count }

    subscript(position: Int) -> Send {
      let word = words[words.startIndex + position]
      return Send(content: word >> 4 & (1 << contentBits - 1), type: PageType(rawValue: UInt8(word & 0xf)))
    }

    /// How many of them come before a place among all contents. O(log n).
    func count(before content: UInt64) -> Int {
      if let last, last.content < content { return count }
      var low = 0
      var high = count
      while low < high {
        let middle = low + (high - low) / 2
        if self[middle].content < content { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The sends of a PFN; empty when it was never sent. O(log n).
  func list(of pfn: UInt64) -> List {
    let high = pfn >> Self.groupShift
    let position = position(ofGroup: high)
    guard position < groups.count, groups[position].high == high else { return List(pfn: pfn, words: []) }
    let sends = groups[position].sends
    let low = pfn & (1 << Self.groupShift - 1)
    let first = Self.start(of: low, in: sends)
    return List(pfn: pfn, words: sends[first..<Self.start(of: low + 1, in: sends)])
  }

  /// Calls `body` with the sends of each PFN that was ever sent, ascending.
  func forEachList(_ body: (List) throws -> Void) rethrows {
    for group in groups {
      var first = 0
      while first < group.sends.count {
        let low = Self.lowPFN(group.sends[first])
        var end = first + 1
        while end < group.sends.count, Self.lowPFN(group.sends[end]) == low { end += 1 }
        try body(List(pfn: group.high << Self.groupShift | low, words: group.sends[first..<end]))
        first = end
      }
    }
  }

  /// The BROKEN entries of a PFN, oldest first. O(log n).
  func removals(of pfn: UInt64) -> ArraySlice<Removal> {
    guard !removals.isEmpty else { return [] }
    var low = 0
    var high = removals.count
    while low < high {
      let middle = low + (high - low) / 2
      if removals[middle].pfn < pfn { low = middle + 1 } else { high = middle }
    }
    return removals[low...].prefix { $0.pfn == pfn }
  }

  /// Whether a content was sent to be compared, not applied.
  func isCompared(_ content: UInt64) -> Bool {
    var low = 0
    var high = comparedContents.count
    while low < high {
      let middle = low + (high - low) / 2
      if comparedContents[middle].upperBound <= content { low = middle + 1 } else { high = middle }
    }
    return low < comparedContents.count && comparedContents[low].contains(content)
  }

  /// The first send of a group whose PFN's low bits are not below `low`.
  private static func start(of low: UInt64, in sends: ContiguousArray<UInt64>) -> Int {
    var first = 0
    var end = sends.count
    while first < end {
      let middle = first + (end - first) / 2
      if lowPFN(sends[middle]) < low { first = middle + 1 } else { end = middle }
    }
    return first
  }
}
