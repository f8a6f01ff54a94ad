/// What a capture's deltas and pages are like: by checkpoint and over all.
package struct Distributions: Sendable {
  package let checkpoints: [StreamDistributions]
  package let all: StreamDistributions

  /// - Parameters:
  ///   - scanned: what a `DistributionScan` found.
  ///   - sends: who sent what, in the same index.
  package init(_ scanned: [StreamDistributions], _ sends: PageSends, of index: IndexSnapshot) {
    let counted = sends.distributions(of: index)
    var (checkpoints, all) = (scanned, StreamDistributions())
    for place in checkpoints.indices {
      if counted.checkpoints.indices.contains(place) { checkpoints[place].sendsPerPage = counted.checkpoints[place] }
      all.runLengths.add(checkpoints[place].runLengths)
      all.deltaSizes.add(checkpoints[place].deltaSizes)
      all.changedWords.add(checkpoints[place].changedWords)
    }
    all.sendsPerPage = counted.all
    self.checkpoints = checkpoints
    self.all = all
  }

  /// The four of them, with their keys, what is said of them and the unit of their values.
  package static func parts(
    of distributions: StreamDistributions
  ) -> [(key: String, heading: String, unit: String, distribution: PowerCounts)] {
    [
      ("runLengths", "Words in a run", "words", distributions.runLengths),
      ("deltaSizes", "Bytes of a delta", "bytes", distributions.deltaSizes),
      ("changedWords", "Words that a delta carries", "words", distributions.changedWords),
      ("sendsPerPage", "Times that a page was sent", "sends", distributions.sendsPerPage),
    ]
  }
}

extension SummaryReport {
  func writeDistributions(to json: inout JSONWriter) throws(OutputError) {
    guard let distributions else { return }
    json.beginObject("distributions")
    json.key("all")
    json.beginObject()
    Self.writeFields(of: distributions.all, to: &json)
    json.endObject()
    json.beginArray("checkpoints")
    for checkpoint in listed where distributions.checkpoints.indices.contains(checkpoint) {
      json.breakLine()
      json.beginObject()
      json.field("checkpoint", checkpoint)
      Self.writeFields(of: distributions.checkpoints[checkpoint], to: &json)
      json.endObject()
      try json.output.check()
    }
    json.endArray()
    json.endObject()
  }

  private static func writeFields(of distributions: StreamDistributions, to json: inout JSONWriter) {
    for part in Distributions.parts(of: distributions) {
      json.key(text: part.key)
      json.beginArray()
      for bucket in part.distribution.buckets {
        json.beginObject()
        json.field("from", bucket.values.lowerBound)
        json.field("to", bucket.values.upperBound)
        json.field("count", bucket.count)
        json.field("total", bucket.total)
        json.endObject()
      }
      json.endArray()
    }
  }

  /// A histogram of all checkpoints for each, then a line for each checkpoint.
  func writeDistributions(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    guard let distributions else { return }
    for part in Distributions.parts(of: distributions.all) where part.distribution.count > 0 {
      output.write(text: "\n\(style.heading(part.heading))\n")
      let buckets = part.distribution.buckets
      let most = buckets.map(\.count).max() ?? 1
      let table = TextTable([.number(part.unit), .number("count"), .number("share"), .words("")])
      try table.write(count: buckets.count, to: output, style: style) { place in
        let bucket = buckets[place]
        let (least, greatest) = (bucket.values.lowerBound, bucket.values.upperBound)
        let range = NumberText.grouped(least) + (least == greatest ? "" : "-" + NumberText.grouped(greatest))
        return [
          range, NumberText.grouped(bucket.count), NumberText.percent(bucket.count, of: part.distribution.count),
          Self.bar(bucket.count, of: most),
        ]
      }
    }
    output.write(text: "\n\(style.heading("By checkpoint: average, largest, and how they are spread"))\n")
    let parts: [TextTable.Column] = ["run", "delta", "words", "sends"].flatMap { name -> [TextTable.Column] in
      [.number(name), .number("largest"), .words("")]
    }
    let columns = [TextTable.Column.number("ckpt")] + parts
    try TextTable(columns).write(count: listed.count, to: output, style: style) { place in
      let checkpoint = listed[place]
      guard distributions.checkpoints.indices.contains(checkpoint) else {
        return ["\(checkpoint)"] + [String](repeating: "", count: parts.count)
      }
      return ["\(checkpoint)"]
        + Distributions.parts(of: distributions.checkpoints[checkpoint]).flatMap { Self.cells(of: $0.distribution) }
    }
  }

  private static func cells(of distribution: PowerCounts) -> [String] {
    guard let average = distribution.average else { return ["", "", ""] }
    return [NumberText.decimal(average), NumberText.grouped(distribution.largest), strip(distribution)]
  }

  /// A block for each range of values, as high as there are many in it.
  private static func strip(_ distribution: PowerCounts) -> String {
    let buckets = distribution.buckets
    let most = max(buckets.map(\.count).max() ?? 1, 1)
    return String(
      buckets.map { bucket in
        guard bucket.count > 0 else { return "\u{b7}" }
        return heights[min(heights.count - 1, Int(Double(bucket.count) / Double(most) * Double(heights.count - 1)))]
      })
  }

  /// Cells of full blocks, and one of eighths.
  private static func bar(_ count: UInt64, of most: UInt64) -> String {
    guard count > 0 else { return "" }
    let eighths = max(1, Int((Double(count) / Double(max(most, 1)) * 8 * longestHistogramBar).rounded()))
    let rest = eighths % 8
    return String(repeating: "\u{2588}", count: eighths / 8) + (rest == 0 ? "" : String(widths[rest - 1]))
  }

  private static let heights: [Character] = Array("\u{2581}\u{2582}\u{2583}\u{2584}\u{2585}\u{2586}\u{2587}\u{2588}")
  private static let widths: [Character] = Array("\u{258f}\u{258e}\u{258d}\u{258c}\u{258b}\u{258a}\u{2589}")
  private static let longestHistogramBar = 40.0
}
