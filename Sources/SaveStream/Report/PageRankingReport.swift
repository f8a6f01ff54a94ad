/// The rows of `pages --top`: a page each.
package struct PageRankingReport {
  /// The names of the columns, in every form that names them.
  package static let columns = PageTotals.columns.map(\.name)

  private let format: ReportFormat
  private let style: TextStyle
  private let output: ReportOutput

  /// - Parameter style: of the text form.
  package init(_ format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.format = format
    self.style = style
    self.output = output
  }

  package func write(_ pages: [PageTotals]) throws(OutputError) {
    guard format != .text else {
      let table = TextTable(PageTotals.columns.map { TextTable.Column($0) }, indent: 0)
      try table.write(count: pages.count, to: output, style: style) { place in
        PageTotals.columns.map { $0.text(of: pages[place]) }
      }
      return try output.check()
    }
    var frame = RowFrame(format, to: output)
    frame.begin(columns: Self.columns)
    for page in pages {
      try frame.write(
        text: { _ in }, json: { $0.object(PageTotals.columns, of: page) },
        csv: { $0.fields(PageTotals.columns, of: page) })
    }
    try frame.end()
  }
}
