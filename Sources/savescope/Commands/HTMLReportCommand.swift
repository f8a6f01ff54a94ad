import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope report FILE -o report.html`.
struct HTMLReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a page about a capture, to be attached to a bug.",
    discussion: """
      One file of HTML that needs nothing else: summary, charts over checkpoints, findings with the bytes around them, \
      what each release's receiver makes of the stream, and its structure. It names the guest as the capture does, and \
      holds nothing of the guest's memory unless --with-memory is given.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(name: .shortAndLong, help: "The page to write; - for standard output.", completion: .file())
  var output: String

  @Flag(help: "Show bytes of the guest's memory, too, where a finding or the structure has some.")
  var withMemory = false

  @Flag(help: "Replace the file when there is one.")
  var force = false

  @OptionGroup(title: "Output") var shown: OutputOptions

  func run() throws {
    let indexed = try capture.index(with: shown)
    let file = try OutputFile(path: output, force: force)
    let verified = try indexed.verified(progress: shown.showsProgress, ReportWatch())
    let (origin, failure) = verified.origin()
    let receivers = try verified.receiverJudge()?.outcomes(for: Receiver.all) ?? []
    let report = HTMLReport(
      capture: verified.capture, index: verified.index, origin: origin, receivers: receivers,
      showsMemory: withMemory, version: programVersion, to: file.output)
    try report.write()
    try file.finish()
    try verified.requireStream()
    try verified.requireEnd()
    if let failure { throw failure }
  }
}
