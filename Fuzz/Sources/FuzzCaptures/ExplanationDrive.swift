@_spi(Measuring) import SaveStream

/// Lines of a log, made up of the manual's and of the input, and where in the capture they come from.
struct ExplanationDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let subject = random.flip() ? ExplanationReport.Subject(reading.capture, reading.index) : nil
    let lines = (0..<3).map { _ in line(&random) }
    try WrittenForm.check { output in
      var report = ExplanationReport(of: subject, to: output)
      for line in lines { try report.writeText(report.inOrder(LogExplanation(of: line))) }
    }
    try WrittenForm.check(.json) { output in
      let report = ExplanationReport(of: subject, to: output)
      try report.writeJSON(lines.map { report.inOrder(LogExplanation(of: $0)) })
    }
    for line in lines { _ = LogExplanation(ofLogged: line) }
    if random.below(8) == 0 { promise(isShown(FindingManual.markdown()), "the manual of findings") }
  }

  private func line(_ random: inout Random) -> String {
    let rule = random.element(of: FindingRule.allCases)
    let known =
      rule.manual.logs.map(\.text) + random.element(of: UnruledLine.Cause.allCases).lines.map(\.line.text)
      + [rule.rawValue, "HVM restore: failed to load entry 20/0", "type b0000000"]
    let line = random.element(of: known)
    let own = String(decoding: reading.subject.bytes.suffix(random.below(80)), as: UTF8.self)
    switch random.below(4) {
    case 0: return own
    case 1: return line + " " + own
    case 2: return String(line.dropFirst(random.below(20)))
    default: return line
    }
  }
}
