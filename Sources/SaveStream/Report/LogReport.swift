/// The guest's kernel log: a line for each of a record's in text, a row for each record in the other forms.
package struct LogReport {
  package static let columns = ["time", "sequence", "caller", "text"]

  private let output: ReportOutput
  private let format: ReportFormat
  private let style: TextStyle

  /// - Parameter style: of the text form.
  package init(_ format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.format = format
    self.style = style
    self.output = output
  }

  package func write(_ records: [LogRecord]) throws(OutputError) {
    var frame = RowFrame(format, to: output)
    frame.begin(columns: Self.columns)
    for record in records {
      try frame.write(
        text: { for line in lines(of: record) { $0.write(text: line + "\n") } },
        json: { Self.write(record, to: &$0) },
        csv: { csv in
          csv.field(record.time)
          csv.field(record.sequence)
          csv.field(record.caller?.name)
          csv.field(record.text.escaped())
        })
    }
    try frame.end()
  }

  /// The time steps back where there are colours.
  private func lines(of record: LogRecord) -> [String] {
    var lines = LinuxText.lines(of: record)
    if style.hasColors, record.time != nil, let first = lines.first, let end = first.firstIndex(of: "]") {
      lines[0] = style.faint(String(first[...end])) + first[first.index(after: end)...]
    }
    return lines
  }

  private static func write(_ record: LogRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.field("time", record.time)
    json.field("sequence", record.sequence)
    json.field("caller", record.caller?.name)
    json.key("text")
    json.value(record.text)
    json.endObject()
  }
}
