import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope summary FILE...`.
struct SummaryCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Says what a capture is, what its checkpoints hold, and what is wrong with it.",
    discussion: """
      csv and jsonl give a row for each checkpoint. Of several captures, text has a row for each of them, and every other \
      form says in each row or object which file it is of; --sort sorts within a file.

      With --where, only the checkpoints that pass get a row; all else is as without. \
      \(FilterOption.discussion(of: CheckpointFilterRow.self))
      """)

  @OptionGroup var captures: CaptureListOptions
  @OptionGroup var filter: FilterOption

  @Option(
    help: ArgumentHelp(
      "The rows of checkpoints sorted by a field, with :desc behind its name for the greatest first.",
      valueName: "field"))
  var sort: FieldOrderArgument<CheckpointFilterRow>?

  @Flag(
    help: """
      In text and json: also what each checkpoint sent by what a Linux guest used the pages for and by whose they were, and \
      what would have been saved without free pages.
      """)
  var use = false

  @Flag(
    help: """
      In text and json: also how long runs, how large deltas, how many the words they carry, and how often pages were sent: \
      histograms of all and of each checkpoint.
      """)
  var distributions = false

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let rows = try rows()
    if captures.files.count > 1 { return try writeAll(rows) }
    for file in captures.files { try Self.write(form.format, of: file, captures.reading, rows, with: output) }
  }

  /// Which checkpoints get a row, and in which order.
  struct Rows {
    var filter: Filter<CheckpointFilterRow>?
    var order: FieldOrder<CheckpointFilterRow>?
    /// Whether it is told what the guest used the pages for.
    var use = false
    /// Whether it is told what deltas and pages are like.
    var distributions = false
  }

  /// Reads a capture and writes its summary to standard output.
  static func write(
    _ format: ReportFormat, of file: String, _ reading: ReadingArguments, _ rows: Rows = Rows(),
    with output: OutputOptions
  ) throws {
    let indexed = try reading.index(file, with: output)
    let written = try withStandardOutput { try write(format, of: indexed, rows, to: ReportTarget($0, output)) }
    try indexed.requireStream()
    try indexed.requireEnd()
    if let failure = written.failure { throw failure }
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    reading.tellOfMore(of: indexed, with: output)
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    try Self.write(form.format, of: indexed, rows(), to: target)
  }

  private func rows() throws -> Rows {
    try Rows(
      filter: filter.parsed(for: CheckpointFilterRow.self), order: sort?.order, use: use, distributions: distributions)
  }

  private static func write(
    _ format: ReportFormat, of indexed: IndexedCapture, _ rows: Rows, to target: ReportTarget
  ) throws -> WrittenReport {
    var written = WrittenReport()
    let report = try report(format, of: indexed, rows, &written, target)
    try report.write(format, to: target.output, style: target.style)
    if format == .csv || format == .jsonl { written.rows = (UInt64(report.rowCount), "row") }
    return written
  }

  /// What a form of the report needs to know.
  private static func report(
    _ format: ReportFormat, of indexed: IndexedCapture, _ rows: Rows, _ written: inout WrittenReport,
    _ target: ReportTarget
  ) throws -> SummaryReport {
    var runLengths: RunLengths?
    let isWhole = format == .text || format == .json
    let (origin, failure) = isWhole ? indexed.origin() : (nil, nil)
    written.failure = failure
    do throws(CaptureError) {
      runLengths = try self.runLengths(of: indexed, for: format, target)
    } catch {
      written.failure = failure ?? error
    }
    try target.watch.check()
    let hasUses = rows.use && isWhole && indexed.index.stream != nil
    let uses = hasUses ? try Self.uses(of: indexed, where: rows.filter, &written, target) : nil
    let distributions =
      rows.distributions && isWhole && indexed.index.stream != nil ? try Self.distributions(of: indexed, target) : nil
    return SummaryReport(
      capture: indexed.capture, index: indexed.index, where: rows.filter, order: rows.order, runLengths: runLengths,
      origin: origin, uses: uses, distributions: distributions)
  }

  /// Writes the summaries of several captures, one after another as they are read.
  private func writeAll(_ rows: Rows) throws {
    let format = form.format
    if format == .text, !filter.expressions.isEmpty || sort != nil || use || distributions {
      throw ProgramFailure(
        "text has a row for each of several captures: give --where, --sort, --use and --distributions with --format csv, json "
          + "or jsonl, or one capture", status: 64)
    }
    try withStandardOutput { output in
      let target = ReportTarget(output, self.output)
      var all = SummariesReport(format, style: target.style, to: output)
      all.begin()
      // What is wrong with some is told when the rows of all have been written.
      var end: (any Error)?
      do {
        try captures.forEach(with: self.output) { indexed in
          var written = WrittenReport()
          // Runs are counted for the form that has a place for them: a row of text has none.
          let form = format == .text ? .csv : format
          try all.write(Self.report(form, of: indexed, rows, &written, target))
          if let failure = written.failure { throw failure }
        }
      } catch let error as OutputError {
        throw error
      } catch {
        end = error
      }
      try all.end()
      if let end { throw end }
    }
  }

  /// The lengths of all runs, where there are page deltas and the form has a place for them.
  private static func runLengths(
    of indexed: IndexedCapture, for format: ReportFormat, _ target: ReportTarget
  ) throws(CaptureError) -> RunLengths? {
    guard format == .text || format == .json, indexed.index.totals.delta != nil else { return nil }
    let scan = RunLengthScan(capture: indexed.capture, index: indexed.index)
    let watch = target.watch
    let run = { () throws(CaptureError) in
      try scan.run { (try? watch.reached(scan.bytesDone, of: scan.byteCount)) != nil }
    }
    guard target.showsProgress else { return try run() }
    return try ProgressLine("counting runs", done: { scan.bytesDone }, size: { scan.byteCount }).show(while: run)
  }

  /// What deltas and pages are like.
  private static func distributions(of indexed: IndexedCapture, _ target: ReportTarget) throws -> Distributions {
    var scan = DistributionScan(capture: indexed.capture, index: indexed.index)
    while try !scan.step() { try target.watch.reached(scan.part) }
    return Distributions(scan.checkpoints, try indexed.memory(target.watch).sends, of: indexed.index)
  }

  /// What each checkpoint sent, by what the guest used the pages for.
  private static func uses(
    of indexed: IndexedCapture, where filter: Filter<CheckpointFilterRow>?, _ written: inout WrittenReport,
    _ target: ReportTarget
  ) throws -> [UseTotals] {
    let index = indexed.index
    let pages = UsedPages(try indexed.memory(target.watch), wantsAllUses: false, target.watch)
    let rows = PageRows(capture: indexed.capture, index: index)
    var uses: [UseTotals] = []
    for checkpoint in index.checkpoints.indices {
      guard filter?.matches(CheckpointFilterRow(checkpoint, of: index)) ?? true else { continue }
      let frames = try pages.frames(at: checkpoint)
      var totals = UseTotals(checkpoint: checkpoint, frames)
      let range = rows.range(ofCheckpoint: checkpoint, contentOnly: true)
      var position = range.lowerBound
      while position < range.upperBound {
        let end = min(position + 8192, range.upperBound)
        for row in try rows.rows(position..<end, contentOnly: true) { try totals.add(row, frames) }
        position = end
        try target.watch.check()
      }
      uses.append(totals)
    }
    written.remark = pages.remark
    return uses
  }
}
