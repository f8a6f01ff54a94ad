/// What a checkpoint sent, added up by what the guest used the pages for and by whose they were, as of that checkpoint.
package struct UseTotals: Sendable, Equatable {
  /// Pages, and bytes of their content in the capture.
  package struct Count: Sendable, Equatable {
    package private(set) var pages: UInt64 = 0
    package private(set) var bytes: UInt64 = 0

    mutating func add(_ row: PageRow) {
      pages += 1
      bytes &+= row.length ?? 0
    }
  }

  /// Of a process; a page that several have counts for each.
  package struct Owner: Sendable, Equatable {
    package let tgid: UInt32
    /// Its name; nil where that is not known.
    package let comm: CaptureText?
    package let count: Count
  }

  package let checkpoint: Int
  /// By `FrameUse.place`; behind them those whose use is not known.
  private var byUse = [Count](repeating: Count(), count: FrameUse.allCases.count + 1)
  private var byOwner: [UInt32: Count] = [:]
  private var names: [UInt32: CaptureText] = [:]
  package private(set) var total = Count()

  /// - Parameter frames: what is known of the guest at the checkpoint; nil where nothing is.
  package init(checkpoint: Int, _ frames: GuestFrames?) {
    self.checkpoint = checkpoint
    for task in frames?.tasks?.tasks ?? [] where task.pid == task.tgid { names[task.tgid] = task.comm }
  }

  /// Adds what was sent of a page.
  /// - Throws: when the capture cannot be read.
  package mutating func add(_ row: PageRow, _ frames: GuestFrames?) throws(CaptureError) {
    total.add(row)
    let use = try frames.flatMap { frames throws(CaptureError) in try frames.use(of: row.pfn) }
    byUse[use?.place ?? FrameUse.allCases.count].add(row)
    for owner in frames?.owners[row.pfn] ?? [] { byOwner[owner, default: Count()].add(row) }
  }

  /// What was sent of pages with a use; nil for those whose use is not known.
  package subscript(use: FrameUse?) -> Count { byUse[use?.place ?? FrameUse.allCases.count] }

  /// Whether it is known of any of the pages what they were used for.
  package var isAnythingKnown: Bool { self[nil] != total }

  /// The owners, those of the most bytes first.
  package var owners: [Owner] {
    byOwner.map { Owner(tgid: $0.key, comm: names[$0.key], count: $0.value) }
      .sorted { ($1.count.bytes, $0.tgid) < ($0.count.bytes, $1.tgid) }
  }
}
