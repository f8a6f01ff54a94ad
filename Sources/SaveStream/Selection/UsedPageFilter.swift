/// Lets rows pass by what the guest used their pages for, as of the checkpoint of each, and by why they were sent in
/// whole: a few at a time, as use has to be found out first.
struct UsedPageFilter {
  enum Outcome {
    /// The next row that passes.
    case passing(UInt64, PageRow)
    /// More has to be found out, which takes another slice.
    case unfinished
  }

  private let filter: Filter<UsedRow<WhyRow<PageRow>>>
  /// nil where the filter asks for no use.
  private let history: FrameHistory?
  /// nil where it does not ask why.
  private let reasons: FullPageReasons?
  /// Rows that are to be looked at, and the next of them.
  private var rows: [(position: UInt64, row: PageRow)] = []
  private var next = 0

  /// Rows that are looked at in a slice: for each some of the kernel's memory is read.
  static let rowsInSlice: UInt64 = 128

  init(_ filter: Filter<UsedRow<WhyRow<PageRow>>>, _ history: FrameHistory?, _ reasons: FullPageReasons?) {
    self.filter = filter
    self.history = history
    self.reasons = reasons
  }

  /// Whether all rows have been looked at.
  var isEmpty: Bool { next >= rows.count }

  mutating func take(_ rows: [(UInt64, PageRow)]) {
    self.rows = rows.map { (position: $0.0, row: $0.1) }
    next = 0
  }

  /// Goes on to the next row that passes; nil when all have been looked at.
  /// - Throws: when the capture cannot be read.
  mutating func step() throws(CaptureError) -> Outcome? {
    while next < rows.count {
      let (position, row) = rows[next]
      // The kernel is not asked where the row alone decides.
      let explained = WhyRow(row, reasons)
      var passes = filter.decision(on: UsedRow(explained))
      if passes == nil, history == nil { passes = filter.matches(UsedRow(explained)) }
      if passes == nil, let history {
        guard try history.step(to: row.checkpoint) else { return .unfinished }
        let pfns = row.pfn..<max(row.pfn, row.pfn &+ 1)
        let used = try history.frames(at: row.checkpoint)?.row(explained, pfns) ?? UsedRow(explained)
        passes = filter.matches(used)
      }
      next += 1
      if passes == true { return .passing(position, row) }
    }
    return nil
  }
}
