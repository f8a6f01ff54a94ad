extension SummaryReport {
  /// The columns of `summary --format csv`: those of a checkpoint's object in JSON, the inner ones with a dot.
  static let csvColumns =
    ["index", "offset", "length", "complete", "iterations", "entries", "pages"]
    + PageType.all.map { "types.\($0.name)" } + ["verifyPages"]
    + ["framing", "pfnArrays", "pageData", "compressedData", "metadata", "tail", "unknown"].map { "bytes.\($0)" }
    + [
      "empty", "full", "delta", "runs", "skips", "literalBytes", "markerBytes", "encodedBytes", "ratio",
    ].map { "delta.\($0)" }

  func writeCSV(to output: ReportOutput) throws(OutputError) {
    var csv = CSVWriter(output)
    csv.header(Self.csvColumns)
    for position in listed {
      writeCheckpoint(position, to: &csv)
      csv.endLine()
      try output.check()
    }
  }

  private func writeCheckpoint(_ position: Int, to csv: inout CSVWriter) {
    let row = index.checkpoints[position]
    let totals = index.totals(ofCheckpoint: position)
    csv.field(position)
    csv.field(row.offset)
    csv.field(row.length)
    csv.field(row.isComplete ? "true" : "false")
    csv.field(totals.iterations)
    csv.field(totals.entries)
    csv.field(totals.pages)
    for type in PageType.all { csv.field(totals.entriesByType[Int(type.rawValue)]) }
    csv.field(totals.verifyPages)
    let bytes = totals.bytes
    for count in [
      bytes.framing, bytes.pfnArrays, bytes.pageData, bytes.compressedData, bytes.metadata, bytes.tail, bytes.unknown,
    ] {
      csv.field(count)
    }
    let delta = totals.delta
    for count in [
      delta?.empty, delta?.full, delta?.delta, delta?.runs, delta?.skips, delta?.literalBytes, delta?.markerBytes,
      delta?.encodedBytes,
    ] {
      csv.field(count)
    }
    csv.field(delta?.ratio.map { NumberText.decimal($0, places: 4) })
  }
}
