/// Rows of `verify`: a finding each.
package struct FindingReport {
  /// The names of the columns, in every form that names them.
  package static let columns = Finding.columns.map(\.name)

  private let path: String
  private let format: ReportFormat
  private let style: TextStyle
  private let output: ReportOutput
  /// What receivers make of the stream, for the head of a JSON document; nil where none is asked.
  package var outcomes: [SharedOutcome]?

  /// - Parameter path: the capture as the user named it; text lines start with it.
  package init(path: String, format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.path = EscapedText.path(path)
    self.format = format
    self.style = style
    self.output = output
  }

  /// Writes those of `findings` that `isWanted` says, one by one.
  package func write(
    _ findings: some Sequence<Finding>, where isWanted: (Finding) -> Bool = { _ in true }
  ) throws(OutputError) {
    var frame = RowFrame(format, to: output)
    frame.begin(columns: Self.columns) { json in
      guard let outcomes else { return }
      json.beginArray("receivers")
      for outcome in outcomes {
        json.breakLine()
        json.object(SharedOutcome.columns, of: outcome)
      }
      json.endArray()
    }
    for finding in findings where isWanted(finding) {
      try frame.write(
        text: { $0.write(text: "\(path):\(FindingText.line(for: finding, style: style))\n") },
        json: { $0.object(Finding.columns, of: finding) }, csv: { $0.fields(Finding.columns, of: finding) })
    }
    try frame.end()
  }

  /// Writes the closing line of the text form: sound or not, and from where a backup could start.
  package func writeConclusion(_ index: IndexSnapshot) throws(OutputError) {
    output.write(
      text: "\(path): \(StreamText.verdict(on: index)). \(StreamText.soundness(of: index).joined(separator: " "))\n")
    try output.check()
  }
}

extension FindingText {
  /// A finding on one line: `0x1a2b: error: what is wrong [rule-id] (checkpoint 3)`.
  public static func line(for finding: Finding, style: TextStyle = .plain) -> String {
    let checkpoint = finding.checkpoint.map { " (checkpoint \($0))" } ?? ""
    return "\(NumberText.hex(finding.offset)): \(style.severity(finding.severity, finding.severity.rawValue)): "
      + message(for: finding) + style.faint(" [\(finding.rule.rawValue)]\(checkpoint)")
  }
}
