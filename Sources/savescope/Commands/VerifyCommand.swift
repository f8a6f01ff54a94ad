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

      With --where, only the findings that pass are listed; the closing line and the exit status are those of all. \
      \(FilterOption.discussion(of: Finding.self))
      """)

  @OptionGroup var capture: CaptureOptions
  @Flag(
    help: "Also apply all pages: compare those sent in verify mode, and look for deltas of which no base was sent.")
  var memory = false

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
    try verified.requireStream()
    try verified.requireEnd()
    let counts = verified.index.findingCounts
    if (counts[.error] ?? 0) + (counts[.warning] ?? 0) > 0 { throw ExitCode(1) }
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    try write(verified(indexed, target.watch), where: filter.parsed(for: Finding.self), to: target)
  }

  /// A capture with all findings: those of reading it, and those of a second pass.
  private func verified(_ indexed: IndexedCapture, _ watch: ReportWatch) throws -> IndexedCapture {
    let pass = SecondPass(capture: indexed.capture, index: indexed.index, appliesPages: memory)
    var verified = indexed
    do throws(CaptureError) {
      if output.showsProgress {
        let position = ReachedOffset()
        let size = indexed.index.size
        try ProgressLine("checking", done: { position.value }, size: { size }).show { () throws(CaptureError) in
          try pass.run { part in
            position.value = UInt64(Double(size) * part)
            return true
          }
        }
      } else {
        try pass.run { (try? watch.reached($0)) != nil }
      }
      verified.index = indexed.index.lookedThrough(finding: pass.findings)
    } catch {
      verified.index = indexed.index.with(pass.findings)
      verified.failure = verified.failure ?? error
    }
    try watch.check()
    return verified
  }

  private func write(
    _ verified: IndexedCapture, where filter: Filter<Finding>?, to target: ReportTarget
  ) throws -> WrittenReport {
    let isShown: (Finding) -> Bool = { finding in
      (!output.quiet || finding.severity > .note) && filter?.matches(finding) ?? true
    }
    let report = FindingReport(
      path: verified.capture.path, format: form.format, style: target.style, to: target.output)
    let findings = Array(verified.index.findings)
    let places = sort?.order.sorted(findings.indices) { findings[$0] } ?? Array(findings.indices)
    try report.write(places.lazy.map { findings[$0] }, where: isShown)
    if form.format == .text, !output.quiet, verified.index.stream != nil {
      try report.writeConclusion(verified.index)
    }
    return WrittenReport(rows: (UInt64(findings.count(where: isShown)), "finding"))
  }
}
