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
  private var isFirst = true

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
      output.write(isFirst ? "\n" : ",\n")
      isFirst = false
      writeJSON(row)
    case .jsonl:
      writeJSON(row)
      output.write("\n")
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

  /// An object as `JSONWriter` would write it, with keys and punctuation joined beforehand: for millions of rows that is
  /// more than twice as fast.
  private func writeJSON(_ row: PageRow) {
    output.write("{\"checkpoint\":")
    output.write(signed: Int64(row.checkpoint))
    output.write(",\"iteration\":")
    output.write(signed: Int64(row.iteration))
    output.write(",\"batch\":")
    output.write(signed: Int64(row.batch))
    output.write(",\"index\":")
    output.write(signed: Int64(row.index))
    output.write(",\"pfn\":")
    output.write(number: row.pfn)
    output.write(",\"type\":\"")
    output.write(row.type.word)
    output.write("\",\"encoding\":\"")
    output.write(row.encoding.word)
    writeJSONContent(row)
  }

  private func writeJSONContent(_ row: PageRow) {
    guard let offset = row.offset, let length = row.length else {
      return output.write("\",\"offset\":null,\"length\":null,\"runs\":null,\"skips\":null,\"changedWords\":null}")
    }
    output.write("\",\"offset\":")
    output.write(number: offset)
    output.write(",\"length\":")
    output.write(number: length)
    guard let delta = row.delta else {
      return output.write(",\"runs\":null,\"skips\":null,\"changedWords\":null}")
    }
    output.write(",\"runs\":")
    output.write(number: UInt64(delta.runs))
    output.write(",\"skips\":")
    output.write(number: UInt64(delta.skips))
    output.write(",\"changedWords\":")
    output.write(number: UInt64(delta.literalWords))
    output.write("}")
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
