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

      Text has a line for each rule: its worst finding and, where there are more, how many and from where to where. \
      All other forms have a row for each finding.

      With --where, only the findings that pass are listed; the closing line and the exit status are those of all. \
      \(FilterOption.discussion(of: Finding.self))
      """)

  @OptionGroup var capture: CaptureOptions
  @Flag(help: "In text, a line for each finding.")
  var all = false

  @Flag(
    help: "Also apply all pages: compare those sent in verify mode, and look for deltas of which no base was sent.")
  var memory = false

  @OptionGroup var filter: FilterOption

  @Option(
    help: ArgumentHelp(
      "The findings sorted by a field, with :desc behind its name for the greatest first.", valueName: "field"))
  var sort: FieldOrderArgument<Finding>?

  @Option(help: ArgumentHelp("The form of the output.", valueName: "form"))
  var format: FindingFormat = .text

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let filter = try filter.parsed(for: Finding.self)
    let indexed = try capture.index(progress: output.showsProgress)
    let verified = try verified(indexed, ReportWatch())
    _ = try withStandardOutput { try write(verified, where: filter, to: ReportTarget($0, output)) }
    try indexed.requireStream()
    try indexed.requireEnd()
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

    mutating func add(_ found: [Finding]) {
      findings += found
      for finding in found { index.findingCounts[finding.severity, default: 0] += 1 }
    }
  }

  /// All findings of a capture: those of reading it, and those of replaying it.
  static func findings(of indexed: IndexedCapture, _ watch: ReportWatch) throws -> [Finding] {
    try verified(indexed, memory: false, watch).findings
  }

  private func verified(_ indexed: IndexedCapture, _ watch: ReportWatch) throws -> Verified {
    try Self.verified(indexed, memory: memory, watch)
  }

  private static func verified(_ indexed: IndexedCapture, memory: Bool, _ watch: ReportWatch) throws -> Verified {
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
    let shown = verified.findings.filter { finding in
      (!output.quiet || finding.severity > .note) && filter?.matches(finding) ?? true
    }
    let report = FindingReport(path: verified.capture.path, format: format, style: target.style, to: target.output)
    let places = sort?.order.sorted(shown.indices) { shown[$0] } ?? Array(shown.indices)
    try report.write(
      places.map { shown[$0] }, listsAll: all, in: ChunkTree(capture: verified.capture, index: verified.index),
      version: programVersion)
    if format == .text, !output.quiet, verified.index.stream != nil { try report.writeConclusion(verified.index) }
    return WrittenReport(rows: (UInt64(shown.count), "finding"))
  }
}

extension FindingFormat: ExpressibleByArgument {}
