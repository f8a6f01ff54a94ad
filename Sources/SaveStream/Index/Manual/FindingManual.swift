/// The part of `docs/findings.md` that lists the rules, made from their tables, and the log lines that no rule stands
/// behind.
package enum FindingManual {
  /// A heading for each part of a capture, and below it a heading and a list for each rule, in Markdown.
  package static func markdown() -> String {
    let rules = FindingRule.Stage.allCases.map { stage in
      let rules = FindingRule.allCases.filter { $0.stage == stage }
      return "## \(stage.rawValue)\n\n\(contents(rules))\n\n" + rules.map(section).joined(separator: "\n")
    }
    return (rules + UnruledLine.Cause.allCases.map(section)).joined(separator: "\n")
  }

  /// A link to each rule of a part.
  private static func contents(_ rules: [FindingRule]) -> String {
    rules.map { "[\($0.rawValue)](#\($0.rawValue))" }.joined(separator: " ·\n")
  }

  private static func section(_ rule: FindingRule) -> String {
    let manual = rule.manual
    let severity = manual.severity ?? rule.row.severity.rawValue
    var lines = ["### `\(rule.rawValue)`", "", "*\(severity)*: \(manual.meaning)", ""]
    if !manual.logs.isEmpty { lines += ["Logged as:", ""] + manual.logs.map { "- " + words($0) } + [""] }
    let items = [
      ("Receivers", manual.receivers), ("savescope", manual.savescope), ("What to do", words(manual.remedy)),
      ("Source", manual.source),
    ]
    for (name, words) in items where !words.isEmpty { lines.append("- **\(name)**: \(words)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ cause: UnruledLine.Cause) -> String {
    "## \(cause.rawValue)\n\n"
      + cause.lines.map { line in
        let remedy = line.remedy.isEmpty ? "" : ". What to do: \(line.remedy)"
        return "- \(words(line.line)): \(line.meaning)\(remedy)\n"
      }.joined()
  }

  private static func words(_ remedy: Remedy) -> String {
    guard let command = remedy.command else { return remedy.words }
    return "\(remedy.words): `\(command.form)`"
  }

  /// `` `PT base is bad. pfn=…` (libxc, Xen 4.0 to 4.5)``.
  private static func words(_ line: LogLine) -> String { "`\(line.text)` (\(line.origin))" }
}
