/// The history of one page: a row for each send, the markers of one of them, and the page's bytes.
package struct PageHistoryReport {
  /// The columns of sends: what ratio and `pinned` are made of stands in them.
  static let table = PageHistoryRow.columns.filter { $0.name != "ratio" && $0.name != "pinned" }
  /// The names of the columns of the `csv` form.
  package static let columns = table.map(\.name)

  let history: PageHistory
  /// The sends that are shown.
  let rows: PageHistoryRows
  /// What the guest used the page for at the checkpoint of each of them, and whose it was; nil to leave it out.
  let uses: [AskedRow]?
  /// Why each of them was sent in whole; nil to leave it out.
  let reasons: [WhyRow<PageHistoryRow>]?
  let showsBytes: Bool
  /// The level of the page table that the page is by the CR3 of a vCPU, where the stream does not tell of tables; nil
  /// for one that is none, or where that was not asked for.
  package var tableLevel: Int?
  let style: TextStyle
  let output: ReportOutput

  /// - Parameters:
  ///   - rows: the sends that are shown; nil for all.
  ///   - showsBytes: whether the page's 4096 bytes are written too; the forms with a row for each send leave them out.
  package init(
    _ history: PageHistory, rows: PageHistoryRows? = nil, showsBytes: Bool, style: TextStyle = .plain,
    to output: ReportOutput
  ) {
    self.history = history
    self.rows = rows ?? history.rows
    uses = nil
    reasons = nil
    self.showsBytes = showsBytes
    self.style = style
    self.output = output
  }

  /// A row with all that may be asked for besides.
  package typealias AskedRow = UsedRow<WhyRow<PageHistoryRow>>

  /// The same with some rows that are told.
  /// - Parameters:
  ///   - showsUse: whether they say what the guest used the page for.
  ///   - showsWhy: whether they say why the page was sent in whole.
  package init(
    _ history: PageHistory, askedRows rows: [AskedRow], showsUse: Bool, showsWhy: Bool = false, showsBytes: Bool,
    style: TextStyle = .plain, to output: ReportOutput
  ) {
    self.history = history
    self.rows = PageHistoryRows(history.sends, ContiguousArray(rows.map { UInt32(clamping: $0.row.row.number) }))
    uses = showsUse ? rows : nil
    reasons = showsWhy ? rows.map(\.row) : nil
    self.showsBytes = showsBytes
    self.style = style
    self.output = output
  }

  /// How many sends have a row.
  package var rowCount: Int { rows.count }

  /// Writes it all.
  package func write(_ format: ReportFormat) throws(OutputError) {
    switch format {
    case .text: try writeText()
    case .json: writeDocument()
    case .jsonl:
      var json = JSONWriter(output)
      for place in rows.indices {
        writeRow(place, to: &json)
        json.endLine()
        try output.check()
      }
    case .csv:
      var csv = CSVWriter(output)
      csv.header(Self.columns + (uses == nil ? [] : UseFields.names) + (reasons == nil ? [] : WhyFields.names))
      for place in rows.indices {
        csv.fields(Self.table, of: rows[place])
        if let used = uses?[place] { csv.fieldsOfUse(used.uses, used.owners) }
        if let why = reasons?[place] { csv.fieldsOfWhy(why.why, why.cacheSlots) }
        csv.endLine()
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
    for place in rows.indices {
      json.breakLine()
      writeRow(place, to: &json)
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
    if let tableLevel { json.field("tableLevel", tableLevel) }
    json.endObject()
    json.endLine()
  }

  /// The ranges of a delta that is split over chunks stand behind its length.
  private func writeRow(_ place: Int, to json: inout JSONWriter) {
    let row = rows[place]
    let behind = (Self.table.firstIndex { $0.name == "length" } ?? 0) + 1
    json.beginObject()
    json.fields(Self.table[..<behind], of: row)
    if row.send.ranges.count > 1 {
      json.beginArray("ranges")
      for range in row.send.ranges {
        json.beginArray()
        json.value(range.lowerBound)
        json.value(UInt64(range.count))
        json.endArray()
      }
      json.endArray()
    }
    json.fields(Self.table[behind...], of: row)
    if let used = uses?[place] { json.fieldsOfUse(used.uses, used.owners) }
    if let why = reasons?[place] { json.fieldsOfWhy(why.why, why.cacheSlots) }
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
    json.field("bytes", history.page.map { FieldText.hex($0.bytes) })
  }
}
