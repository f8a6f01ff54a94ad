@_spi(Measuring) import SaveStream

/// What is said of a capture as a whole: summaries, in all forms, and the page for a bug report.
struct OverviewDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    let report = try report(&random)
    try WrittenForm.check(form) { try report.write(form, to: $0, style: TextStyle(hasColors: false)) }
    try WrittenForm.check(form) { output in
      var all = SummariesReport(form, to: output)
      all.begin()
      for _ in 0..<2 { try all.write(report) }
      try all.end()
    }
    if random.below(3) == 0 { try writePage(showsMemory: random.flip()) }
  }

  private func report(_ random: inout Random) throws -> SummaryReport {
    let (capture, index) = (reading.capture, reading.index)
    let order =
      random.flip()
      ? FieldOrder<CheckpointFilterRow>(by: random.element(of: ["bytes", "pages", "checkpoint", "offset"])) : nil
    let hasStream = index.stream != nil
    let runLengths = hasStream ? try RunLengthScan(capture: capture, index: index).run() : nil
    return SummaryReport(
      capture: capture, index: index, where: Expressions.filter(&random, CheckpointFilterRow.self), order: order,
      runLengths: runLengths, origin: try ImageOrigin(of: index, in: capture),
      uses: hasStream && random.flip() ? try uses() : nil, distributions: hasStream ? try distributions() : nil)
  }

  private func distributions() throws -> Distributions {
    var scan = DistributionScan(capture: reading.capture, index: reading.index)
    while try !scan.step() {}
    return Distributions(scan.checkpoints, try reading.memory().sends, of: reading.index)
  }

  /// What each of the first checkpoints sent, by what the guest used the pages for.
  private func uses() throws -> [UseTotals] {
    let history = FrameHistory(try reading.memory(), wantsAllUses: false)
    let rows = reading.rows
    return try reading.index.checkpoints.indices.prefix(3).map { checkpoint in
      while try !history.step(to: checkpoint) {}
      let frames = history.frames(at: checkpoint)
      var totals = UseTotals(checkpoint: checkpoint, frames)
      let range = rows.range(ofCheckpoint: checkpoint, contentOnly: true)
      for row in try rows.rows(range.lowerBound..<min(range.upperBound, range.lowerBound + 2000), contentOnly: true) {
        try totals.add(row, frames)
      }
      return totals
    }
  }

  private func writePage(showsMemory: Bool) throws {
    let (capture, index) = (reading.capture, reading.index)
    let judge = try ReceiverJudge(of: index, in: capture, findings: Array(index.findings))
    try WrittenForm.check { output in
      let report = HTMLReport(
        capture: capture, index: index, origin: try ImageOrigin(of: index, in: capture),
        receivers: judge?.outcomes(for: Receiver.all) ?? [], showsMemory: showsMemory, version: "0", to: output)
      try report.write()
    }
  }
}
