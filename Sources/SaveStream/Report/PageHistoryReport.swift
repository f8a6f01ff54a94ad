/// The history of one page: a row for each send, the markers of one of them, and the page's bytes.
public struct PageHistoryReport {
  /// The names of the columns of the `csv` form.
  public static let columns = [
    "send", "checkpoint", "iteration", "type", "encoding", "offset", "length", "runs", "skips", "changedWords",
  ]

  let history: PageHistory
  /// The sends that are shown.
  let rows: [PageHistoryRow]
  let showsBytes: Bool
  let style: TextStyle
  let output: ReportOutput

  /// - Parameters:
  ///   - filter: which sends get a row; nil for all.
  ///   - showsBytes: whether the page's 4096 bytes are written too; the forms with a row for each send leave them out.
  public init(
    _ history: PageHistory, where filter: Filter<PageHistoryRow>? = nil, showsBytes: Bool, style: TextStyle = .plain,
    to output: ReportOutput
  ) {
    self.history = history
    rows = history.rows(where: filter)
    self.showsBytes = showsBytes
    self.style = style
    self.output = output
  }

  /// Writes it all.
  public func write(_ format: ReportFormat) throws(OutputError) {
    switch format {
    case .text: try writeText()
    case .json: writeDocument()
    case .jsonl:
      var json = JSONWriter(output)
      for row in rows {
        write(row, to: &json)
        json.endLine()
        try output.check()
      }
    case .csv:
      var csv = CSVWriter(output)
      csv.header(Self.columns)
      for row in rows {
        write(row, to: &csv)
        try output.check()
      }
    }
    try output.check()
  }

  // MARK: JSON and CSV

  private func writeDocument() {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    json.field("pfn", history.pfn)
    json.field("checkpoint", history.checkpoint)
    json.field("present", history.page != nil)
    json.field("type", history.page?.type.name)
    json.field("doubt", history.page?.doubt?.rawValue)
    json.beginArray("sends")
    for row in rows {
      json.breakLine()
      write(row, to: &json)
    }
    json.endArray()
    json.field("shownSend", history.shownSend)
    writeChange(to: &json)
    json.beginArray("markers")
    for marker in history.markers {
      json.breakLine()
      write(marker, to: &json)
    }
    json.endArray()
    if showsBytes { writeBytes(to: &json) }
    json.endObject()
    json.endLine()
  }

  private func write(_ row: PageHistoryRow, to json: inout JSONWriter) {
    let send = row.send
    json.beginObject()
    json.field("send", row.number)
    json.field("checkpoint", send.checkpoint)
    json.field("iteration", send.iteration)
    json.field("type", send.type.name)
    json.field("encoding", send.encoding.rawValue)
    json.field("offset", send.offset)
    json.field("length", send.offset == nil ? nil : send.length)
    if send.ranges.count > 1 {
      json.beginArray("ranges")
      for range in send.ranges {
        json.beginArray()
        json.value(range.lowerBound)
        json.value(UInt64(range.count))
        json.endArray()
      }
      json.endArray()
    }
    json.field("runs", send.delta.map { Int($0.runs) })
    json.field("skips", send.delta.map { Int($0.skips) })
    json.field("changedWords", send.delta.map { Int($0.literalWords) })
    json.endObject()
  }

  private func writeChange(to json: inout JSONWriter) {
    guard let change = history.change else { return json.field("change", nil as String?) }
    json.beginObject("change")
    json.field("sentWords", change.sentWords)
    json.field("changedWords", change.changedWords)
    json.field("unchangedWords", change.unchangedWords)
    json.field("markerBytes", change.markerBytes)
    json.field("splits", change.splits)
    json.endObject()
  }

  private func write(_ marker: DeltaMarker, to json: inout JSONWriter) {
    json.beginObject()
    json.field("kind", marker.kind.rawValue)
    json.field("offset", history.offset(of: marker))
    json.field("word", marker.firstWord)
    json.field("words", marker.words)
    json.endObject()
  }

  private func writeBytes(to json: inout JSONWriter) {
    let digits = history.page?.bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    json.field("bytes", digits?.joined())
  }

  private func write(_ row: PageHistoryRow, to csv: inout CSVWriter) {
    let send = row.send
    csv.field(row.number)
    csv.field(send.checkpoint)
    csv.field(send.iteration)
    csv.field(send.type.name)
    csv.field(send.encoding.rawValue)
    csv.field(send.offset)
    csv.field(send.offset == nil ? nil : send.length)
    csv.field(send.delta.map { Int($0.runs) })
    csv.field(send.delta.map { Int($0.skips) })
    csv.field(send.delta.map { Int($0.literalWords) })
    csv.endLine()
  }
}
