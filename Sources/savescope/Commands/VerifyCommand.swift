import ArgumentParser
@_spi(Measuring) import SaveStream

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

  @Flag(help: "In text, a line for each finding.")
  var all = false

  @OptionGroup var receivers: ReceiverOptions
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
    let indexed = try capture.index(with: output)
    let verified = try indexed.verified(appliesPages: memory, progress: output.showsProgress, ReportWatch())
    let judged = try JudgedReceivers(receivers, of: verified, isQuiet: output.quiet)
    let written = try withStandardOutput {
      try write(verified, judged, where: filter, to: ReportTarget($0, output))
    }
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    capture.reading.tellOfMore(of: indexed, with: output)
    try verified.requireStream()
    try verified.requireEnd()
    if receivers.namesOne {
      if judged.isRefused { throw ExitCode(1) }
      return
    }
    let counts = verified.index.findingCounts
    if (counts[.error] ?? 0) + (counts[.warning] ?? 0) > 0 { throw ExitCode(1) }
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    let verified = try indexed.verified(appliesPages: memory, progress: output.showsProgress, target.watch)
    let judged = try JudgedReceivers(receivers, of: verified, isQuiet: output.quiet)
    return try write(verified, judged, where: filter.parsed(for: Finding.self), to: target)
  }

  private func write(
    _ verified: IndexedCapture, _ judged: JudgedReceivers, where filter: Filter<Finding>?, to target: ReportTarget
  ) throws -> WrittenReport {
    let shown = verified.index.findings.filter { finding in
      (!output.quiet || finding.severity > .note) && filter?.matches(finding) ?? true
    }
    var report = FindingReport(path: verified.capture.path, format: format, style: target.style, to: target.output)
    report.outcomes = judged.rows
    // Of a rule of which none of those that are kept pass, the rest were not asked for.
    let asked = filter == nil ? nil : Set(shown.map(\.rule))
    report.onlyCounted = verified.index.onlyCounted(withNotes: !output.quiet, of: asked)
    let places = sort?.order.sorted(shown.indices) { shown[$0] } ?? Array(shown.indices)
    if !judged.replacesFindings(in: format) {
      try report.write(
        places.map { shown[$0] }, listsAll: all, in: ChunkTree(capture: verified.capture, index: verified.index),
        version: programVersion)
    }
    if format == .text, !output.quiet, verified.index.stream != nil, !receivers.namesOne {
      try report.writeConclusion(verified.index)
    }
    try judged.write(ReceiverReport(path: verified.capture.path, style: target.style, to: target.output), format)
    let rest = report.onlyCounted.reduce(0) { $0 + $1.count }
    // Text and JSON say so themselves.
    let isSilent = format == .csv || format == .sarif
    return WrittenReport(
      rows: (UInt64(shown.count), "finding"),
      remark: rest > 0 && isSilent ? "\(NumberText.counted(UInt64(rest), "more finding")) are only counted" : nil)
  }
}

extension FindingFormat: ExpressibleByArgument {}
