import ArgumentParser
import SaveStream

/// `savescope verify FILE`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Lists what is wrong with a capture, with offsets and rule ids.",
    discussion: """
      Exit status: 0 when the capture is sound (notes are allowed), 1 when there are errors or warnings, 2 when it \
      could not be read. --quiet leaves out the notes and the closing line.
      """)

  @OptionGroup var capture: CaptureOptions
  @Flag(
    help: "Also apply all pages: compare those sent in verify mode, and look for deltas of which no base was sent.")
  var memory = false

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let indexed = try capture.index(progress: output.showsProgress)
    let capture = indexed.capture
    var index = indexed.index
    var findings = Array(index.findings)
    if index.checkpoints.contains(where: \.isCompressed) {
      let found = try SenderReplay(capture: capture, index: index).findings
      findings += found
      for finding in found { index.findingCounts[finding.severity, default: 0] += 1 }
    }
    if memory, index.stream != nil {
      let found = try MemoryCheck(GuestMemory(capture: capture, index: index)).findings()
      findings += found
      for finding in found { index.findingCounts[finding.severity, default: 0] += 1 }
    }
    try withStandardOutput { standardOutput in
      let report = FindingReport(path: capture.path, format: form.format, style: output.style, to: standardOutput)
      try report.write(findings) { !output.quiet || $0.severity > .note }
      if form.format == .text, !output.quiet, index.stream != nil { try report.writeConclusion(index) }
    }
    try indexed.requireStream()
    try indexed.requireEnd()
    if (index.findingCounts[.error] ?? 0) + (index.findingCounts[.warning] ?? 0) > 0 { throw ExitCode(1) }
  }
}
