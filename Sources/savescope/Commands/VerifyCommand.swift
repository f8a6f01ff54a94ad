import ArgumentParser
import SaveStream

/// `savescope verify FILE`.
struct VerifyCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Lists what is wrong with a capture, with offsets and rule ids.",
    discussion: """
      Exit status: 0 when the capture is sound (notes are allowed), 1 when there are errors or warnings, 2 when it \
      could not be read. --quiet leaves out the notes and the closing line.

      Without --receiver a legacy stream is judged by Xen 4.5's receiver, and a v2 or v3 stream is sound when some \
      release since 4.6 takes it. With --receiver a line for each says whether that release would take the capture, \
      up to which checkpoint, what it would log, and what becomes of the domain; exit status 1 when one of them refuses \
      it, else 0. --receiver all adds a table, and leaves the exit status as it is.

      With --where, only the findings that pass are listed; the closing line and the exit status are those of all. \
      \(FilterOption.discussion(of: Finding.self))
      """)

  @OptionGroup var capture: CaptureOptions
  @Flag(
    help: "Also apply all pages: compare those sent in verify mode, and look for deltas of which no base was sent.")
  var memory = false

  @OptionGroup var receivers: ReceiverOptions
  @OptionGroup var filter: FilterOption

  @Option(
    help: ArgumentHelp(
      "The findings sorted by a field, with :desc behind its name for the greatest first.", valueName: "field"))
  var sort: FieldOrderArgument<Finding>?

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let filter = try filter.parsed(for: Finding.self)
    let indexed = try capture.index(progress: output.showsProgress)
    let verified = try verified(indexed, ReportWatch())
    _ = try withStandardOutput { try write(verified, where: filter, to: ReportTarget($0, output)) }
    try indexed.requireStream()
    try indexed.requireEnd()
    if receivers.namesOne {
      let judge = try verified.judge()
      if receivers.isRefused(by: judge) { throw ExitCode(1) }
      return
    }
    let counts = verified.index.findingCounts
    if (counts[.error] ?? 0) + (counts[.warning] ?? 0) > 0 { throw ExitCode(1) }
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    try write(verified(indexed, target.watch), where: filter.parsed(for: Finding.self), to: target)
  }

  /// A capture with all findings: those of reading it, and those of what was done with it besides.
  private struct Verified {
    let capture: Capture
    /// Counts all findings.
    var index: IndexSnapshot
    var findings: [Finding]

    /// Who says what receivers make of it; nil where there is nothing that they read.
    func judge() throws -> ReceiverJudge? {
      try ReceiverJudge(of: index, in: capture, findings: findings)
    }

    mutating func add(_ found: [Finding]) {
      findings += found
      for finding in found { index.findingCounts[finding.severity, default: 0] += 1 }
    }
  }

  private func verified(_ indexed: IndexedCapture, _ watch: ReportWatch) throws -> Verified {
    let (capture, index) = (indexed.capture, indexed.index)
    var verified = Verified(capture: capture, index: index, findings: Array(index.findings))
    if index.checkpoints.contains(where: \.isCompressed) {
      let replay = try SenderReplay(capture: capture, index: index) { offset in
        (try? watch.reached(offset, of: index.size)) != nil
      }
      try watch.check()
      verified.add(replay.findings)
    }
    if memory, index.stream != nil {
      verified.add(try MemoryCheck(GuestMemory(capture: capture, index: index)).findings())
    }
    return verified
  }

  private func write(
    _ verified: Verified, where filter: Filter<Finding>?, to target: ReportTarget
  ) throws -> WrittenReport {
    let isShown: (Finding) -> Bool = { finding in
      (!output.quiet || finding.severity > .note) && filter?.matches(finding) ?? true
    }
    var report = FindingReport(
      path: verified.capture.path, format: form.format, style: target.style, to: target.output)
    let judged = try JudgedReceivers(receivers, by: verified.judge(), isQuiet: output.quiet)
    report.outcomes = judged.rows
    let findings = verified.findings
    let places = sort?.order.sorted(findings.indices) { findings[$0] } ?? Array(findings.indices)
    if !judged.replacesFindings(in: form.format) { try report.write(places.lazy.map { findings[$0] }, where: isShown) }
    if form.format == .text, !output.quiet, verified.index.stream != nil, !receivers.namesOne {
      try report.writeConclusion(verified.index)
    }
    try judged.write(
      ReceiverReport(path: verified.capture.path, style: target.style, to: target.output), form.format)
    return WrittenReport(rows: (UInt64(verified.findings.count(where: isShown)), "finding"))
  }
}
