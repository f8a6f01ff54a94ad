/// The memory of a guest at any checkpoint: what a receiver that applied checkpoints 0…k would hold.
///
/// That is every page sent up to k, less the PV unmapped list of tail k and the pages that a BROKEN entry took away.
/// XTAB and XALLOC entries remove nothing. Pages sent in verify mode are not applied; those of later checkpoints are.
/// A page that is not there is absent, not zero. Contents that are cut off or do not decode are passed over.
///
/// A page costs its own sends, not a replay of the stream. Not for use from two threads at once.
@_spi(Measuring) public final class GuestMemory {
  public let capture: Capture
  public let index: IndexSnapshot
  /// Who sent what.
  public let sends: PageSends

  let contents: Contents
  var keyframes = KeyframeCache()
  /// The unmapped list that was last asked for.
  private var unmapped: (checkpoint: Int, pfns: PFNSet)?

  /// Deltas that are applied for one page at most, once the pages on the way have been kept.
  static let deltasPerKeyframe = 64

  /// Reads every PFN array of the capture.
  /// - Throws: when the capture cannot be read.
  public convenience init(capture: Capture, index: IndexSnapshot) throws(CaptureError) {
    try self.init(capture: capture, index: index, sends: PageSends(capture: capture, index: index))
  }

  /// Takes a table that was made elsewhere, of the same capture and index.
  public init(capture: Capture, index: IndexSnapshot, sends: PageSends) {
    self.capture = capture
    self.index = index
    self.sends = sends
    contents = Contents(capture: capture, index: index)
  }

  /// The page as of the end of a checkpoint, or nil when it was not there.
  /// - Throws: when the capture cannot be read.
  public func page(pfn: UInt64, at checkpoint: Int) throws(CaptureError) -> GuestPage? {
    guard pfn < index.pfnEnd else { return nil }
    let list = sends.list(of: pfn)
    guard try !unmappedPFNs(at: checkpoint).contains(pfn), let reach = try reach(of: list, at: checkpoint) else {
      return nil
    }
    let source = try contents.describe(list[reach.last])
    let page = try assemble(list, reach)
    return GuestPage(
      pfn: pfn, type: source.type, bytes: page.bytes, source: source, doubt: page.doubt)
  }

  /// The place among all contents of the last time that a page was sent up to the end of a checkpoint; nil when it was
  /// not. O(log n).
  public func lastContent(of pfn: UInt64, upTo checkpoint: Int) -> UInt64? {
    let list = sends.list(of: pfn)
    let count = list.count(before: index.contents(of: checkpoint).upperBound)
    return count > 0 ? list[count - 1].content : nil
  }

  // MARK: What is there

  /// The PFNs that had no frame when a PV guest was suspended for a checkpoint.
  func unmappedPFNs(at checkpoint: Int) throws(CaptureError) -> PFNSet {
    if let unmapped, unmapped.checkpoint == checkpoint { return unmapped.pfns }
    let pfns = try PFNSet(unmappedAt: checkpoint, of: index, capture: capture)
    unmapped = (checkpoint, pfns)
    return pfns
  }

  /// Which sends of a PFN make its content.
  struct Reach: Equatable {
    /// The first send that counts: the one behind the last BROKEN entry.
    let first: Int
    /// The last one that was applied.
    let last: Int
  }

  /// The sends that make a page as of the end of a checkpoint; nil when it is not there.
  func reach(of list: PageSends.List, at checkpoint: Int) throws(CaptureError) -> Reach? {
    let end = index.contents(of: checkpoint).upperBound
    let count = list.count(before: end)
    guard count > 0 else { return nil }
    let first = firstCounted(list, at: checkpoint)
    var last = count - 1
    while last >= first {
      let content = list[last].content
      if !sends.isCompared(content), contents.isThere(content) { return Reach(first: first, last: last) }
      last -= 1
    }
    return nil
  }

  /// The first send behind the last BROKEN entry up to a checkpoint.
  private func firstCounted(_ list: PageSends.List, at checkpoint: Int) -> Int {
    let removals = sends.removals(of: list.pfn)
    guard !removals.isEmpty else { return 0 }
    let end = index.entries(of: checkpoint).upperBound
    guard let removal = removals.last(where: { $0.entry < end }) else { return 0 }
    return list.count(before: removal.contentBefore)
  }
}
