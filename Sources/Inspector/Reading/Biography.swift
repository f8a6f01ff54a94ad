import SaveStream

/// What the Page view wants to know of a page.
public enum BiographyRequest: Sendable {
  /// The page that was sent first.
  case firstSent
  /// What a page holds as of a checkpoint.
  case content(pfn: UInt64, checkpoint: Int)
  /// Some of the times that it was sent, by their positions, ascending.
  case steps(pfn: UInt64, [Int])
  /// The page after two of its sends, by their positions.
  case comparison(pfn: UInt64, Int, Int)
  /// The place of a send's entry in its PFN array.
  case entry(pfn: UInt64, Int)
}

/// The answer to a `BiographyRequest`.
public enum BiographyAnswer: Sendable {
  /// The page and its checkpoint; nil when none was sent.
  case firstSent((pfn: UInt64, checkpoint: Int)?)
  case content(PageContent)
  case steps(pfn: UInt64, [Int], [PageStep], maps: [RunMap?])
  /// Sends that a filter lets pass, and whether there are no more.
  case selection(SendSelection, isFinished: Bool)
  case comparison(SendComparison)
  /// nil when the array does not hold it.
  case entry(PageTarget?)
}

/// A page as of a checkpoint, with all that is known of it there.
public struct PageContent: Sendable {
  let pfn: UInt64
  let checkpoint: Int
  /// nil when it is not there, for the reason in `absence`.
  let page: GuestPage?
  let absence: PageAbsence?
  /// Which words differ from the end of the checkpoint before; nil where there is no page now or then.
  let changed: ChangedWords?
  /// What the stream says that it is for.
  let known: [KnownPage]
  let structure: PageStructure?
  /// Times that it was sent, in all and up to the checkpoint, and how many of these say that it is broken.
  let sendCount: Int
  let sendsSoFar: Int
  let brokenCount: Int
  let brokenSoFar: Int
  /// The last of those up to the checkpoint.
  let lastSend: PageSend?
}

extension EffectReader {
  /// Answers what concerns one page; nil while it is not known who sent what.
  func answer(_ request: BiographyRequest) throws(CaptureError) -> BiographyAnswer? {
    if case .firstSent = request {
      let row = try pages.rows(0..<1, contentOnly: true).first
      return .firstSent(row.map { ($0.pfn, $0.checkpoint) })
    }
    guard let memory else { return nil }
    switch request {
    case .firstSent: return nil
    case .content(let pfn, let checkpoint): return .content(try content(of: pfn, at: checkpoint, memory))
    case .steps(let pfn, let wanted):
      let list = memory.sendList(of: pfn)
      let positions = wanted.prefix(Self.mostSteps).filter { $0 >= 0 && $0 < list.count }
      let steps = try list.steps(at: positions)
      let maps = try steps.map { step throws(CaptureError) in try runMap(of: step.send) }
      return .steps(pfn: pfn, positions, steps, maps: maps)
    case .comparison(let pfn, let first, let second):
      return try memory.sendList(of: pfn).comparison(of: first, and: second).map { .comparison($0) }
    case .entry(let pfn, let position):
      let list = memory.sendList(of: pfn)
      guard position < list.count, let entry = try list.entry(at: position) else { return .entry(nil) }
      return .entry(.entry(batch: entry.batch, index: entry.index))
    }
  }

  /// More sends than a screen shows.
  private static let mostSteps = 512

  private func content(
    of pfn: UInt64, at checkpoint: Int, _ memory: GuestMemory
  ) throws(CaptureError) -> PageContent {
    let list = memory.sendList(of: pfn)
    let soFar = list.count(upTo: checkpoint)
    let page = try memory.page(pfn: pfn, at: checkpoint)
    var changed: ChangedWords?
    if let page, checkpoint > 0, let before = try memory.page(pfn: pfn, at: checkpoint - 1) {
      changed = ChangedWords(page.bytes.span, before.bytes.span)
    }
    let known = try knownPages(at: checkpoint, memory)
    return PageContent(
      pfn: pfn, checkpoint: checkpoint, page: page,
      absence: page == nil ? try memory.absence(of: pfn, at: checkpoint) : nil, changed: changed, known: known[pfn],
      structure: page.flatMap { PageStructure(of: known[pfn], type: $0.type, guestBits: known.guestBits) },
      sendCount: list.count, sendsSoFar: soFar, brokenCount: list.brokenCount,
      brokenSoFar: list.brokenCount(upTo: checkpoint), lastSend: soFar > 0 ? try list.send(at: soFar - 1) : nil)
  }

  private func runMap(of send: PageSend) throws(CaptureError) -> RunMap? {
    switch send.encoding {
    case .delta, .empty: try RunMap(capture: capture, ranges: send.ranges)
    case .missing where !send.ranges.isEmpty: try RunMap(capture: capture, ranges: send.ranges)
    default: nil
    }
  }

  /// The pages that the stream names as of a checkpoint; those asked for last are kept.
  private func knownPages(at checkpoint: Int, _ memory: GuestMemory) throws(CaptureError) -> KnownPages {
    if let known, known.checkpoint == checkpoint { return known.pages }
    let pages = try KnownPages(at: checkpoint, in: memory)
    known = (checkpoint, pages)
    return pages
  }
}
