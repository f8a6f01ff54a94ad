/// What differs in a page between two of its sends. The forms with rows have one for each stretch of words that differ.
package struct SendComparisonReport {
  /// The columns of the `csv` form: of a stretch its place in the page and its length in bytes, and both sides of it in
  /// hex.
  package static let columns = ["offset", "length", "from", "to"]

  private let comparison: SendComparison
  private let style: TextStyle
  private let output: ReportOutput

  package init(_ comparison: SendComparison, style: TextStyle = .plain, to output: ReportOutput) {
    self.comparison = comparison
    self.style = style
    self.output = output
  }

  /// How many stretches differ.
  package var rowCount: Int { comparison.page.ranges.count }

  /// Writes it all.
  package func write(_ format: ReportFormat) throws(OutputError) {
    switch format {
    case .text: writeText()
    case .json: writeDocument()
    case .jsonl:
      var json = JSONWriter(output)
      for range in comparison.page.ranges {
        writeStretch(range, to: &json)
        json.endLine()
      }
    case .csv:
      var csv = CSVWriter(output)
      csv.header(Self.columns)
      for range in comparison.page.ranges {
        csv.field(range.lowerBound)
        csv.field(range.count)
        csv.field(Self.hex(comparison.first.bytes, range))
        csv.field(Self.hex(comparison.second.bytes, range))
        csv.endLine()
      }
    }
    try output.check()
  }

  private func writeText() {
    let words = comparison.differing.map { "\(NumberText.counted(UInt64($0.count), "word")) differ" }
    let sides = "after send \(comparison.first.position) and after send \(comparison.second.position)"
    let headline = "Page \(NumberText.hex(comparison.pfn)) \(sides): \(words ?? "there is no page on both sides")"
    output.write(text: style.heading(headline) + "\n")
    for side in [comparison.first, comparison.second] {
      let what = side.bytes == nil ? "no page after it" : side.send.type.name
      output.write(
        text: "  send \(side.position)  checkpoint \(side.send.checkpoint), \(side.send.encoding.rawValue), \(what)\n")
    }
    guard comparison.differing.map({ $0.count > 0 }) ?? false else { return }
    output.write("\n")
    ComparedBytesText(style: style, output: output).write(comparison.page)
  }

  private func writeDocument() {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    json.field("pfn", comparison.pfn)
    write(comparison.first, "from", to: &json)
    write(comparison.second, "to", to: &json)
    json.field("words", comparison.differing?.count)
    json.beginArray("differences")
    for range in comparison.page.ranges {
      json.breakLine()
      writeStretch(range, to: &json)
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }

  private func write(_ side: SendComparison.Side, _ key: StaticString, to json: inout JSONWriter) {
    json.beginObject(key)
    json.field("send", side.position)
    json.field("checkpoint", side.send.checkpoint)
    json.field("type", side.send.type.name)
    json.field("encoding", side.send.encoding.rawValue)
    json.field("present", side.bytes != nil)
    json.endObject()
  }

  private func writeStretch(_ range: Range<Int>, to json: inout JSONWriter) {
    json.beginObject()
    json.field("offset", range.lowerBound)
    json.field("length", range.count)
    json.field("from", Self.hex(comparison.first.bytes, range))
    json.field("to", Self.hex(comparison.second.bytes, range))
    json.endObject()
  }

  private static func hex(_ bytes: [UInt8]?, _ range: Range<Int>) -> String? {
    bytes.map { FieldText.hex($0[range]) }
  }
}
