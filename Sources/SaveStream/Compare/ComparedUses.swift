/// What the guest uses pages for that differ between two checkpoints, and whose they are: as of the second side, and of
/// pages that are on the first side only, as of that.
package struct ComparedUses: Sendable {
  private let from: UsedFrames?
  private let to: UsedFrames?

  /// - Parameters: what is known of each side; nil where nothing is.
  package init(from: UsedFrames?, to: UsedFrames?) {
    self.from = from
    self.to = to
  }

  /// A page with its uses and owners.
  package func row(_ page: PageDifference) -> UsedRow<PageDifference> {
    let side = page.change == .removed ? from : to
    return side?.row(page, page.pfn..<max(page.pfn, page.pfn &+ 1)) ?? UsedRow(page)
  }

  /// The name of a process; nil where that is not known.
  func name(of tgid: UInt32) -> CaptureText? { to?.names[tgid] ?? from?.names[tgid] }
}

/// Pages that differ, counted by what the guest uses them for and by whose they are.
struct ComparedUseTotals {
  /// By `FrameUse.place`; behind them those whose use is not known.
  private var byUse = [UInt64](repeating: 0, count: FrameUse.allCases.count + 1)
  private var byOwner: [UInt32: UInt64] = [:]

  mutating func add(_ row: UsedRow<PageDifference>) {
    byUse[row.uses.first?.place ?? FrameUse.allCases.count] += 1
    for owner in row.owners { byOwner[owner, default: 0] += 1 }
  }

  /// The uses that there are, those of the most pages first; nil for pages whose use is not known.
  var uses: [(use: FrameUse?, pages: UInt64)] {
    let known = FrameUse.allCases.map { (use: FrameUse?.some($0), pages: byUse[$0.place]) }
    return (known + [(nil, byUse[FrameUse.allCases.count])]).filter { $0.pages > 0 }.sorted { $0.pages > $1.pages }
  }

  /// The owners, those of the most pages first.
  var owners: [(tgid: UInt32, pages: UInt64)] {
    byOwner.map { (tgid: $0.key, pages: $0.value) }.sorted { ($1.pages, $0.tgid) < ($0.pages, $1.tgid) }
  }
}
