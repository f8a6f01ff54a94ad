/// What differs between two checkpoints: pages and fields.
package struct DiffReport {
  /// The names of the columns of the `csv` form, and the keys of the rows of `jsonl`.
  package static let columns = ["kind", "pfn", "words", "ranges", "path", "from", "to", "at", "doubt"]

  /// Which differences are listed; totals and whether there are any are those of all.
  package enum Listing: String, Sendable, CaseIterable {
    case all, pages, fields
  }

  let comparison: CheckpointComparison
  private let listing: Listing
  /// Which pages are listed; nil for all that differ.
  private let filter: Filter<UsedRow<PageDifference>>?
  /// What the guest uses the pages for; nil where that is not known, or not asked for.
  let uses: ComparedUses?
  /// Whether rows say so.
  let showsUse: Bool
  let style: TextStyle
  let output: ReportOutput
  /// How headlines name the two captures.
  let fromPath: String
  let toPath: String
  /// Called now and then with how much is done, 0…1; what it throws ends the report.
  let progress: (Double) throws -> Void

  /// - Parameters:
  ///   - filter: which pages are listed, where pages are; totals count all of them.
  ///   - uses: what the guest uses the pages for; needed where the filter asks for that.
  ///   - showsUse: whether rows say so, and totals.
  package init(
    _ comparison: CheckpointComparison, listing: Listing = .all,
    where filter: Filter<UsedRow<PageDifference>>? = nil, uses: ComparedUses? = nil, showsUse: Bool = false,
    fromPath: String, toPath: String, style: TextStyle = .plain, to output: ReportOutput,
    progress: @escaping (Double) throws -> Void = { _ in }
  ) {
    self.comparison = comparison
    self.listing = listing
    self.filter = filter
    self.uses = uses
    self.showsUse = showsUse
    self.fromPath = EscapedText.path(fromPath)
    self.toPath = EscapedText.path(toPath)
    self.style = style
    self.output = output
    self.progress = progress
  }

  /// Compares, and writes what differs. All forms but the text write rows as they come.
  /// - Parameter showsBytes: whether the text form shows the lines of changed pages that differ.
  /// - Throws: when a capture cannot be read, or the output not be written.
  package func write(_ format: ReportFormat, showsBytes: Bool = false) throws {
    try comparison.pages.applyDeltasBeforehand()
    switch format {
    case .text: try writeText(showsBytes: showsBytes)
    case .json: try writeDocument()
    case .jsonl: try writeLines()
    case .csv: try writeCSV()
    }
    try output.check()
  }

  /// The pages to be listed, of those that have been found.
  var listedPages: some Sequence<PageDifference> { comparison.pages.rows.lazy.filter(isListed) }

  private func isListed(_ row: PageDifference) -> Bool { listing != .fields && filter?.matches(used(row)) ?? true }

  /// A page with what the guest uses it for.
  func used(_ row: PageDifference) -> UsedRow<PageDifference> { uses?.row(row) ?? UsedRow(row) }

  /// The pages that have been found, listed or not, counted by their use and by their owners.
  var useTotals: ComparedUseTotals {
    var totals = ComparedUseTotals()
    for row in comparison.pages.rows { totals.add(used(row)) }
    return totals
  }

  /// The fields to be listed.
  var listedFields: [FieldDifference] { listing == .pages ? [] : comparison.fields.differences }

  /// Calls `body` with each page to be listed, as it is found.
  func forEachPage(_ body: (PageDifference, ComparedPage) throws -> Void) throws {
    var count = 0
    while let (row, page) = try comparison.pages.next() {
      if isListed(row) { try body(row, page) }
      try output.check()
      count += 1
      if count & 0xff == 0 { try progress(comparison.pages.progress) }
    }
  }
}
