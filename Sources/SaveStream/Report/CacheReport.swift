/// What the sender's cache did, and what other sizes would have done: as text, JSON or CSV.
package struct CacheReport {
  /// The columns of `cache --format csv`, and the keys of a checkpoint in JSON.
  package static let columns = [
    "checkpoint", "pages", "hits", "misses", "hitRate", "unchanged", "deltas", "firstTimes", "afterEviction",
    "afterPageTable", "pageTables", "fullThoughCached", "impossible", "evictions", "bytes",
  ]
  /// The columns of `cache --sizes --format csv`.
  package static let sizeColumns = ["cachePages", "hits", "hitRate", "bytes"]

  private let replay: SenderReplay
  private let path: String
  private let style: TextStyle
  private let output: ReportOutput

  package init(_ replay: SenderReplay, path: String, style: TextStyle = .plain, to output: ReportOutput) {
    self.replay = replay
    self.path = EscapedText.path(path)
    self.style = style
    self.output = output
  }

  private var sizes: [Int] { replay.curve.sizes(marked: replay.cachePages) }

  /// Writes it in the form asked for. `sizesOnly` leaves the checkpoints out of `jsonl` and `csv`, whose rows are
  /// otherwise the checkpoints.
  package func write(_ format: ReportFormat, sizesOnly: Bool = false) throws(OutputError) {
    switch format {
    case .text: try writeText()
    case .json: try writeDocument()
    case .jsonl: try writeLines(sizesOnly: sizesOnly)
    case .csv: try writeCSV(sizesOnly: sizesOnly)
    }
    try output.check()
  }

  // MARK: Text

  private func writeText() throws(OutputError) {
    let total = replay.total
    output.write(text: style.heading("Sender's cache") + ", \(NumberText.counted(UInt64(replay.cachePages), "page"))\n")
    let shown = replay.checkpoints.indices.filter { replay.checkpoints[$0] != nil }
    let table = TextTable(
      [.number("checkpoint")]
        + [
          "pages", "hits", "unchanged", "first time", "evicted", "was table", "page table", "impossible", "evictions",
          "bytes",
        ].map { .number($0) })
    try table.write(count: shown.count + 1, to: output, style: style) { position in
      guard position < shown.count else { return cells("all", total) }
      return cells("\(shown[position])", replay.checkpoints[shown[position]] ?? CacheTotals())
    }
    output.write(
      text: "\nHit rate \(rate(total.hitRate)): \(NumberText.counted(total.hits, "hit")), "
        + "\(NumberText.counted(total.misses, "miss"))\n")
    output.write(text: "\n" + style.heading("Other sizes") + "\n")
    let sizes = sizes
    let curve = TextTable([
      .number("pages"), .number("hits"), .number("hit rate"), .number("bytes"), .words(""),
    ])
    try curve.write(count: sizes.count, to: output, style: style) { position in
      let result = replay.curve.result(ofSize: sizes[position])
      let bar = String(repeating: "#", count: Int(((result.hitRate ?? 0) * 40).rounded()))
      let mark = sizes[position] == replay.cachePages ? " <- the sender's" : ""
      return [
        NumberText.grouped(UInt64(sizes[position])), NumberText.grouped(result.hits), rate(result.hitRate),
        NumberText.size(result.bytes), bar + mark,
      ]
    }
    if !replay.findings.isEmpty { output.write(text: "\n" + style.heading("Findings") + "\n") }
    for finding in replay.findings {
      output.write(text: "\(path):\(FindingText.line(for: finding, style: style))\n")
      try output.check()
    }
  }

  private func cells(_ name: String, _ totals: CacheTotals) -> [String] {
    func number(_ count: UInt64) -> String { count == 0 ? "" : NumberText.grouped(count) }
    return [
      name, NumberText.grouped(totals.pages), number(totals.hits), number(totals.unchanged), number(totals.firstTimes),
      number(totals.afterEviction), number(totals.afterPageTable), number(totals.pageTables),
      number(totals.impossible), number(totals.evictions), NumberText.size(totals.bytes),
    ]
  }

  private func rate(_ rate: Double?) -> String {
    rate.map { NumberText.decimal($0 * 100, places: 1) + " %" } ?? "-"
  }

  // MARK: JSON

  private func writeDocument() throws(OutputError) {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    json.field("cachePages", replay.cachePages)
    json.beginArray("checkpoints")
    for checkpoint in replay.checkpoints.indices {
      guard let totals = replay.checkpoints[checkpoint] else { continue }
      json.breakLine()
      write(checkpoint, totals, to: &json)
      try output.check()
    }
    json.endArray()
    json.key("total")
    write(nil, replay.total, to: &json)
    json.beginArray("sizes")
    for size in sizes {
      json.breakLine()
      write(size: size, to: &json)
    }
    json.endArray()
    json.beginArray("findings")
    for finding in replay.findings {
      json.breakLine()
      json.beginObject()
      json.field("severity", finding.severity.rawValue)
      json.field("rule", finding.rule.rawValue)
      json.field("offset", finding.offset)
      json.field("checkpoint", finding.checkpoint)
      json.field("pfn", finding.value)
      json.field("message", FindingText.message(for: finding))
      json.endObject()
      try output.check()
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }

  private func writeLines(sizesOnly: Bool) throws(OutputError) {
    var json = JSONWriter(output)
    if sizesOnly {
      for size in sizes {
        write(size: size, to: &json)
        json.endLine()
      }
      return
    }
    for checkpoint in replay.checkpoints.indices {
      guard let totals = replay.checkpoints[checkpoint] else { continue }
      write(checkpoint, totals, to: &json)
      json.endLine()
      try output.check()
    }
  }

  private func write(_ checkpoint: Int?, _ totals: CacheTotals, to json: inout JSONWriter) {
    json.beginObject()
    if let checkpoint { json.field("checkpoint", checkpoint) }
    json.field("pages", totals.pages)
    json.field("hits", totals.hits)
    json.field("misses", totals.misses)
    json.key("hitRate")
    json.value(ratio: totals.hitRate)
    json.field("unchanged", totals.unchanged)
    json.field("deltas", totals.deltas)
    json.field("firstTimes", totals.firstTimes)
    json.field("afterEviction", totals.afterEviction)
    json.field("afterPageTable", totals.afterPageTable)
    json.field("pageTables", totals.pageTables)
    json.field("fullThoughCached", totals.fullThoughCached)
    json.field("impossible", totals.impossible)
    json.field("evictions", totals.evictions)
    json.field("bytes", totals.bytes)
    json.endObject()
  }

  private func write(size: Int, to json: inout JSONWriter) {
    let result = replay.curve.result(ofSize: size)
    json.beginObject()
    json.field("cachePages", size)
    json.field("hits", result.hits)
    json.key("hitRate")
    json.value(ratio: result.hitRate)
    json.field("bytes", result.bytes)
    json.endObject()
  }

  // MARK: CSV

  private func writeCSV(sizesOnly: Bool) throws(OutputError) {
    var csv = CSVWriter(output)
    csv.header(sizesOnly ? Self.sizeColumns : Self.columns)
    if sizesOnly {
      for size in sizes {
        let result = replay.curve.result(ofSize: size)
        csv.field(size)
        csv.field(result.hits)
        csv.field(result.hitRate.map { NumberText.decimal($0, places: 4) })
        csv.field(result.bytes)
        csv.endLine()
      }
      return
    }
    for checkpoint in replay.checkpoints.indices {
      guard let totals = replay.checkpoints[checkpoint] else { continue }
      csv.field(checkpoint)
      for count in [totals.pages, totals.hits, totals.misses] { csv.field(count) }
      csv.field(totals.hitRate.map { NumberText.decimal($0, places: 4) })
      for count in [
        totals.unchanged, totals.deltas, totals.firstTimes, totals.afterEviction, totals.afterPageTable,
        totals.pageTables, totals.fullThoughCached, totals.impossible, totals.evictions, totals.bytes,
      ] {
        csv.field(count)
      }
      csv.endLine()
      try output.check()
    }
  }
}
