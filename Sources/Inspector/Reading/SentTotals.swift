@_spi(Measuring) import SaveStream

/// Counts what a checkpoint sent by what the guest uses it for and by whose it is, in slices; and frames by their use.
struct SentTotals {
  private let pages: PageRows
  private let positions: Range<UInt64>
  private let sends: PageSends
  private let uses: FrameUses?
  private let owners: FrameOwners?
  private var next: UInt64
  /// The frames whose use is counted, and which of these stretches comes next.
  private let stretches: [Range<UInt64>]
  private var nextStretch = 0
  /// Frames of that one that are counted.
  private var framesDone: UInt64 = 0

  private var frames = [UInt64](repeating: 0, count: FrameUse.allCases.count)
  private var sent = [UInt64](repeating: 0, count: FrameUse.allCases.count)
  /// By the id of the owner's thread group.
  private(set) var byOwner: [UInt32: GuestFacts.Task.Sent] = [:]

  private static let rowsInSlice: UInt64 = 2048
  private static let framesInSlice: UInt64 = 1 << 13

  init(of checkpoint: Int, _ pages: PageRows, _ sends: PageSends, _ uses: FrameUses?, _ owners: FrameOwners?) {
    self.pages = pages
    self.sends = sends
    self.uses = uses
    self.owners = owners
    stretches = uses?.stretches ?? []
    positions = pages.index.positions(of: checkpoint, contentOnly: true)
    next = positions.lowerBound
  }

  /// How much is counted, 0…1.
  var part: Double {
    let all = positions.count + stretches.count * Self.rowsOfStretch
    let done = Int(next - positions.lowerBound) + nextStretch * Self.rowsOfStretch
    return Double(done) / Double(max(all, 1))
  }

  /// Rows that take as long as a stretch.
  private static let rowsOfStretch = 256

  /// Frames and pages of each use that there is; nil where uses are not known.
  var rows: [GuestFacts.Memory.Row]? {
    guard uses != nil else { return nil }
    return FrameUse.allCases.compactMap { use in
      let (frames, sent) = (frames[use.place], sent[use.place])
      return frames == 0 && sent == 0 ? nil : .init(use: use, frames: frames, sentPages: sent)
    }
  }

  /// Counts a slice more. Returns whether all is counted.
  mutating func step() throws(CaptureError) -> Bool {
    if nextStretch < stretches.count {
      countFrames()
    } else if next < positions.upperBound {
      let end = min(next + Self.rowsInSlice, positions.upperBound)
      for row in try pages.rows(next..<end, contentOnly: true) { count(row) }
      next = end
    }
    return nextStretch >= stretches.count && next >= positions.upperBound
  }

  /// Counts some frames of a stretch, which has 2^15 of them in most kernels. The kernel describes those behind the
  /// guest's last one as its own: they are no frames that the guest has.
  private mutating func countFrames() {
    guard let uses else { return }
    let stretch = stretches[nextStretch]
    let first = stretch.lowerBound + framesDone
    let end = min(first + Self.framesInSlice, stretch.upperBound)
    framesDone = end < stretch.upperBound ? end - stretch.lowerBound : 0
    if framesDone == 0 { nextStretch += 1 }
    var nextSent = sends.firstPFN(from: first)
    for pfn in first..<end {
      if let sent = nextSent, sent < pfn { nextSent = sends.firstPFN(from: pfn) }
      guard let use = uses[pfn], use != .kernel || nextSent == pfn else { continue }
      frames[use.place] += 1
    }
  }

  private mutating func count(_ row: PageRow) {
    if let use = uses?[row.pfn] { sent[use.place] += 1 }
    for owner in owners?[row.pfn] ?? [] {
      let known = byOwner[owner]
      byOwner[owner] = .init(pages: (known?.pages ?? 0) + 1, bytes: (known?.bytes ?? 0) + (row.length ?? 0))
    }
  }
}
