@_spi(Measuring) import SaveStream

/// What is asked for of page rows beyond the stream itself: the use that the guest made of pages, why they were sent in
/// whole. Found out where it is asked for.
struct AskedRows {
  typealias Row = PageReport.AskedRow

  private let filter: PagesCommand.RowFilter
  private let used: UsedPages?
  private let reasons: FullPageReasons?
  private let whyRemark: String?

  /// - Parameters:
  ///   - use: whether rows show what the guest used pages for.
  ///   - why: whether rows show why pages were sent in whole, and how that is found out.
  init(
    of indexed: IndexedCapture, where filter: PagesCommand.RowFilter, use: Bool, why: WhyOptions, _ watch: ReportWatch
  ) throws {
    self.filter = filter
    used =
      use || filter.used != nil ? UsedPages(try indexed.memory(watch), wantsAllUses: false, watch) : nil
    let asksWhy = why.isShown || filter.asksForWhy
    reasons = asksWhy ? try why.reasons(of: indexed, watch) : nil
    whyRemark = asksWhy ? why.remark(indexed.index) : nil
  }

  /// Whether rows are what the stream tells, and nothing else is asked for.
  var isNothing: Bool { used == nil && reasons == nil }

  /// What has to be known of cells that are empty.
  var remark: String? {
    let remarks = [used?.remark, whyRemark].compactMap { $0 }
    return remarks.isEmpty ? nil : remarks.joined(separator: "; ")
  }

  /// A row with what is asked for; nil where a filter keeps it back.
  func row(_ row: PageRow) throws -> Row? {
    let explained = WhyRow(row, reasons)
    guard filter.why?.matches(explained) ?? true else { return nil }
    guard let used else { return Row(explained) }
    let whole = try used.row(explained, row.pfn..<max(row.pfn, row.pfn &+ 1), at: row.checkpoint)
    return filter.used?.matches(whole) ?? true ? whole : nil
  }
}
