import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope recode FILE --to FORM -o OUT`.
struct RecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recode",
    abstract: "Writes a legacy stream anew: its pages plain or compressed, or as Xen 4.14 and later read it.",
    discussion: """
      v3: one image of the last complete checkpoint as a libxc v3 stream, in a libxl v2 stream where there is a device \
      model or an xl header. plain: the pages of every checkpoint as images, deltas resolved, so that a tool that \
      knows no page compression can read the stream. compressed: the pages of all checkpoints but the first as \
      deltas, as Xen's sender would have sent them. All else is copied as it is. A stream that is damaged or cut is \
      recoded up to the last checkpoint that is complete and decodes; what is lost by that is said with --quiet, too.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(help: ArgumentHelp("What to write: how pages are to travel, or v3.", valueName: "form"))
  var to: RecodeForm

  @OptionGroup var destination: OutputFileOptions

  @OptionGroup(title: "Output") var shown: OutputOptions

  func run() throws {
    let indexed = try capture.index(with: shown)
    try indexed.requireStream()
    indexed.warnOfMissingEnd(isQuiet: shown.quiet)
    switch to {
    case .plain: try recode(indexed, to: .plain)
    case .compressed: try recode(indexed, to: .compressed)
    case .v3: try convert(indexed)
    }
  }

  private func recode(_ indexed: IndexedCapture, to target: RecodeTarget) throws {
    let file = try destination.file()
    let result: RecodeResult
    do {
      let recoder = try StreamRecoder(
        capture: indexed.capture, index: indexed.index, to: target, spoolFolder: capture.reading.spool)
      result = try write(recoder, of: indexed.capture, to: file)
    } catch let failure as RecodeFailure {
      throw ProgramFailure(failure, path: indexed.capture.path)
    }
    try file.finish()
    say(result, path: indexed.capture.path)
  }

  private func write(_ recoder: StreamRecoder, of capture: Capture, to file: OutputFile) throws -> RecodeResult {
    let position = ReachedOffset()
    var sink = file.output
    guard shown.showsProgress else { return try recoder.write(to: &sink) }
    let size = capture.size
    var result = RecodeResult()
    try ProgressLine("recoding", done: { position.value }, size: { size }).show {
      result = try recoder.write(to: &sink) { position.value = $0 }
    }
    return result
  }

  private func say(_ result: RecodeResult, path: String) {
    let name = displayed(path)
    if !shown.quiet {
      FileWriter.standardError.say(
        "savescope: \(name): recoded \(NumberText.counted(result.pages, "page")) of "
          + "\(NumberText.counted(UInt64(result.checkpoints), "checkpoint")): \(NumberText.size(result.bytesBefore)) became "
          + "\(NumberText.size(result.bytesAfter))\n")
    }
    guard let first = result.droppedCheckpoints.first else { return }
    FileWriter.standardError.say(
      "savescope: \(name): left out what begins with checkpoint \(first), "
        + "\(NumberText.counted(result.droppedBytes, "byte")): it is cut or damaged; savescope verify says how\n")
  }
}

/// What can be asked for.
enum RecodeForm: String, ExpressibleByArgument, CaseIterable {
  case plain, compressed, v3
}

extension ProgramFailure {
  fileprivate init(_ failure: RecodeFailure, path: String) {
    let reason =
      switch failure {
      case .noLegacyStream: "holds no legacy stream; only those of Xen 4.2 to 4.5 have page compression"
      case .nothingComplete: "not even checkpoint 0 is complete; savescope verify says what is missing"
      case .isAlready(.plain): "its pages travel plain already; give --to compressed, or copy the file"
      case .isAlready(.compressed): "its pages travel compressed already; give --to plain, or copy the file"
      case .hasNoLaterCheckpoints:
        "holds one image and no later checkpoints; only those have compressed pages, so there is nothing to do"
      }
    self.init("\(displayed(path)): \(reason)")
  }
}
