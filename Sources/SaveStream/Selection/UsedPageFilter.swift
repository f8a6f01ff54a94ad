/// Lets rows pass by what the guest used their pages for, as of the checkpoint of each: a few at a time, as that has to be
/// found out first.
struct UsedPageFilter {
  enum Outcome {
    /// The next row that passes.
    case passing(UInt64, PageRow)
    /// More has to be found out, which takes another slice.
    case unfinished
  }

  private let filter: Filter<UsedRow<PageRow>>
  private let history: FrameHistory
  /// Rows that are to be looked at, and the next of them.
  private var rows: [(position: UInt64, row: PageRow)] = []
  private var next = 0

  /// Rows that are looked at in a slice: for each some of the kernel's memory is read.
  static let rowsInSlice: UInt64 = 128

  init(_ filter: Filter<UsedRow<PageRow>>, _ history: FrameHistory) {
    self.filter = filter
    self.history = history
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
      var passes = filter.decision(on: UsedRow(row))
      if passes == nil {
        guard try history.step(to: row.checkpoint) else { return .unfinished }
        let pfns = row.pfn..<max(row.pfn, row.pfn &+ 1)
        let used = try history.frames(at: row.checkpoint)?.row(row, pfns) ?? UsedRow(row)
        passes = filter.matches(used)
      }
      next += 1
      if passes == true { return .passing(position, row) }
    }
    return nil
  }
}
