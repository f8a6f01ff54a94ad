/// What a capture holds as a whole: what it is, its checkpoints, where the bytes went, and how many findings there are.
public struct SummaryReport {
  let capture: Capture
  let index: IndexSnapshot
  let runLengths: RunLengths?
  /// The checkpoints that get a row.
  let listed: [Int]

  /// - Parameters:
  ///   - filter: which checkpoints get a row; nil for all. Totals are those of all.
  ///   - order: the order of these rows; nil for that of the stream.
  ///   - runLengths: what a `RunLengthScan` counted; nil to leave it out. `text` and `json` show it.
  public init(
    capture: Capture, index: IndexSnapshot, where filter: Filter<CheckpointFilterRow>? = nil,
    order: FieldOrder<CheckpointFilterRow>? = nil, runLengths: RunLengths? = nil
  ) {
    self.capture = capture
    self.index = index
    self.runLengths = runLengths
    let passing = index.checkpoints.indices.filter { filter?.matches(CheckpointFilterRow($0, of: index)) ?? true }
    listed = order?.sorted(passing) { CheckpointFilterRow($0, of: index) } ?? passing
  }

  /// How many checkpoints get a row.
  public var rowCount: Int { listed.count }

  /// Writes the summary. `jsonl` gives an object for each checkpoint, `csv` a line.
  public func write(_ format: ReportFormat, to output: ReportOutput, style: TextStyle = .plain) throws(OutputError) {
    switch format {
    case .text: try writeText(to: output, style: style)
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
