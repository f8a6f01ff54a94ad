/// The summaries of several captures: in text a row for each of them, in every other form what a summary of one has,
/// with the file that it is of.
package struct SummariesReport {
  private let format: ReportFormat
  private let style: TextStyle
  private let output: ReportOutput
  private var json: JSONWriter
  /// Rows of the text form, whose widths are known when the last one is there.
  private var rows: [[String]] = []
  /// What none of the rows counts findings of, as no summary looks at it.
  private var unchecked: LaterChecks = []

  package init(_ format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.format = format
    self.style = style
    self.output = output
    json = JSONWriter(output)
  }

  /// Writes what comes before the first.
  package mutating func begin() {
    switch format {
    case .text, .jsonl: break
    case .csv:
      var csv = CSVWriter(output)
      csv.header(["file"] + SummaryReport.csvColumns)
    case .json:
      json.beginObject()
      json.field("schema", 1)
      json.beginArray("captures")
    }
  }

  /// Writes one, or takes note of its row.
  package mutating func write(_ report: SummaryReport) throws(OutputError) {
    let path = report.capture.path
    switch format {
    case .text:
      rows.append(Self.row(report))
      unchecked.formUnion(report.index.notLookedAt)
    case .csv:
      var csv = CSVWriter(output)
      for position in report.listed {
        csv.field(EscapedText.path(path))
        csv.fields(SummaryReport.Row.columns, of: SummaryReport.Row(position, of: report.index))
        csv.endLine()
        try output.check()
      }
    case .jsonl:
      for position in report.listed {
        json.beginObject()
        json.field("file", FileNameText.readable(path))
        json.fields(SummaryReport.Row.columns, of: SummaryReport.Row(position, of: report.index))
        json.endObject()
        json.endLine()
        try output.check()
      }
    case .json:
      json.breakLine()
      json.beginObject()
      try report.writeFields(to: &json)
      json.endObject()
    }
    try output.check()
  }

  /// Writes what comes behind the last.
  package mutating func end() throws(OutputError) {
    switch format {
    case .text: try writeTable()
    case .csv, .jsonl: break
    case .json:
      json.endArray()
      json.endObject()
      json.endLine()
    }
    try output.check()
  }

  // MARK: Text

  private static let columns: [TextTable.Column] = [
    .words("file"), .number("size"), .words("stream"), .number("ckpts"), .number("takeover"), .number("pages"),
    .number("ratio"), .number("errors"), .number("warnings"), .number("notes"),
  ]

  private static func row(_ report: SummaryReport) -> [String] {
    let index = report.index
    return [
      EscapedText.path(report.capture.path), NumberText.size(index.size),
      index.stream.map(StreamText.shortest) ?? index.unreadContent?.name ?? "none",
      NumberText.grouped(index.checkpoints.count), index.takeover.map { "\($0)" } ?? "none",
      NumberText.grouped(index.totals.pages), index.totals.delta?.ratio.map { NumberText.decimal($0) } ?? "",
    ] + [Severity.error, .warning, .note].map { NumberText.grouped(report.findingCount($0)) }
  }

  private func writeTable() throws(OutputError) {
    try TextTable(Self.columns, indent: 0).write(count: rows.count, to: output, style: style) { rows[$0] }
    guard !unchecked.isEmpty else { return }
    output.write(text: "\nUnchecked: \(unchecked.text); savescope verify looks at that, too\n")
  }
}
