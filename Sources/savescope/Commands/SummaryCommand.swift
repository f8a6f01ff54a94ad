import ArgumentParser
import SaveStream

/// `savescope summary FILE`.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Says what a capture is, what its checkpoints hold, and what is wrong with it.",
    discussion: "csv and jsonl give a row for each checkpoint.")

  @OptionGroup var capture: CaptureOptions
  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws { try Self.write(form.format, of: capture, with: output) }

  /// Reads a capture and writes its summary.
  static func write(_ format: ReportFormat, of options: CaptureOptions, with output: OutputOptions) throws {
    let indexed = try options.index(progress: output.showsProgress)
    let runLengths = Result { () throws(CaptureError) in try self.runLengths(of: indexed, for: format, output) }
    try withStandardOutput { standardOutput in
      try SummaryReport(capture: indexed.capture, index: indexed.index, runLengths: try? runLengths.get())
        .write(format, to: standardOutput, style: output.style)
    }
    try indexed.requireEnd()
    _ = try runLengths.get()
  }

  /// The lengths of all runs, where there are page deltas and the form has a place for them.
  private static func runLengths(
    of indexed: IndexedCapture, for format: ReportFormat, _ output: OutputOptions
  ) throws(CaptureError) -> RunLengths? {
    guard format == .text || format == .json, indexed.index.totals.delta != nil else { return nil }
    let scan = RunLengthScan(capture: indexed.capture, index: indexed.index)
    guard output.showsProgress else { return try scan.run() }
    let line = ProgressLine("counting runs", done: { scan.bytesDone }, size: { scan.byteCount })
    return try line.show { () throws(CaptureError) in try scan.run() }
  }
}
