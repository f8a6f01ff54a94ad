/// The part of `docs/findings.md` that lists the rules, made from their tables.
package enum FindingManual {
  /// A heading for each part of a capture, and below it a heading and a list for each rule, in Markdown.
  package static func markdown() -> String {
    FindingRule.Stage.allCases.map { stage in
      let rules = FindingRule.allCases.filter { $0.stage == stage }
      return "## \(stage.rawValue)\n\n" + rules.map(section).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func section(_ rule: FindingRule) -> String {
    let manual = rule.manual
    let severity = manual.severity ?? rule.row.severity.rawValue
    var lines = ["### `\(rule.rawValue)`", "", "*\(severity)*: \(manual.meaning)", ""]
    var items = [
      ("Receivers", manual.receivers), ("savescope", manual.savescope), ("What to do", manual.remedy),
      ("Source", manual.source),
    ]
    let releases = rule.receptions.map(words)
    if !releases.isEmpty { items.insert(("By release", releases.joined(separator: "; ")), at: 1) }
    for (name, words) in items where !words.isEmpty { lines.append("- \(name): \(words)") }
    if !manual.logs.isEmpty { lines.append("- Logged: " + manual.logs.map(words).joined(separator: "; ")) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `Xen 4.4 destroys the domain (…, source)`.
  private static func words(_ reception: Reception) -> String {
    let guest = reception.guest.map { " (\($0.rawValue.uppercased()) guests)" } ?? ""
    let log = reception.log.map { "`\($0.text)`" }
    let facts = [log, reception.source.isEmpty ? nil : reception.source].compactMap(\.self)
    return "\(reception.receivers.words)\(guest) \(reception.action.words)"
      + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
  }

  /// ``"PT base is bad. pfn=…" (libxc, Xen 4.0 to 4.5)``.
  private static func words(_ line: LogLine) -> String {
    let releases = line.releases.map { "Xen \($0)" }
    return "`\(line.text)` (" + [line.writer.rawValue, releases].compactMap(\.self).joined(separator: ", ") + ")"
  }
}
