@_spi(Measuring) import SaveStream

/// Going to places that were typed. Each way returns the refusal in words when the place is not there.
extension Inspector {
  mutating func goTo(_ target: GoTo, _ effects: inout [Effect]) -> String? {
    switch target {
    case .row(let row): return goToRow(row, &effects)
    case .offset(let offset):
      guard offset < index.size else { return "The capture ends at \(NumberText.hex(index.size))" }
      go(to: current == .pages ? .page(.offset(offset)) : .bytes(offset), &effects)
      return nil
    case .percent(let percent): return goToPercent(percent, &effects)
    case .pfn(let pfn): return goToPFN(pfn, &effects)
    case .checkpoint(let checkpoint): return goToCheckpoint(checkpoint, &effects)
    }
  }

  private mutating func goToRow(_ row: UInt64, _ effects: inout [Effect]) -> String? {
    guard let (_, count) = position.row else { return "The view has no rows" }
    guard row >= 1, row <= count else { return "Rows are 1 to \(count)" }
    go(to: .row(row - 1), &effects)
    return nil
  }

  /// In the tree, and where there are no rows to go to, the whole is the capture.
  private mutating func goToPercent(_ percent: Int, _ effects: inout [Effect]) -> String? {
    let part = { (last: UInt64) in last / 100 * UInt64(percent) + last % 100 * UInt64(percent) / 100 }
    if current == .tree || current == .summary {
      guard index.size > 0 else { return "The capture is empty" }
      go(to: .tree(.offset(part(index.size - 1))), &effects)
    } else {
      guard let (_, count) = position.row, count > 0 else { return "The view has no rows" }
      go(to: .row(part(count - 1)), &effects)
    }
    return nil
  }

  private mutating func goToPFN(_ pfn: UInt64, _ effects: inout [Effect]) -> String? {
    let position = position
    if let end = position.pfnEnd, pfn >= end { return "PFNs end at \(NumberText.hex(end - 1))" }
    switch position.place {
    case .map(_, let checkpoint): go(to: .map(pfn: pfn, checkpoint: checkpoint), &effects)
    case .history(_, let checkpoint): go(to: .history(pfn: pfn, checkpoint: checkpoint), &effects)
    default:
      searchPFN(pfn, &effects)
      return nil
    }
    message = message ?? Message(Self.words(forPFN: pfn))
    return nil
  }

  /// A PFN both ways, so that whoever meant the other one sees it.
  static func words(forPFN pfn: UInt64) -> String { "PFN \(NumberText.hex(pfn)) (\(pfn))" }

  private mutating func goToCheckpoint(_ checkpoint: Int, _ effects: inout [Effect]) -> String? {
    let count = index.checkpoints.count
    guard count > 0 else { return StreamText.missingStreamSentence(of: index) ?? "There are no checkpoints" }
    guard checkpoint >= 0, checkpoint < count else { return "Checkpoints are 0 to \(count - 1)" }
    switch (current, position.place) {
    case (.pages, _): go(to: .pagesOfCheckpoint(checkpoint), &effects)
    case (.checkpoints, _): go(to: .checkpoint(checkpoint), &effects)
    case (_, .map(let pfn, _)): go(to: .map(pfn: pfn, checkpoint: checkpoint), &effects)
    case (_, .history(let pfn, _)): go(to: .history(pfn: pfn, checkpoint: checkpoint), &effects)
    case (_, .guest): go(to: .guest(checkpoint: checkpoint, line: nil), &effects)
    default: go(to: .tree(.node(kinds: [.checkpoint], offset: index.checkpoints[checkpoint].offset)), &effects)
    }
    return nil
  }
}
