/// Rows of `verify`: a finding each.
public struct FindingReport {
  /// The names of the columns, in every form that names them.
  public static let columns = ["severity", "rule", "offset", "checkpoint", "message"]

  private let path: String
  private let format: ReportFormat
  private let style: TextStyle
  private let output: ReportOutput

  /// - Parameter path: the capture as the user named it; text lines start with it.
  public init(path: String, format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.path = path == "-" ? "standard input" : EscapedText.string(path)
    self.format = format
    self.style = style
    self.output = output
  }

  /// Writes those of `findings` that `isWanted` says, one by one.
  public func write(
    _ findings: some Sequence<Finding>, where isWanted: (Finding) -> Bool = { _ in true }
  ) throws(OutputError) {
    var json = JSONWriter(output)
    var csv = CSVWriter(output)
    if format == .csv { csv.header(Self.columns) }
    if format == .json {
      json.beginObject()
      json.field("schema", 1)
      json.beginArray("rows")
    }
    for finding in findings where isWanted(finding) {
      switch format {
      case .text: output.write(text: "\(path):\(FindingText.line(for: finding, style: style))\n")
      case .json:
        json.breakLine()
        write(finding, to: &json)
      case .jsonl:
        write(finding, to: &json)
        json.endLine()
      case .csv: write(finding, to: &csv)
      }
      try output.check()
    }
    if format == .json {
      json.endArray()
      json.endObject()
      json.endLine()
    }
    try output.check()
  }

  /// Writes the closing line of the text form: sound or not, and from where a backup could start.
  public func writeConclusion(_ index: IndexSnapshot) throws(OutputError) {
    output.write(text: "\(path): \(FindingText.verdict(on: index)). \(StreamText.outcome(of: index))\n")
    try output.check()
  }

  private func write(_ finding: Finding, to json: inout JSONWriter) {
    json.beginObject()
    json.field("severity", finding.severity.rawValue)
    json.field("rule", finding.rule.rawValue)
    json.field("offset", finding.offset)
    json.field("checkpoint", finding.checkpoint)
    json.field("message", FindingText.message(for: finding))
    json.endObject()
  }

  private func write(_ finding: Finding, to csv: inout CSVWriter) {
    csv.field(finding.severity.rawValue)
    csv.field(finding.rule.rawValue)
    csv.field(finding.offset)
    csv.field(finding.checkpoint)
    csv.field(FindingText.message(for: finding))
    csv.endLine()
  }
}
