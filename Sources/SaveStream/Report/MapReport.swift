/// The map of a guest's PFNs as of a checkpoint: a row for each cell in which a page was ever sent, written as they
/// come.
package struct MapReport {
  /// The ways that pages are sent, each with a column.
  private static let encodings: [PageEncoding] = [.raw, .full, .delta, .empty, .verify, .missing]
  /// The columns of the `csv` form: the keys of the rows, the inner ones with a dot.
  package static let columns =
    ["pfn", "pfns", "pages"] + PageType.all.map { "types.\($0.name)" } + [
      "sends", "mostSends", "lastCheckpoint", "sent",
    ]
    + encodings.map { "encodings.\($0.rawValue)" } + ["bytes", "use", "owner"]

  private var frame: RowFrame
  private let style: TextStyle

  /// - Parameter style: of the text form.
  package init(_ format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.style = style
    frame = RowFrame(format, to: output)
  }

  /// Writes what comes before the rows.
  package mutating func begin(checkpoint: Int, pfnsPerCell: UInt64) {
    frame.begin(columns: Self.columns) { json in
      json.field("checkpoint", checkpoint)
      json.field("pfnsPerCell", pfnsPerCell)
    }
    if frame.format == .text { writeTextHeading(to: frame.output) }
  }

  /// Writes a row.
  package mutating func write(_ row: UsedRow<MapRow>) throws(OutputError) {
    try frame.write(
      text: { Self.writeText(row.row, to: $0) }, json: { Self.write(row, to: &$0) }, csv: { Self.write(row, to: &$0) })
  }

  /// Writes what comes after the rows.
  package mutating func end() throws(OutputError) { try frame.end() }

  private static func write(_ used: UsedRow<MapRow>, to json: inout JSONWriter) {
    let cell = used.row.cell
    json.beginObject()
    json.field("pfn", used.row.pfns.lowerBound)
    json.field("pfns", used.row.pfns.count)
    json.field("pages", cell.pages)
    json.beginObject("types")
    for type in PageType.all where cell.pages(of: type) > 0 {
      json.key(text: type.name)
      json.value(cell.pages(of: type))
    }
    json.endObject()
    json.field("sends", cell.sends)
    json.field("mostSends", Int(cell.mostSends))
    json.field("lastCheckpoint", cell.lastCheckpoint)
    json.field("sent", cell.sent)
    json.beginObject("encodings")
    for encoding in encodings where cell.sent(as: encoding) > 0 {
      json.key(text: encoding.rawValue)
      json.value(cell.sent(as: encoding))
    }
    json.endObject()
    json.field("bytes", cell.bytes)
    json.fieldsOfUse(used.uses, used.owners)
    json.endObject()
  }

  private static func write(_ used: UsedRow<MapRow>, to csv: inout CSVWriter) {
    let cell = used.row.cell
    csv.field(used.row.pfns.lowerBound)
    csv.field(used.row.pfns.count)
    csv.field(cell.pages)
    for type in PageType.all { csv.field(cell.pages(of: type)) }
    csv.field(cell.sends)
    csv.field(Int(cell.mostSends))
    csv.field(cell.lastCheckpoint)
    csv.field(cell.sent)
    for encoding in encodings { csv.field(cell.sent(as: encoding)) }
    csv.field(cell.bytes)
    csv.fieldsOfUse(used.uses, used.owners)
  }
}

/// The text form: columns of fixed width, as rows are written before the widest is known.
extension MapReport {
  private func writeTextHeading(to output: ReportOutput) {
    let heading = "                    pfns  pages   sends    most  last    sent     bytes  types"
    output.write(text: style.faint(heading) + "\n")
  }

  private static func writeText(_ row: MapRow, to output: ReportOutput) {
    let (first, last) = (row.pfns.lowerBound, row.pfns.upperBound - 1)
    let pfns = NumberText.hex(first) + (first == last ? "" : "-" + NumberText.hex(last))
    let cell = row.cell
    right(pfns, 24, output)
    right("\(cell.pages)", 7, output)
    right("\(cell.sends)", 8, output)
    right("\(cell.mostSends)", 8, output)
    right(cell.lastCheckpoint.map { "\($0)" } ?? "-", 6, output)
    right("\(cell.sent)", 8, output)
    right("\(cell.bytes)", 10, output)
    let types = PageType.all.filter { cell.pages(of: $0) > 0 }
    let words = types.map { row.pfns.count == 1 ? $0.name : "\($0.name) \(cell.pages(of: $0))" }
    output.write(text: (words.isEmpty ? "" : "  " + words.joined(separator: ", ")) + "\n")
  }

  private static func right(_ text: String, _ width: Int, _ output: ReportOutput) {
    output.write(byte: UInt8(ascii: " "), times: max(1, width - text.utf8.count))
    output.write(text: text)
  }
}
