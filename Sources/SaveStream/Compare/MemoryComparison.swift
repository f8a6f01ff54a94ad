/// memory(j) compared with memory(k), of one capture or of two, page by page in ascending order of PFN.
///
/// It is built in slices: `step` goes on for a few milliseconds, and what has been found can be shown at any time.
/// Within one capture, only pages that were sent, or came or went, between the two checkpoints are read; of two
/// captures, every page that both have. What is kept is 16 bytes for each page that differs. Not for use from two
/// threads at once.
@_spi(Measuring) public final class MemoryComparison {
  private let from: ComparedMemory
  private let to: ComparedMemory
  private let isOneCapture: Bool
  private var pairs: PairedLists
  /// A page that has long rows of deltas, and the ways that still have to be gone before it can be compared.
  private var ahead: PageAhead?
  /// Pages to be compared next, the last one first: those of them that many deltas decide have been made together.
  private var noted: [PairedLists.Pair] = []

  /// The pages that differ, ascending by PFN, as far as has been looked.
  package private(set) var rows = Rows<PageDifference>()
  /// What was found to be what, as far as has been looked.
  package private(set) var totals = PageDifferenceTotals()
  /// Whether all pages have been looked at.
  public private(set) var isFinished = false

  /// Compares `from` at a checkpoint with `to` at a checkpoint; both may be the same memory. Who compares one capture
  /// again and again gives two memories of it: each keeps what makes the next look short.
  /// - Throws: when an unmapped list cannot be read.
  public init(
    from: GuestMemory, at fromCheckpoint: Int, to: GuestMemory, at toCheckpoint: Int
  ) throws(CaptureError) {
    isOneCapture = from.capture === to.capture
    // Each side reads forwards on its own, so one capture is read by two readers.
    let second = from === to ? GuestMemory(capture: to.capture, index: to.index, sends: to.sends) : to
    self.from = try ComparedMemory(from, at: fromCheckpoint)
    self.to = try ComparedMemory(second, at: toCheckpoint)
    // Of a capture that grows, one side may know more than the other.
    let sends = from.sends.batchCount < to.sends.batchCount ? to.sends : from.sends
    pairs = isOneCapture ? PairedLists(of: sends) : PairedLists(from.sends, to.sends)
  }

  /// How much of the work is done, 0…1.
  public var progress: Double { isFinished ? 1 : pairs.progress }

  /// Whether a page was found that differs.
  public var hasDifferences: Bool { !rows.isEmpty }

  // MARK: Going on

  /// Goes on for about so long.
  /// - Returns: whether there is more to do.
  /// - Throws: when the capture cannot be read.
  public func step(for time: Duration = .milliseconds(4)) throws(CaptureError) -> Bool {
    let start = ContinuousClock.now
    var passed = 0
    while !isFinished {
      var isRead = true
      if case .passed = try advance() { isRead = false }
      passed += 1
      // The clock takes longer than a page that is passed over.
      if isRead || passed & 0xff == 0, ContinuousClock.now - start >= time { break }
    }
    return !isFinished
  }

  /// Goes on to the next page that differs.
  /// - Returns: the page, with its bytes where both sides have it; nil when there is no further one.
  /// - Throws: when the capture cannot be read.
  package func next() throws(CaptureError) -> (row: PageDifference, page: ComparedPage)? {
    while !isFinished {
      if case .different(let row, let page) = try advance() { return (row, page) }
    }
    return nil
  }

  /// Goes on to the end.
  /// - Parameter progress: called after every slice.
  /// - Throws: when the capture cannot be read, and what `progress` throws.
  public func run(progress: (MemoryComparison) throws -> Void = { _ in }) throws {
    while try step() { try progress(self) }
  }

  /// Both sides of a page, whether it differs or not.
  /// - Throws: when the capture cannot be read.
  package func page(_ pfn: UInt64) throws(CaptureError) -> ComparedPage {
    func bytes(_ side: ComparedMemory) throws(CaptureError) -> [UInt8]? {
      let list = side.memory.sends.list(of: pfn)
      guard let reach = try side.reach(of: list) else { return nil }
      return try side.content(of: list, reach).bytes
    }
    return try ComparedPage(pfn: pfn, from: bytes(from), to: bytes(to))
  }

  // MARK: Many pages

  /// Pages with deltas that are held at most, those of both sides together: 1 GiB of them.
  private static let maximumPagesHeld = 1 << 18

  /// To be called before the first step where the answer is wanted soon and as a whole: applies all deltas beforehand
  /// in one pass, where a good part of the pages that deltas decide is to be read. That is several times as fast as
  /// page by page, but not done in slices, and takes the memory of those pages.
  /// - Throws: when the capture cannot be read.
  public func applyDeltasBeforehand() throws {
    guard from.hasDeltas || to.hasDeltas else { return }
    var (fromCount, toCount) = (DeltaPages(), DeltaPages())
    var pairs = pairs
    while let pair = pairs.next() {
      let (first, second) = (try from.reach(of: pair.from), try to.reach(of: pair.to))
      let isRead = first != nil && second != nil && !(isOneCapture && first == second)
      if let first, from.isDelta(pair.from, first) { fromCount.add(isRead: isRead) }
      if let second, to.isDelta(pair.to, second) { toCount.add(isRead: isRead) }
    }
    var room = Self.maximumPagesHeld
    if fromCount.deservesOnePass(room: &room) { try from.applyAllDeltas() }
    if toCount.deservesOnePass(room: &room) { try to.applyAllDeltas() }
  }

  /// Pages of one side that deltas decide, and those of them that are to be read.
  private struct DeltaPages {
    private var all = 0
    private var read = 0

    mutating func add(isRead: Bool) {
      all += 1
      if isRead { read += 1 }
    }

    /// Looking for the deltas of one page costs some four times as much as passing by them in their order.
    func deservesOnePass(room: inout Int) -> Bool {
      guard read > all / 4, all <= room else { return false }
      room -= all
      return true
    }
  }

  // MARK: One page

  private struct PageAhead {
    let pair: PairedLists.Pair
    var walks: [KeyframeWalk]
  }

  private enum Advance {
    /// On the way to a page.
    case walking
    /// Absent or the same, as far as can be told without reading.
    case passed
    /// Read and found to be the same.
    case same
    case different(PageDifference, ComparedPage)
  }

  private func advance() throws(CaptureError) -> Advance {
    if try walkAhead() { return .walking }
    let hasWalked = ahead != nil
    var next = ahead?.pair
    if next == nil { next = try nextPair() }
    guard let pair = next else {
      isFinished = true
      return .passed
    }
    ahead = nil
    let fromReach = try from.reach(of: pair.from)
    let toReach = try to.reach(of: pair.to)
    switch (fromReach, toReach) {
    case (nil, nil): return .passed
    case (let first?, let second?):
      if isOneCapture, first == second {
        totals.same += 1
        return .passed
      }
      if !hasWalked, begin([from.longWalk(pair.from, first), to.longWalk(pair.to, second)], to: pair) {
        return .walking
      }
      return try compare(pair, first, second)
    case (let first?, nil):
      return found(PageDifference(pfn: pair.from.pfn, from: try from.state(of: pair.from, first), to: nil))
    case (nil, let second?):
      return found(PageDifference(pfn: pair.to.pfn, from: nil, to: try to.state(of: pair.to, second)))
    }
  }

  /// The next page, of those that were noted; where there is none, notes some more.
  private func nextPair() throws(CaptureError) -> PairedLists.Pair? {
    if let pair = noted.popLast() { return pair }
    guard from.hasDeltas || to.hasDeltas else { return pairs.next() }
    while noted.count < Self.pairsNoted, !from.isNextFull, !to.isNextFull, let pair = pairs.next() {
      noted.append(pair)
      guard let first = try from.reach(of: pair.from), let second = try to.reach(of: pair.to),
        !(isOneCapture && first == second)
      else { continue }
      from.note(pair.from, first)
      to.note(pair.to, second)
    }
    noted.reverse()
    try from.makeNoted()
    try to.makeNoted()
    return noted.popLast()
  }

  /// Pages that are noted at a time.
  private static let pairsNoted = 4096

  /// Notes ways that have to be gone before a page can be compared; false when there are none.
  private func begin(_ walks: [KeyframeWalk?], to pair: PairedLists.Pair) -> Bool {
    let walks = walks.compactMap { $0 }
    if !walks.isEmpty { ahead = PageAhead(pair: pair, walks: walks) }
    return !walks.isEmpty
  }

  /// Goes a slice further towards a page; false when nothing is left to go.
  private func walkAhead() throws(CaptureError) -> Bool {
    guard var walk = ahead?.walks.popLast() else { return false }
    if try !walk.step() { ahead?.walks.append(walk) }
    return true
  }

  private func compare(
    _ pair: PairedLists.Pair, _ fromReach: GuestMemory.Reach, _ toReach: GuestMemory.Reach
  ) throws(CaptureError) -> Advance {
    let (first, second) = (try from.content(of: pair.from, fromReach), try to.content(of: pair.to, toReach))
    let words = ChangedWords(second.bytes.span, first.bytes.span).count
    let (fromType, toType) = (pair.from[fromReach.last].type, pair.to[toReach.last].type)
    guard words > 0 || fromType != toType else {
      totals.same += 1
      return .same
    }
    let row = PageDifference(
      pfn: pair.from.pfn, from: .init(type: fromType, doubt: first.doubt),
      to: .init(type: toType, doubt: second.doubt), words: words)
    return found(row, first.bytes, second.bytes)
  }

  private func found(_ row: PageDifference, _ from: [UInt8]? = nil, _ to: [UInt8]? = nil) -> Advance {
    rows.append(row)
    totals.add(row)
    return .different(row, ComparedPage(pfn: row.pfn, from: from, to: to))
  }
}
