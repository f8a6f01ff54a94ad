extension SummaryReport {
  /// What the compressed data of all checkpoints consists of, on average; nothing for a stream without.
  func writeDeltas(to output: ReportOutput, style: TextStyle) {
    guard let totals = index.totals.delta else { return }
    output.write(text: "\n" + style.heading("Compressed pages") + "\n")
    output.write(
      text: "  \(NumberText.count(totals.pages, "page")) in \(NumberText.size(totals.encodedBytes)), "
        + "\(Self.average(totals.encodedBytes, over: totals.pages)) bytes a page, "
        + "ratio \(NumberText.ratio(totals.ratio))\n")
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
  static func average(_ amount: UInt64, over count: UInt64) -> String {
    guard count > 0 else { return "-" }
    let average = Double(amount) / Double(count)
    return average < 99.95 ? NumberText.decimal(average, places: 1) : NumberText.grouped(UInt64(average.rounded()))
  }
}
