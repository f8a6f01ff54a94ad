import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope explain LINE [FILE]`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what a line means that Xen logged, and where in a capture it comes from.",
    discussion: """
      LINE is what xl, libxl, libxc, Xen, its converter or its verifier, xend, xenopsd, libvirt or QEMU logged, or a \
      part of it, such as 'entry 20/0' or '(1970103633)'; or the id of a rule. With - a whole log is read from \
      standard input, and each line that is known is explained. With FILE the findings and the places are named to \
      which the line leads.

      Exit status: 0 when the line, or one of the log, is known; 1 when it is not; 2 when a file could not be read.
      """)

  @Argument(help: "The line, or - for a log on standard input.")
  var line: String

  @Argument(help: "A capture that it may come from.", completion: .file())
  var file: String?

  @OptionGroup(title: "Reading") var reading: ReadingArguments
  @Option(help: ArgumentHelp("The form of the output.", valueName: "form"))
  var format: ExplanationFormat = .text

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if line == "-", file == "-" {
      throw ValidationError("The log and the capture cannot both come from standard input; give the capture's name.")
    }
    if line.allSatisfy(\.isWhitespace) { throw ValidationError("The line is empty; give what was logged.") }
  }

  func run() throws {
    let verified = try file.map { file in
      try reading.index(file, with: output)
        .verified(progress: output.showsProgress, ReportWatch())
    }
    let subject = verified.map { ExplanationReport.Subject($0.capture, $0.index) }
    let isKnown = try withStandardOutput { try write(of: subject, to: $0) }
    try verified?.requireEnd()
    if !isKnown { throw ExitCode(1) }
  }

  /// Returns whether a line was known.
  private func write(of subject: ExplanationReport.Subject?, to standardOutput: ReportOutput) throws -> Bool {
    var report = ExplanationReport(of: subject, style: output.style, to: standardOutput)
    if line == "-", format == .text {
      // What is known is written as it comes.
      var known = 0
      try forEachLogged { explanation in
        known += 1
        try report.writeText(report.inOrder(explanation))
      }
      if known == 0, !output.quiet { FileWriter.standardError.say("savescope: no line of the log is known\n") }
      return known > 0
    }
    var explanations: [LogExplanation] = []
    if line == "-" {
      try forEachLogged { explanations.append(report.inOrder($0)) }
    } else {
      explanations.append(report.inOrder(LogExplanation(of: line)))
    }
    switch format {
    case .text: for explanation in explanations { try report.writeText(explanation) }
    case .json: try report.writeJSON(explanations)
    }
    return explanations.contains(where: \.isKnown)
  }

  /// The lines of the log that are known, each once.
  private func forEachLogged(_ body: (LogExplanation) throws -> Void) throws {
    var seen: Set<String> = []
    while let logged = readLine() {
      guard let explanation = LogExplanation(ofLogged: logged), seen.insert(explanation.line).inserted else { continue }
      try body(explanation)
    }
  }
}

/// The forms of an explanation.
enum ExplanationFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
