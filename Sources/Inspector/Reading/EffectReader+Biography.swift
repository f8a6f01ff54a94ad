@_spi(Measuring) import SaveStream

/// Reading the life of a page.
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
      return .entry(position < list.count ? try list.entry(at: position) : nil)
    }
  }

  /// A page as of a checkpoint; nil while it is not known who sent what.
  func preview(of pfn: UInt64, at checkpoint: Int) throws(CaptureError) -> PagePreview? {
    guard let memory else { return nil }
    let page = try memory.page(pfn: pfn, at: checkpoint)
    return PagePreview(
      pfn: pfn, checkpoint: checkpoint, page: page,
      changed: try page.flatMap { page throws(CaptureError) in
        try changedWords(of: page, at: checkpoint, memory)
      })
  }

  /// Which words of a page differ from the end of the checkpoint before; nil where it was not there then.
  private func changedWords(
    of page: GuestPage, at checkpoint: Int, _ memory: GuestMemory
  ) throws(CaptureError) -> ChangedWords? {
    guard checkpoint > 0, let before = try memory.page(pfn: page.pfn, at: checkpoint - 1) else { return nil }
    return ChangedWords(page.bytes.span, before.bytes.span)
  }

  /// More sends than a screen shows.
  private static let mostSteps = 512

  private func content(
    of pfn: UInt64, at checkpoint: Int, _ memory: GuestMemory
  ) throws(CaptureError) -> PageContent {
    let list = memory.sendList(of: pfn)
    let soFar = list.count(upTo: checkpoint)
    let page = try memory.page(pfn: pfn, at: checkpoint)
    let changed = try page.flatMap { page throws(CaptureError) in
      try changedWords(of: page, at: checkpoint, memory)
    }
    let known = try knownPages(at: checkpoint, memory)
    return PageContent(
      pfn: pfn, checkpoint: checkpoint, page: page,
      absence: page == nil ? try memory.absence(of: pfn, at: checkpoint) : nil, changed: changed, known: known[pfn],
      structure: page.flatMap { PageStructure(of: known[pfn], type: $0.type, guestBits: known.guestBits) },
      sendCount: list.count, sendsSoFar: soFar, brokenCount: list.brokenCount,
      brokenSoFar: list.brokenCount(upTo: checkpoint), sendsByCheckpoint: sendsByCheckpoint(list),
      lastSend: soFar > 0 ? try list.send(at: soFar - 1) : nil)
  }

  /// How many times each checkpoint, or each of 64 groups of them, sent a page.
  private func sendsByCheckpoint(_ list: PageSendList) -> [Int] {
    let checkpoints = index.checkpoints.count
    let groups = ChartSlots(count: checkpoints, slots: min(checkpoints, 64))
    var before = 0
    return (0..<groups.slots).map { group in
      let soFar = list.count(upTo: groups.values(ofSlot: group).upperBound - 1)
      defer { before = soFar }
      return soFar - before
    }
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
