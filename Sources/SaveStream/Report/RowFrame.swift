/// What stands around rows that are written as they come, in each form: the head of a document and its end, the names
/// of columns.
struct RowFrame {
  let format: ReportFormat
  let output: ReportOutput
  private var json: JSONWriter
  private var csv: CSVWriter

  init(_ format: ReportFormat, to output: ReportOutput) {
    self.format = format
    self.output = output
    json = JSONWriter(output)
    csv = CSVWriter(output)
  }

  /// Writes what comes before the rows; the text form has a head of its own.
  /// - Parameter head: writes the fields of the document that stand before its rows.
  mutating func begin(columns: [String], _ head: (inout JSONWriter) -> Void = { _ in }) {
    switch format {
    case .text, .jsonl: break
    case .json:
      json.beginObject()
      json.field("schema", 1)
      head(&json)
      json.beginArray("rows")
    case .csv: csv.header(columns)
    }
  }

  /// Writes a row in its form.
  mutating func write(
    text writeText: (ReportOutput) -> Void, json writeJSON: (inout JSONWriter) -> Void,
    csv writeCSV: (inout CSVWriter) -> Void
  ) throws(OutputError) {
    switch format {
    case .text: writeText(output)
    case .json:
      json.breakLine()
      writeJSON(&json)
    case .jsonl:
      writeJSON(&json)
      json.endLine()
    case .csv:
      writeCSV(&csv)
      csv.endLine()
    }
    try output.check()
  }

  /// Writes what comes after the rows.
  mutating func end() throws(OutputError) {
    if format == .json {
      json.endArray()
      json.endObject()
      json.endLine()
    }
    try output.check()
  }
}
