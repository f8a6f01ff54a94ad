extension SummaryReport {
  /// Findings shown in a summary; `verify` lists them all.
  static let shownFindings = 5

  func writeText(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    writeHead(to: output, style: style)
    guard let stream = index.stream else { return try writeFindings(to: output, style: style) }
    output.write(text: label("Guest", style) + guest(of: stream) + "\n")
    writeOrigin(to: output, style: style)
    output.write(text: label("State", style) + StreamText.soundness(of: index).joined(separator: " ") + "\n")
    let left = index.notLookedAt
    if !left.isEmpty {
      output.write(text: label("Unchecked", style) + "\(left.text); savescope verify looks at that, too\n")
    }
    if let judges = index.judges { output.write(text: label("Judged", style) + "for \(judges)\n") }
    let reasons = stream.reasons + (origin.map(OriginText.reasons) ?? [])
    if !reasons.isEmpty {
      output.write(text: "\n" + style.heading("Why we think so") + "\n")
      for reason in reasons { output.write(text: "  - \(EscapedText.of(reason))\n") }
    }
    if !index.checkpoints.isEmpty {
      output.write(text: "\n" + style.heading("Checkpoints") + "\n")
      try writeCheckpoints(to: output, style: style)
      writeTotals(to: output, style: style)
    }
    try writeFindings(to: output, style: style)
  }

  private func guest(of stream: StreamDescription) -> String {
    ([StreamText.guest(of: stream)] + (StreamText.memory(of: index).map { [$0] } ?? [])).joined(separator: ", ")
  }

  /// Whose image it is, under which releases it can have been saved, and when.
  private func writeOrigin(to output: ReportOutput, style: TextStyle) {
    guard let origin else { return }
    let guest = OriginText.guest(origin)
    let lines = [
      ("Domain", guest.isEmpty ? nil : guest.joined(separator: ", ")), ("UUID", OriginText.uuid(origin)),
      ("Saved by", OriginText.releases(origin)),
      ("Saved at", origin.savedAt.map { "\($0.text), by the guest's clock" }),
    ]
    for case (let name, let words?) in lines { output.write(text: label(name, style) + words + "\n") }
  }

  private func label(_ text: String, _ style: TextStyle) -> String {
    style.heading(text) + String(repeating: " ", count: max(1, 10 - text.count))
  }

  private func writeHead(to output: ReportOutput, style: TextStyle) {
    let packed = capture.compression == .none ? "" : ", unpacked from \(capture.compression.rawValue)"
    let path = EscapedText.path(capture.path)
    output.write(text: label("File", style) + "\(path), \(exactSize(index.size))\(packed)\n")
    output.write(text: label("Stream", style) + StreamText.kind(of: index) + "\n")
    for envelope in index.envelopes {
      let place = "\(exactSize(envelope.length)) at \(NumberText.hex(envelope.offset))"
      output.write(text: label("Envelope", style) + "\(StreamText.envelope(envelope.kind)), \(place)\n")
    }
    for part in index.trailing {
      let place = "\(exactSize(UInt64(part.range.count))) at \(NumberText.hex(part.range.lowerBound))"
      output.write(text: label("After", style) + "\(StreamText.trailing(part.kind)), \(place)\n")
    }
  }

  private func exactSize(_ bytes: UInt64) -> String {
    bytes < 1024 ? NumberText.counted(bytes, "byte") : "\(NumberText.size(bytes)) (\(NumberText.grouped(bytes)) bytes)"
  }

  private func writeFindings(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findingCount(severity)
      guard count > 0 else { return nil }
      return style.severity(severity, NumberText.counted(UInt64(count), severity.rawValue))
    }
    let words = counts.isEmpty ? "none" : counts.joined(separator: ", ")
    let soFar = index.notLookedAt.isEmpty ? "" : " so far"
    output.write(text: "\n" + style.heading("Findings") + "  " + words + soFar)
    output.write("\n")
    var shown = 0
    for severity in Severity.allCases.reversed() {
      for finding in index.findings where finding.severity == severity {
        guard shown < Self.shownFindings else {
          output.write("  … savescope verify lists them all\n")
          return try output.check()
        }
        output.write(text: "  \(FindingText.line(for: finding, style: style))\n")
        shown += 1
      }
    }
    try output.check()
  }
}

/// The checkpoints, and all of them together.
extension SummaryReport {
  private typealias TableColumn = (heading: TextTable.Column, text: @Sendable (Row) -> String)

  private static let table: [TableColumn] = {
    var table = columns(["index", "offset", "length", "iterations", "entries", "pages"])
    table += columns(["verifyPages"], hidesZero: true) + columns(["empty", "full", "delta", "ratio"])
    table.append((.number("B/page"), { $0.totals.delta.map { average($0.encodedBytes, over: $0.pages) } ?? "" }))
    table += columns(ByteKind.byWeight.filter { $0 != .framing }.map(\.key), hidesZero: true)
    table.append((.words(""), { CheckpointState($0.row).remark }))
    return table
  }()

  /// The columns of these names.
  private static func columns(_ names: [String], hidesZero: Bool = false) -> [TableColumn] {
    names.compactMap { Row.column($0) }.map { column in
      let text = { @Sendable (row: Row) in hidesZero && column.filterValue(of: row) == 0 ? "" : column.text(of: row) }
      return (TextTable.Column(column), text)
    }
  }

  /// A row for each checkpoint. What no checkpoint has (compressed data in a stream without) gets no column.
  private func writeCheckpoints(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    try TextTable(Self.table.map(\.heading)).write(count: listed.count, to: output, style: style) { place in
      let row = Row(listed[place], of: index)
      return Self.table.map { $0.text(row) }
    }
  }

  /// What all checkpoints sent, and where the bytes went.
  private func writeTotals(to output: ReportOutput, style: TextStyle) {
    let totals = index.totals
    output.write(text: "\n" + style.heading("Totals") + "\n")
    let verify = totals.verifyPages == 0 ? "" : ", \(NumberText.grouped(totals.verifyPages)) sent again to be compared"
    output.write(
      text: "  \(NumberText.counted(totals.entries, "entry")), "
        + "\(NumberText.counted(totals.pages, "page")) with content\(verify)\n")
    let types = zip(PageType.all, totals.entriesByType).filter { $0.1 > 0 }
      .map { "\($0.0.name) \(NumberText.grouped($0.1))" }
    if !types.isEmpty { output.write(text: "  types: \(types.joined(separator: ", "))\n") }
    let bytes = totals.bytes
    let parts = ByteKind.byWeight.filter { bytes[$0] > 0 }
      .map { "\($0.wordsOfAll) \(NumberText.size(bytes[$0])) (\(NumberText.percent(bytes[$0], of: bytes.sum)))" }
    if !parts.isEmpty { output.write(text: "  bytes: \(parts.joined(separator: ", "))\n") }
    writeDeltas(to: output, style: style)
  }

  /// What the compressed data of all checkpoints consists of, on average; nothing for a stream without.
  private func writeDeltas(to output: ReportOutput, style: TextStyle) {
    guard let totals = index.totals.delta else { return }
    output.write(text: "\n" + style.heading("Compressed pages") + "\n")
    output.write(
      text: "  \(NumberText.counted(totals.pages, "page")) in \(NumberText.size(totals.encodedBytes)), "
        + "\(Self.average(totals.encodedBytes, over: totals.pages)) bytes a page, "
        + "ratio \(totals.ratio.map { NumberText.decimal($0) } ?? "-")\n")
    let kinds = [("empty", totals.empty), ("full", totals.full), ("delta", totals.delta)].map { kind, count in
      "\(NumberText.grouped(count)) \(kind) (\(NumberText.percent(count, of: totals.pages)))"
    }
    output.write(text: "  \(kinds.joined(separator: ", "))\n")
    writeAverageDelta(totals, to: output)
    writeRunLengths(to: output, style: style)
  }

  /// What a page sent as runs and skips is like.
  private func writeAverageDelta(_ totals: DeltaTotals, to output: ReportOutput) {
    guard totals.delta > 0 else { return }
    // A full page has 4096 bytes behind its marker, an empty one has its marker only.
    let words = (totals.literalBytes &- totals.full &* UInt64(pageSize)) / UInt64(wordSize)
    let markers = totals.runs &+ totals.skips
    let bytes = words &* UInt64(wordSize) &+ markers
    let average = { (count: UInt64) in Self.average(count, over: totals.delta) }
    output.write(
      text: "  a delta on average: \(average(bytes)) bytes, \(average(words)) words in \(average(totals.runs)) runs, "
        + "\(average(totals.skips)) skips; markers take \(NumberText.percent(markers, of: bytes))\n")
  }

  /// A bar for each range of lengths.
  private func writeRunLengths(to output: ReportOutput, style: TextStyle) {
    guard let runLengths, runLengths.runs > 0 else { return }
    output.write(text: "\n" + style.heading("Run lengths") + "\n")
    let buckets = runLengths.buckets
    let most = max(buckets.map(\.runs).max() ?? 1, 1)
    let rows = buckets.map { bucket in
      let (shortest, longest) = (bucket.length.lowerBound, bucket.length.upperBound)
      return [
        shortest == longest ? "\(shortest)" : "\(shortest)-\(longest)", NumberText.grouped(bucket.runs),
        NumberText.percent(bucket.runs, of: runLengths.runs), NumberText.percent(bucket.words, of: runLengths.words),
      ]
    }
    let headings = ["words", "runs", "of runs", "of words"]
    let widths = headings.indices.map { column in max(headings[column].count, rows.map { $0[column].count }.max() ?? 0)
    }
    let line = { (cells: [String]) in
      zip(cells, widths).map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }.joined(separator: "  ")
    }
    output.write(text: style.faint("  " + line(headings)) + "\n")
    for (row, bucket) in zip(rows, buckets) {
      let share = Double(bucket.runs) / Double(most) * Double(Self.longestBar)
      let length = bucket.runs == 0 ? 0 : max(1, Int(share.rounded()))
      let bar = length == 0 ? "" : "  " + String(repeating: "#", count: length)
      output.write(text: "  \(line(row))\(bar)\n")
    }
  }

  /// The cells of the longest bar.
  private static let longestBar = 40

  /// How much there is for each page: with a decimal place below 100; `-` where there is none.
  private static func average(_ amount: UInt64, over count: UInt64) -> String {
    guard count > 0 else { return "-" }
    let average = Double(amount) / Double(count)
    return average < 99.95 ? NumberText.decimal(average, places: 1) : NumberText.grouped(UInt64(average.rounded()))
  }
}
