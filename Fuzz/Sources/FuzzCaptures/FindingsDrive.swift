@_spi(Measuring) import SaveStream

/// Findings, with those of a second pass, in all forms, and what receivers make of them.
struct FindingsDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let pass = SecondPass(capture: reading.capture, index: reading.index, appliesPages: random.flip())
    try pass.run()
    let index = reading.index.lookedThrough(finding: pass.findings)
    for finding in index.findings {
      promise(finding.offset <= reading.capture.size, "\(finding.rule) at \(finding.offset), behind the end")
    }
    let judge = try ReceiverJudge(of: index, in: reading.capture, findings: Array(index.findings))
    let outcomes = judge?.outcomes(for: Receiver.all)
    for form in [random.element(of: FindingFormat.allCases), .text] { try write(index, form, outcomes, &random) }
    if let outcomes { try write(outcomes, random.element(of: ReportFormat.allCases)) }
  }

  private func write(
    _ index: IndexSnapshot, _ form: FindingFormat, _ outcomes: [SharedOutcome]?, _ random: inout Random
  ) throws {
    let filter = Expressions.filter(&random, Finding.self)
    let shown = index.findings.filter { filter?.matches($0) ?? true }
    let listsAll = random.flip()
    try WrittenForm.check(
      isJSON: form == .json || form == .sarif, isLines: form == .jsonl, hasCRLF: form == .csv
    ) { output in
      var report = FindingReport(path: reading.capture.path, format: form, to: output)
      report.outcomes = outcomes
      report.onlyCounted = index.onlyCounted(withNotes: true, of: filter == nil ? nil : Set(shown.map(\.rule)))
      let tree = ChunkTree(capture: reading.capture, index: index)
      try report.write(Array(shown), listsAll: listsAll, in: tree, version: "0")
      if form == .text, index.stream != nil { try report.writeConclusion(index) }
    }
  }

  private func write(_ outcomes: [SharedOutcome], _ form: ReportFormat) throws {
    try WrittenForm.check(form) { output in
      let report = ReceiverReport(path: reading.capture.path, to: output)
      switch form {
      case .csv, .jsonl: try report.writeRows(outcomes, form)
      case .text, .json:
        guard form == .text else { return output.write("[]") }
        try report.writeLines(outcomes)
        try report.writeTable(outcomes)
      }
    }
  }
}
