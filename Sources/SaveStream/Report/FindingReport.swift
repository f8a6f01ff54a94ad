/// What `verify` writes: a row for each finding, or in text a line for each rule.
package struct FindingReport {
  /// The names of the columns, in every form that names them.
  package static let columns = Finding.columns.map(\.name)

  private let path: String
  private let format: FindingFormat
  private let style: TextStyle
  private let output: ReportOutput
  /// What receivers make of the stream, for the head of a JSON document; nil where none is asked.
  package var outcomes: [SharedOutcome]?
  /// How many findings there are beyond those that are listed, by rule.
  package var onlyCounted: [(rule: FindingRule, count: Int)] = []

  /// - Parameter path: the capture as the user named it; text lines start with it.
  package init(path: String, format: FindingFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.path = path
    self.format = format
    self.style = style
    self.output = output
  }

  private var name: String { EscapedText.path(path) }

  /// Writes findings in their order.
  /// - Parameters:
  ///   - listsAll: whether the text form has a line for each of them, too.
  ///   - tree: that of the capture.
  ///   - version: that of the program.
  package func write(_ findings: [Finding], listsAll: Bool, in tree: ChunkTree, version: String) throws(OutputError) {
    switch format {
    case .text where !listsAll: try writeGroups(findings.grouped())
    case .sarif:
      var report = SarifReport(path: path, version: version, tree: tree, to: output)
      try report.write(findings)
    case .text: try writeRows(findings, .text)
    case .json: try writeRows(findings, .json)
    case .jsonl: try writeRows(findings, .jsonl)
    case .csv: try writeRows(findings, .csv)
    }
  }

  private func writeRows(_ findings: [Finding], _ format: ReportFormat) throws(OutputError) {
    var frame = RowFrame(format, to: output)
    frame.begin(columns: Self.columns) { json in
      if !onlyCounted.isEmpty {
        json.beginArray("onlyCounted")
        for rest in onlyCounted { Self.write(rest, to: &json) }
        json.endArray()
      }
      guard let outcomes else { return }
      json.beginArray("receivers")
      for outcome in outcomes {
        json.breakLine()
        json.object(SharedOutcome.columns, of: outcome)
      }
      json.endArray()
    }
    for finding in findings {
      try frame.write(
        text: { $0.write(text: "\(name):\(FindingText.line(for: finding, style: style))\n") },
        json: { $0.object(finding.sign == nil ? Finding.columns : Finding.foundAgainColumns, of: finding) },
        csv: { $0.fields(Finding.columns, of: finding) })
    }
    try frame.end()
    switch format {
    case .text: writeOnlyCounted(onlyCounted)
    case .jsonl:
      var json = JSONWriter(output)
      for rest in onlyCounted {
        Self.write(rest, to: &json)
        json.endLine()
      }
    case .json, .csv: break
    }
    try output.check()
  }

  private static func write(_ rest: (rule: FindingRule, count: Int), to json: inout JSONWriter) {
    json.beginObject()
    json.field("rule", rest.rule.rawValue)
    json.field("onlyCounted", rest.count)
    json.endObject()
  }

  private func writeOnlyCounted(_ onlyCounted: [(rule: FindingRule, count: Int)]) {
    for rest in onlyCounted {
      output.write(
        text: "\(name): … \(NumberText.grouped(rest.count)) more of \(rest.rule.rawValue) are only counted\n")
    }
  }

  /// The worst finding of each rule as it is listed alone and, where there are more, how many and from where to where.
  private func writeGroups(_ groups: [FindingGroup]) throws(OutputError) {
    for group in groups {
      output.write(text: "\(name):\(FindingText.line(for: group.worst, style: style))\n")
      if group.count > 1 {
        output.write(text: "  \(style.faint(FindingText.extent(of: group) + "; --all lists them"))\n")
      }
      if let rest = onlyCounted.first(where: { $0.rule == group.rule }) {
        let words = "… \(NumberText.grouped(rest.count)) more of this rule are only counted"
        output.write(text: "  \(style.faint(words))\n")
      }
      try output.check()
    }
  }

  /// Writes the closing line of the text form: sound or not, and from where a backup could start.
  package func writeConclusion(_ index: IndexSnapshot) throws(OutputError) {
    output.write(
      text: "\(name): \(StreamText.verdict(on: index)). \(StreamText.soundness(of: index).joined(separator: " "))\n")
    try output.check()
  }
}

/// The forms of a list of findings.
package enum FindingFormat: String, Sendable, CaseIterable {
  /// For people: its wording may change.
  case text
  /// One JSON document.
  case json
  /// A JSON object a line.
  case jsonl
  /// Comma-separated values with a header (RFC 4180).
  case csv
  /// For tools that show what a scan found (OASIS SARIF 2.1.0).
  case sarif
}

extension FindingText {
  /// A finding on one line: `0x1a2b: error: what is wrong [rule-id] (checkpoint 3)`.
  package static func line(for finding: Finding, style: TextStyle = .plain) -> String {
    "\(NumberText.hex(finding.offset)): \(style.severity(finding.severity, finding.severity.rawValue)): "
      + message(for: finding) + style.faint(" [\(finding.rule.rawValue)]\(checkpoint(finding))")
  }

  /// How many findings a group has, from where to where: `7 of them, from 0x100 (checkpoint 0) to 0x2f00 (checkpoint
  /// 3)`.
  package static func extent(of group: FindingGroup) -> String {
    let (first, last) = (group.first, group.last)
    return "\(NumberText.grouped(group.count)) of them, from \(NumberText.hex(first.offset))\(checkpoint(first)) to "
      + "\(NumberText.hex(last.offset))\(checkpoint(last))"
  }

  private static func checkpoint(_ finding: Finding) -> String {
    finding.checkpoint.map { " (checkpoint \($0))" } ?? ""
  }
}

extension IndexSnapshot {
  /// The findings that are counted and not kept, by rule.
  /// - Parameters:
  ///   - notes: whether those are among them that are notes.
  ///   - asked: the rules that were asked for; nil for all.
  package func onlyCounted(
    withNotes notes: Bool, of asked: Set<FindingRule>? = nil
  ) -> [(rule: FindingRule, count: Int)] {
    onlyCounted.filter { notes || $0.key.row.severity > .note }.filter { asked?.contains($0.key) ?? true }
      .map { ($0.key, $0.value) }
      .sorted { $0.rule.rawValue < $1.rule.rawValue }
  }
}
