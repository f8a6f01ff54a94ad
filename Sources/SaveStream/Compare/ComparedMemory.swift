/// One side of a comparison: guest memory as of the end of a checkpoint.
///
/// Not for use from two threads at once.
final class ComparedMemory {
  let memory: GuestMemory
  let checkpoint: Int
  private let unmapped: PFNSet
  /// Contents up to the end of the checkpoint.
  private let contentCount: UInt64
  /// Contents that are certainly there and were not sent to be compared: so many from the start of the capture.
  private let plainContents: UInt64
  /// The pages that deltas decide, where they were all made beforehand.
  private var made: [UInt64: Made] = [:]
  /// Those that are compared next, made a few at a time, and those of them that are still to be made.
  private var madeNext: [UInt64: Made] = [:]
  private var next: MemoryStretch

  private struct Made {
    let bytes: [UInt8]
    let doubt: PageDoubt?
  }

  init(_ memory: GuestMemory, at checkpoint: Int) throws(CaptureError) {
    self.memory = memory
    self.checkpoint = checkpoint
    unmapped = try memory.unmappedPFNs(at: checkpoint)
    contentCount = memory.index.contents(of: checkpoint).upperBound
    plainContents = Self.plainContents(of: memory)
    next = MemoryStretch(of: memory, at: checkpoint, maximumSlots: Self.pagesMadeNext)
  }

  private static func plainContents(of memory: GuestMemory) -> UInt64 {
    let index = memory.index
    // Of what was lost, and of what may be out of step, each page has to be asked.
    if index.isSalvaged { return 0 }
    // Only the last record can be cut.
    let last = index.entryRows.count - 1
    var count = last < 0 ? 0 : index.entryRows[index.rowsOfRecord(atRow: last).lowerBound].firstContent
    if let compared = memory.sends.comparedContents.first { count = min(count, compared.lowerBound) }
    for checkpoint in index.checkpoints.indices {
      let contents = index.contents(of: checkpoint)
      guard !contents.isEmpty, !index.entryRows[index.checkpoints[checkpoint].firstRow].hasImages else { continue }
      let pages = index.deltas(of: checkpoint)
      if pages.upperBound - pages.lowerBound < contents.upperBound - contents.lowerBound {
        return min(count, contents.lowerBound)
      }
    }
    return count
  }

  /// The sends that make a page; nil when it is not there. Reads nothing.
  func reach(of list: PageSends.List) throws(CaptureError) -> GuestMemory.Reach? {
    if !unmapped.isEmpty, unmapped.contains(list.pfn) { return nil }
    let count = list.count(before: contentCount)
    guard count > 0 else { return nil }
    // Most pages need no look into the index, of which there are millions.
    if memory.sends.removals.isEmpty, list[count - 1].content < plainContents {
      return GuestMemory.Reach(first: 0, last: count - 1)
    }
    return try memory.reach(of: list, at: checkpoint)
  }

  /// The 4096 bytes of a page, and why they may not be what a receiver had.
  func content(
    of list: PageSends.List, _ reach: GuestMemory.Reach
  ) throws(CaptureError) -> (bytes: [UInt8], doubt: PageDoubt?) {
    if let page = made[list.pfn] ?? madeNext[list.pfn] { return (page.bytes, page.doubt) }
    let source = try memory.contents.describe(list[reach.last])
    if source.encoding == .raw, let offset = source.offset, let image = try memory.contents.image(at: offset) {
      return (image, nil)
    }
    let page = try memory.assemble(list, reach)
    return (page.bytes, page.doubt)
  }

  /// The way that has to be gone before a page with a long row of deltas can be had at once; nil where it is short.
  func longWalk(_ list: PageSends.List, _ reach: GuestMemory.Reach) -> KeyframeWalk? {
    made[list.pfn] == nil && madeNext[list.pfn] == nil ? memory.longWalk(list, reach) : nil
  }

  /// A page's type and doubt. Reads it only when deltas decide what it holds.
  func state(of list: PageSends.List, _ reach: GuestMemory.Reach) throws(CaptureError) -> PageDifference.State {
    let doubt = isDelta(list, reach) ? try content(of: list, reach).doubt : nil
    return PageDifference.State(type: list[reach.last].type, doubt: doubt)
  }

  // MARK: Some deltas at once

  /// Pages that are made in one go, and deltas that are applied for them, at most: a slice of a few milliseconds.
  private static let pagesMadeNext = 512
  private static let deltasAppliedNext = 8192
  /// Sends from which on a page is worth being made with its neighbours: a sender's scans go upwards, so that their
  /// deltas lie side by side, and finding the first of them finds all.
  private static let fewestSends = 8

  /// Whether enough pages wait to be made.
  var isNextFull: Bool { next.isFull || next.deltaCount >= Self.deltasAppliedNext }

  /// Notes a page that is compared soon, in ascending order of PFN; one that is had at once, or that takes a long way,
  /// is left alone.
  func note(_ list: PageSends.List, _ reach: GuestMemory.Reach) {
    guard reach.last - reach.first >= Self.fewestSends, isDelta(list, reach), made[list.pfn] == nil,
      memory.longWalk(list, reach) == nil
    else { return }
    next.add(list, reach)
  }

  /// Makes the pages that were noted, and forgets those before.
  /// - Throws: when the capture cannot be read.
  func makeNoted() throws(CaptureError) {
    madeNext.removeAll(keepingCapacity: true)
    do {
      try next.takePages { page in madeNext[page.pfn] = Made(bytes: page.bytes, doubt: page.doubt) }
    } catch let error as CaptureError {
      throw error
    } catch {
      // The closure throws nothing, and what the stretch throws is of the capture.
    }
  }

  // MARK: All deltas at once

  /// Whether a checkpoint up to this one has compressed pages.
  var hasDeltas: Bool { memory.index.checkpoints.prefix(checkpoint + 1).contains(where: \.isCompressed) }

  /// Whether the last send of a page is a delta, or a whole page within compressed data.
  func isDelta(_ list: PageSends.List, _ reach: GuestMemory.Reach) -> Bool {
    !memory.contents.isImage(list[reach.last].content)
  }

  /// Makes all pages that deltas decide, in one pass over the compressed data.
  /// - Throws: when the capture cannot be read.
  func applyAllDeltas() throws {
    try memory.sweepDeltas(at: checkpoint) { page in made[page.pfn] = Made(bytes: page.bytes, doubt: page.doubt) }
  }
}
