/// What a capture holds as a whole: what it is, its checkpoints, where the bytes went, and how many findings there are.
package struct SummaryReport {
  typealias Row = CheckpointFilterRow

  /// The columns of `summary --format csv`: those of a checkpoint's object in JSON, the inner ones with a dot.
  static let csvColumns = Row.columns.map(\.path)

  let capture: Capture
  let index: IndexSnapshot
  let runLengths: RunLengths?
  let origin: ImageOrigin?
  /// What checkpoints sent by use; nil to leave it out.
  let uses: [UseTotals]?
  /// What deltas and pages are like; nil to leave it out.
  let distributions: Distributions?
  /// The checkpoints that get a row.
  let listed: [Int]

  /// - Parameters:
  ///   - filter: which checkpoints get a row; nil for all. Totals are those of all.
  ///   - order: the order of these rows; nil for that of the stream.
  ///   - runLengths: what a `RunLengthScan` counted; nil to leave it out. `text` and `json` show it.
  ///   - origin: whose image it is; nil to leave it out. `text` and `json` show it.
  ///   - uses: what was sent by what the guest used it for; nil to leave it out. `text` and `json` show it.
  ///   - distributions: what deltas and pages are like; nil to leave it out. `text` and `json` show it.
  package init(
    capture: Capture, index: IndexSnapshot, where filter: Filter<CheckpointFilterRow>? = nil,
    order: FieldOrder<CheckpointFilterRow>? = nil, runLengths: RunLengths? = nil, origin: ImageOrigin? = nil,
    uses: [UseTotals]? = nil, distributions: Distributions? = nil
  ) {
    self.capture = capture
    self.index = index
    self.runLengths = runLengths
    self.origin = origin
    self.uses = uses
    self.distributions = distributions
    let passing = index.checkpoints.indices.filter { filter?.matches(CheckpointFilterRow($0, of: index)) ?? true }
    listed = order?.sorted(passing) { CheckpointFilterRow($0, of: index) } ?? passing
  }

  /// Of all checkpoints, in the order of the stream.
  package init(capture: Capture, index: IndexSnapshot) {
    self.init(capture: capture, index: index, where: nil, order: nil, runLengths: nil)
  }

  /// How many checkpoints get a row.
  package var rowCount: Int { listed.count }

  /// Writes the summary. `jsonl` gives an object for each checkpoint, `csv` a line.
  package func write(_ format: ReportFormat, to output: ReportOutput, style: TextStyle = .plain) throws(OutputError) {
    switch format {
    case .text:
      try writeText(to: output, style: style)
      try writeUses(to: output, style: style)
      try writeDistributions(to: output, style: style)
    case .json: try writeJSON(to: output)
    case .jsonl: try writeJSONLines(to: output)
    case .csv: try writeCSV(to: output)
    }
  }

  /// Whether any checkpoint sends its pages as compressed data.
  var isCompressed: Bool { index.checkpoints.contains(where: \.isCompressed) }

  /// How many findings of a severity there were.
  func findingCount(_ severity: Severity) -> Int { index.findingCounts[severity] ?? 0 }
}

/// The forms for programs.
extension SummaryReport {
  private func writeCSV(to output: ReportOutput) throws(OutputError) {
    var csv = CSVWriter(output)
    csv.header(Self.csvColumns)
    for position in listed {
      csv.fields(Row.columns, of: Row(position, of: index))
      csv.endLine()
      try output.check()
    }
  }

  private func writeJSON(to output: ReportOutput) throws(OutputError) {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    try writeFields(to: &json)
    json.endObject()
    json.endLine()
    try output.check()
  }

  /// Writes what an object says of a capture.
  func writeFields(to json: inout JSONWriter) throws(OutputError) {
    writeFile(to: &json)
    writeEnvelopes(to: &json)
    writeStream(to: &json)
    if let origin { json.field("origin", origin) }
    json.beginArray("checkpoints")
    for position in listed {
      json.breakLine()
      json.object(Row.columns, of: Row(position, of: index))
      try json.output.check()
    }
    json.endArray()
    json.beginObject("findings")
    for severity in Severity.allCases.reversed() {
      json.key(text: severity.rawValue)
      json.value(findingCount(severity))
    }
    json.endObject()
    json.beginArray("notLookedAt")
    for (check, key, _) in LaterChecks.words where index.notLookedAt.contains(check) { json.value(key) }
    json.endArray()
    writeRunLengths(to: &json)
    try writeUses(to: &json)
    try writeDistributions(to: &json)
  }

  private func writeJSONLines(to output: ReportOutput) throws(OutputError) {
    var json = JSONWriter(output)
    for position in listed {
      json.object(Row.columns, of: Row(position, of: index))
      json.endLine()
      try output.check()
    }
  }

  private func writeRunLengths(to json: inout JSONWriter) {
    guard let runLengths else { return }
    json.beginArray("runLengths")
    for bucket in runLengths.buckets {
      json.beginObject()
      json.field("from", bucket.length.lowerBound)
      json.field("to", bucket.length.upperBound)
      json.field("runs", bucket.runs)
      json.field("words", bucket.words)
      json.endObject()
    }
    json.endArray()
  }

  private func writeFile(to json: inout JSONWriter) {
    json.beginObject("file")
    json.field("path", FileNameText.readable(capture.path))
    json.field("size", index.size)
    json.field("compression", capture.compression.rawValue)
    json.endObject()
  }

  private func writeEnvelopes(to json: inout JSONWriter) {
    json.beginArray("envelopes")
    for envelope in index.envelopes {
      json.beginObject()
      json.field("kind", envelope.kind.rawValue)
      json.field("offset", envelope.offset)
      json.field("length", envelope.length)
      json.endObject()
    }
    json.endArray()
  }

  private func writeStream(to json: inout JSONWriter) {
    json.key("stream")
    guard let stream = index.stream else { return json.value(nil as String?) }
    json.beginObject()
    json.field("format", stream.format.name)
    json.field("toolstackBits", stream.toolstackBits)
    json.field("guest", stream.guest.rawValue)
    json.field("guestBits", stream.guestBits)
    json.field("p2mSize", stream.p2mSize)
    json.field("distinctPages", index.populated.count)
    json.field("distinctPagesAtLeast", index.populated.isAtLeast)
    json.field("highestPFN", index.populated.highestPFN)
    json.field("checkpointed", index.isCheckpointed)
    json.field("compressed", isCompressed)
    json.field("lastCompleteCheckpoint", index.lastCompleteCheckpoint)
    json.field("takeover", index.takeover)
    json.endObject()
  }
}
