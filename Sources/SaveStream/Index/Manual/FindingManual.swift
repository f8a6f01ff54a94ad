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
    var items = [
      ("Receivers", manual.receivers), ("savescope", manual.savescope), ("What to do", words(manual.remedy)),
      ("Source", manual.source),
    ]
    let releases = byRelease(rule)
    if !releases.isEmpty { items.insert(("By release", releases.joined(separator: "; ")), at: 1) }
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

  /// What the receivers of some releases do, a sentence each: `Xen 4.4 destroys the domain (…, source)`.
  package static func byRelease(_ rule: FindingRule) -> [String] { rule.receptions.map(words) }

  private static func words(_ reception: Reception) -> String {
    let guest = reception.guest.map { " (\($0.rawValue.uppercased()) guests)" } ?? ""
    let log = reception.log.map { "`\($0.text)`" }
    let facts = [log, reception.source.isEmpty ? nil : reception.source].compactMap(\.self)
    return "\(reception.receivers.words)\(guest) \(reception.action.words)"
      + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
  }

  private static func words(_ remedy: Remedy) -> String {
    guard let command = remedy.command else { return remedy.words }
    return "\(remedy.words): `\(command.form)`"
  }

  /// `` `PT base is bad. pfn=…` (libxc, Xen 4.0 to 4.5)``.
  private static func words(_ line: LogLine) -> String { "`\(line.text)` (\(line.origin))" }
}
