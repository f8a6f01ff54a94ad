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
    try withStandardOutput { standardOutput in
      try SummaryReport(capture: indexed.capture, index: indexed.index)
        .write(format, to: standardOutput, style: output.style)
    }
    try indexed.requireEnd()
  }
}
