extension SummaryReport {
  private static let columns: [TextTable.Column] = [
    .number("#"), .number("offset"), .number("length"), .number("iterations"), .number("entries"), .number("pages"),
    .number("verify"), .number("empty"), .number("full"), .number("delta"), .number("ratio"), .number("B/page"),
    .number("page data"), .number("compressed"), .number("arrays"), .number("metadata"), .number("tail"),
    .number("unknown"), .words(""),
  ]

  /// A row for each checkpoint. What no checkpoint has (compressed data in a stream without) gets no column.
  func writeCheckpoints(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    try TextTable(Self.columns).write(count: listed.count, to: output, style: style) { row in
      cells(ofCheckpoint: listed[row])
    }
  }

  private func cells(ofCheckpoint position: Int) -> [String] {
    let row = index.checkpoints[position]
    let totals = index.totals(ofCheckpoint: position)
    let bytes = totals.bytes
    let delta = totals.delta
    return [
      "\(position)", NumberText.hex(row.offset), NumberText.size(row.length), "\(totals.iterations)",
      NumberText.grouped(totals.entries), NumberText.grouped(totals.pages), unlessZero(totals.verifyPages),
      delta.map { NumberText.grouped($0.empty) } ?? "", delta.map { NumberText.grouped($0.full) } ?? "",
      delta.map { NumberText.grouped($0.delta) } ?? "", delta.map { NumberText.ratio($0.ratio) } ?? "",
      delta.map { Self.average($0.encodedBytes, over: $0.pages) } ?? "", sizeUnlessZero(bytes.pageData),
      sizeUnlessZero(bytes.compressedData), sizeUnlessZero(bytes.pfnArrays),
      sizeUnlessZero(bytes.metadata), sizeUnlessZero(bytes.tail), sizeUnlessZero(bytes.unknown), remark(on: row),
    ]
  }

  private func remark(on row: CheckpointRow) -> String {
    if !row.isComplete { return "not whole" }
    return row.deltasDecode ? "" : "does not decode"
  }

  private func unlessZero(_ number: UInt64) -> String { number == 0 ? "" : NumberText.grouped(number) }
  private func sizeUnlessZero(_ bytes: UInt64) -> String { bytes == 0 ? "" : NumberText.size(bytes) }

  /// What all checkpoints sent, and where the bytes went.
  func writeTotals(to output: ReportOutput, style: TextStyle) {
    let totals = index.totals
    output.write(text: "\n" + style.heading("Totals") + "\n")
    let verify = totals.verifyPages == 0 ? "" : ", \(NumberText.grouped(totals.verifyPages)) sent again to be compared"
    output.write(
      text: "  \(NumberText.count(totals.entries, "entry", "entries")), "
        + "\(NumberText.count(totals.pages, "page")) with content\(verify)\n")
    let types = zip(PageType.all, totals.entriesByType).filter { $0.1 > 0 }
      .map { "\($0.0.name) \(NumberText.grouped($0.1))" }
    if !types.isEmpty { output.write(text: "  types: \(types.joined(separator: ", "))\n") }
    let bytes = totals.bytes
    let parts = [
      ("page data", bytes.pageData), ("compressed data", bytes.compressedData), ("PFN arrays", bytes.pfnArrays),
      ("metadata", bytes.metadata), ("tails", bytes.tail), ("framing", bytes.framing), ("unknown", bytes.unknown),
    ].filter { $0.1 > 0 }.map { "\($0.0) \(NumberText.size($0.1)) (\(NumberText.percent($0.1, of: bytes.sum)))" }
    if !parts.isEmpty { output.write(text: "  bytes: \(parts.joined(separator: ", "))\n") }
    writeDeltas(to: output, style: style)
  }
}
