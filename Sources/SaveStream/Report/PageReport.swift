/// Rows of `pages`: an entry of a PFN array each, written one by one as they come.
public struct PageReport {
  /// The names of the columns, in every form that names them.
  public static let columns = [
    "checkpoint", "iteration", "batch", "index", "pfn", "type", "encoding", "offset", "length", "runs", "skips",
    "changedWords",
  ]

  let output: ReportOutput
  private let format: ReportFormat
  private var json: JSONWriter
  private var csv: CSVWriter

  public init(_ format: ReportFormat, to output: ReportOutput) {
    self.format = format
    self.output = output
    json = JSONWriter(output)
    csv = CSVWriter(output)
  }

  /// Writes what comes before the rows.
  public mutating func begin() {
    switch format {
    case .text: writeTextHeading()
    case .json:
      json.beginObject()
      json.field("schema", 1)
      json.beginArray("rows")
    case .jsonl: break
    case .csv: csv.header(Self.columns)
    }
  }

  /// Writes a row.
  public mutating func write(_ row: PageRow) throws(OutputError) {
    switch format {
    case .text: writeText(row)
    case .json:
      json.breakLine()
      writeJSON(row)
    case .jsonl:
      writeJSON(row)
      json.endLine()
    case .csv: writeCSV(row)
    }
    try output.check()
  }

  /// Writes what comes after the rows.
  public mutating func end() throws(OutputError) {
    if format == .json {
      json.endArray()
      json.endObject()
      json.endLine()
    }
    try output.check()
  }

  private mutating func writeJSON(_ row: PageRow) {
    json.beginObject()
    json.field("checkpoint", row.checkpoint)
    json.field("iteration", row.iteration)
    json.field("batch", row.batch)
    json.field("index", row.index)
    json.field("pfn", row.pfn)
    json.key("type")
    json.value(word: row.type.word)
    json.key("encoding")
    json.value(word: row.encoding.word)
    json.field("offset", row.offset)
    json.field("length", row.length)
    json.field("runs", row.delta.map { Int($0.runs) })
    json.field("skips", row.delta.map { Int($0.skips) })
    json.field("changedWords", row.delta.map { Int($0.literalWords) })
    json.endObject()
  }

  private mutating func writeCSV(_ row: PageRow) {
    csv.field(row.checkpoint)
    csv.field(row.iteration)
    csv.field(row.batch)
    csv.field(row.index)
    csv.field(row.pfn)
    csv.field(word: row.type.word)
    csv.field(word: row.encoding.word)
    csv.field(row.offset)
    csv.field(row.length)
    csv.field(row.delta.map { Int($0.runs) })
    csv.field(row.delta.map { Int($0.skips) })
    csv.field(row.delta.map { Int($0.literalWords) })
    csv.endLine()
  }
}
