/// Writes what lines of a log mean, and where in a capture they come from.
package struct ExplanationReport {
  /// The capture that is looked into.
  package struct Subject {
    let path: String
    let places: LogPlaces
    private let findings: [FindingRule: [Finding]]
    private let original: RemedyCommand.Original

    /// - Parameter index: with the findings of a second pass.
    package init(_ capture: Capture, _ index: IndexSnapshot) {
      path = EscapedText.path(capture.path)
      places = LogPlaces(capture: capture, index: index)
      findings = Dictionary(grouping: index.findings, by: \.rule)
      original = RemedyCommand.Original(
        index, file: ShellText.quoted(capture.path), isPacked: capture.compression != .none)
    }

    func findings(of rule: FindingRule) -> [Finding] { findings[rule] ?? [] }

    /// The command that helps against the first finding of a rule; in general where there is none.
    fileprivate func command(_ command: RemedyCommand, against rule: FindingRule) -> String? {
      guard let finding = findings(of: rule).first else { return command.form }
      return command.line(for: finding, of: original)
    }
  }

  let output: ReportOutput
  let style: TextStyle
  let subject: Subject?
  /// Rules that have been told of already.
  private var told: Set<FindingRule> = []
  private var isFirst = true

  /// - Parameter subject: nil where there is no capture.
  package init(of subject: Subject?, style: TextStyle = .plain, to output: ReportOutput) {
    self.subject = subject
    self.style = style
    self.output = output
  }

  /// An explanation with the rules first that the capture breaks.
  package func inOrder(_ explanation: LogExplanation) -> LogExplanation {
    guard let subject else { return explanation }
    return explanation.preferring { !subject.findings(of: $0).isEmpty }
  }

  // MARK: Text

  /// Writes what a line means, for people.
  package mutating func writeText(_ explanation: LogExplanation) throws {
    if !isFirst { output.write("\n") }
    isFirst = false
    output.write(text: style.heading(EscapedText.of(explanation.line)) + "\n")
    let heads = explanation.numbers.map { EscapedText.of($0.text) }
    let width = heads.reduce(Self.headWidth) { max($0, $1.count + 2) }
    for (number, head) in zip(explanation.numbers, heads) {
      row(head, number.meaning, width: width)
      try writePlaces(of: number, width: width)
    }
    for (place, answer) in explanation.answers.enumerated() {
      switch answer.subject {
      case .rule(let rule): write(rule, answer, isShort: place >= Self.mostInFull && !isBroken(rule))
      case .unruled(let line): write(line)
      }
    }
    if !explanation.isKnown { writeUnknown(explanation.nearest) }
    try output.check()
  }

  private func isBroken(_ rule: FindingRule) -> Bool { subject?.findings(of: rule).isEmpty == false }

  /// - Parameter isShort: whether the rule's own line is all.
  private mutating func write(_ rule: FindingRule, _ answer: LogExplanation.Answer, isShort: Bool) {
    let manual = rule.manual
    let isTold = !isShort && !told.insert(rule).inserted
    let severity = rule.row.severity
    output.write(
      text: "\(style.severity(severity, "\(rule.rawValue)")) (\(manual.severity ?? severity.rawValue)): "
        + "\(ManualText.plain(manual.meaning))\(isTold ? "; as above" : "")\n")
    guard !isTold, !isShort else { return }
    if let line = answer.line {
      row(answer.isReworded ? "like" : "logged as", "\(line.text) (\(line.origin))")
    }
    row("receivers", ManualText.plain(manual.receivers))
    for (place, words) in FindingManual.byRelease(rule).enumerated() {
      row(place == 0 ? "by release" : "", ManualText.plain(words))
    }
    row("savescope", ManualText.plain(manual.savescope))
    row("what to do", ManualText.plain(manual.remedy.words))
    if let command = command(against: rule) { row("", command) }
    row("source", ManualText.plain(manual.source))
    writeFindings(of: rule)
  }

  private func write(_ line: UnruledLine) {
    output.write(text: "no rule: \(ManualText.plain(line.meaning))\n")
    row("logged as", "\(line.line.text) (\(line.line.origin))")
    row("what to do", ManualText.plain(line.remedy))
  }

  private func writeUnknown(_ nearest: [LogLine]) {
    output.write("No rule is known for this line.\n")
    for (place, line) in nearest.enumerated() {
      row(place == 0 ? "nearest" : "", "\(line.text) (\(line.origin))")
    }
  }

  /// The command that helps, filled in where there is a capture with such a finding.
  func command(against rule: FindingRule) -> String? {
    guard let command = rule.manual.remedy.command else { return nil }
    return subject.map { $0.command(command, against: rule) } ?? command.form
  }

  private func writeFindings(of rule: FindingRule) {
    guard let subject else { return }
    let findings = subject.findings(of: rule)
    if findings.isEmpty { return row("places", "\(subject.path) has no finding of this rule") }
    for (place, finding) in findings.prefix(Self.mostPlaces).enumerated() {
      row(place == 0 ? "places" : "", "\(subject.path):\(FindingText.line(for: finding, style: style))")
    }
    let rest = findings.count - Self.mostPlaces
    if rest > 0 {
      row("", "and \(NumberText.grouped(rest)) more: savescope verify --all --where 'rule = \(rule.rawValue)'")
    }
  }

  private func writePlaces(of number: LoggedNumber, width: Int) throws {
    guard let subject, let target = number.target else { return }
    let places = try subject.places.places(of: target)
    for place in places.prefix(Self.mostPlaces) {
      let words = place.words.isEmpty ? "" : ": \(place.words)"
      row("", "\(subject.path):\(NumberText.hex(place.offset)): \(place.path)\(words)", width: width)
    }
    if places.isEmpty { row("", "\(subject.path) has nothing of the kind", width: width) }
  }

  private func row(_ head: String, _ text: String, width: Int = Self.headWidth) {
    guard !text.isEmpty else { return }
    let gap = String(repeating: " ", count: max(width - head.count, 1))
    output.write(text: "  \(style.faint(head))\(gap)\(text)\n")
  }

  private static let headWidth = 12
  private static let mostPlaces = 5
  /// Rules of one line that all is told of, unless the capture breaks more.
  private static let mostInFull = 3
}
