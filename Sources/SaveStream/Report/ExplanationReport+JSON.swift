extension ExplanationReport {
  /// Writes what lines mean as one JSON document.
  package func writeJSON(_ explanations: [LogExplanation]) throws {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    if let subject { json.field("file", subject.path) }
    json.beginArray("lines")
    for explanation in explanations {
      json.breakLine()
      try write(explanation, &json)
    }
    json.endArray()
    json.endObject()
    json.endLine()
    try output.check()
  }

  private func write(_ explanation: LogExplanation, _ json: inout JSONWriter) throws {
    json.beginObject()
    json.field("line", explanation.line)
    json.field("known", explanation.isKnown)
    json.beginArray("numbers")
    for number in explanation.numbers { try write(number, &json) }
    json.endArray()
    json.beginArray("answers")
    for answer in explanation.answers { write(answer, &json) }
    json.endArray()
    if !explanation.isKnown {
      json.beginArray("nearest")
      for line in explanation.nearest { write(line, &json) }
      json.endArray()
    }
    json.endObject()
  }

  private func write(_ number: LoggedNumber, _ json: inout JSONWriter) throws {
    json.beginObject()
    json.field("text", number.text)
    json.field("meaning", number.meaning)
    if let subject, let target = number.target {
      json.beginArray("places")
      for place in try subject.places.places(of: target) {
        json.beginObject()
        json.field("offset", place.offset)
        json.field("path", place.path)
        json.field("what", place.words)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
  }

  private func write(_ answer: LogExplanation.Answer, _ json: inout JSONWriter) {
    json.beginObject()
    switch answer.subject {
    case .rule(let rule): write(rule, &json)
    case .unruled(let line):
      json.field("rule", nil as String?)
      json.field("meaning", line.meaning)
      json.field("remedy", line.remedy)
    }
    json.key("logged")
    if let line = answer.line { write(line, &json) } else { json.value(nil as String?) }
    json.field("reworded", answer.isReworded)
    json.endObject()
  }

  private func write(_ rule: FindingRule, _ json: inout JSONWriter) {
    let manual = rule.manual
    json.field("rule", rule.rawValue)
    json.field("severity", rule.row.severity.rawValue)
    json.field("meaning", manual.meaning)
    json.field("receivers", manual.receivers)
    json.field("remedy", manual.remedy.words)
    json.field("command", command(against: rule))
    json.field("source", manual.source)
    guard let subject else { return }
    json.beginArray("findings")
    for finding in subject.findings(of: rule) { json.object(Finding.columns, of: finding) }
    json.endArray()
  }

  private func write(_ line: LogLine, _ json: inout JSONWriter) {
    json.beginObject()
    json.field("text", line.text)
    json.field("writer", line.writer.rawValue)
    json.field("releases", line.releases)
    json.endObject()
  }
}
