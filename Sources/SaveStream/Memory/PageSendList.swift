/// Every time that a page was sent, said to be broken, or sent to be compared, in the order of the stream: how many
/// times, and each of them when it is looked at.
@_spi(Measuring) public struct PageSendList {
  public let pfn: UInt64
  let memory: GuestMemory
  let sends: PageSends.List
  private let removals: [PageSends.Removal]

  init(of pfn: UInt64, in memory: GuestMemory) {
    self.pfn = pfn
    self.memory = memory
    sends = memory.sends.list(of: pfn)
    removals = Array(memory.sends.removals(of: pfn))
  }

  /// How many times, over the whole capture.
  public var count: Int { sends.count + removals.count }

  /// How many of them are BROKEN entries.
  public var brokenCount: Int { removals.count }

  /// How many times up to the end of a checkpoint.
  public func count(upTo checkpoint: Int) -> Int {
    let content = memory.index.contents(of: checkpoint).upperBound
    return sends.count(before: content) + brokenCount(upTo: checkpoint)
  }

  /// How many BROKEN entries there are up to the end of a checkpoint.
  public func brokenCount(upTo checkpoint: Int) -> Int {
    let entry = memory.index.entries(of: checkpoint).upperBound
    return removals.count { $0.entry < entry }
  }

  /// The one at a position, 0..<count.
  /// - Throws: when the capture cannot be read.
  public func send(at position: Int) throws(CaptureError) -> PageSend {
    switch element(at: position) {
    case .send(let place): try memory.contents.describe(sends[place])
    case .removal(let removal): memory.describe(removal)
    }
  }

  /// The file offset of a send's entry; nil when the PFN array does not hold it.
  /// - Throws: when the capture cannot be read.
  public func entry(at position: Int) throws(CaptureError) -> UInt64? {
    switch element(at: position) {
    case .removal(let removal):
      let row = memory.index.entryRows[memory.index.row(holding: removal.entry, contentOnly: false)]
      return row.array + (removal.entry - row.firstEntry) * UInt64(row.wordBytes)
    case .send(let place):
      let content = sends[place].content
      let row = memory.contents.row(of: content)
      var next = row.firstContent
      for (place, entry) in try memory.contents.entries(ofRow: row).enumerated() where entry.type.carriesContent {
        if next == content { return row.array + UInt64(place * row.wordBytes) }
        next += 1
      }
      return nil
    }
  }

  // MARK: Positions

  enum Element {
    /// A place among the sends.
    case send(Int)
    case removal(PageSends.Removal)
  }

  func element(at position: Int) -> Element {
    precondition(position >= 0 && position < count, "send \(position) of \(count)")
    let before = removals(before: position)
    if before < removals.count, self.position(ofRemoval: before) == position { return .removal(removals[before]) }
    return .send(position - before)
  }

  /// The BROKEN entries that stand before a position.
  func removals(before position: Int) -> Int {
    (0..<removals.count).partitioningIndex { self.position(ofRemoval: $0) < position }
  }

  /// The first send that counts for what the page holds before a position: the one behind the last BROKEN entry.
  func firstCounted(before position: Int) -> Int {
    let before = removals(before: position)
    return before == 0 ? 0 : sends.count(before: removals[before - 1].contentBefore)
  }

  private func position(ofRemoval place: Int) -> Int { place + sends.count(before: removals[place].contentBefore) }
}

extension GuestMemory {
  /// The times that a page was sent; none for a page that never was. O(log n).
  public func sendList(of pfn: UInt64) -> PageSendList { PageSendList(of: pfn, in: self) }

  /// Every time that a page was sent, said to be broken, or sent to be compared, in the order of the stream.
  /// - Throws: when the capture cannot be read.
  public func history(of pfn: UInt64) throws(CaptureError) -> [PageSend] {
    let list = sendList(of: pfn)
    return try (0..<list.count).map { position throws(CaptureError) in try list.send(at: position) }
  }

  func describe(_ removal: PageSends.Removal) -> PageSend {
    let row = index.row(holding: removal.entry, contentOnly: false)
    return PageSend(
      checkpoint: index.checkpoint(ofRow: row), iteration: index.entryRows[row].iteration, type: .broken,
      encoding: .none, ranges: [], delta: nil, content: removal.contentBefore, isImage: false)
  }
}
