import ArgumentParser
import Glibc
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// `savescope open FILE`, and `savescope FILE`: the inspector. Where standard output is no terminal, the summary; the
/// differences of two captures.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Opens a capture on the terminal; prints its summary where there is none.",
    discussion: """
      Press ? for the keys. Indexing goes on in the background; z stops it. With two captures their last complete \
      checkpoints are compared; where there is no terminal, what savescope diff says of them is printed.
      """)

  @OptionGroup var capture: CaptureOptions

  @Argument(help: "Another capture, to compare the first with.", completion: .file())
  var other: String?

  @Option(
    help: ArgumentHelp(
      "Begins at a place, as it is typed behind `:` there: 0x1f, 50%, 'pfn 0x1a2b', 'ckpt 3'.", valueName: "place"))
  var at: String?

  @Option(
    help: ArgumentHelp("Begins with a view: \(Opening.views.joined(separator: ", ")).", valueName: "view"),
    completion: .list(Opening.views))
  var view: String?

  @Flag(help: "Follows a capture that is still being written.")
  var follow = false

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    try DiffCommand.validate(capture.file, other)
    _ = try opening()
  }

  private func opening() throws -> Opening {
    do throws(Opening.Refusal) {
      return try Opening(place: at, view: view)
    } catch {
      throw ValidationError(error.words)
    }
  }

  func run() throws {
    if isTerminal(STDOUT_FILENO) { return try open() }
    if let other { return try writeDifferences(from: other) }
    try SummaryCommand.write(.text, of: capture.file, capture.reading, with: output)
  }

  /// Writes what `savescope diff` does.
  private func writeDifferences(from other: String) throws {
    var diff = try DiffCommand.parse(["--", capture.file, other])
    (diff.reading, diff.output) = (capture.reading, output)
    try diff.run()
  }

  private func open() throws {
    let (file, reading) = (capture.file, capture.reading)
    let capture = try reading.open(file)
    let indexer = BackgroundIndexer(
      capture: capture, options: reading.readingOptions, readsBehindDamage: reading.readsBehindDamage,
      whenDone: { TerminalScreen.wake() })
    indexer.start()
    indexer.waitForFirstLook()
    if case .failed(let error) = indexer.result, !indexer.index.snapshot.isCapture { throw ProgramFailure(error) }

    let other = try self.other.map { try Self.read($0, reading) }
    let ending = try Self.inspect(indexer, comparedWith: other, reading, opening(), follows: follow)
    indexer.stop()
    other?.stop()
    switch ending {
    case .quit: return
    case .signal(let number): throw ExitCode(128 + number)
    case .failed(let error): throw ProgramFailure(error)
    }
  }

  /// Starts to read the capture to be compared with.
  private static func read(_ file: String, _ reading: ReadingArguments) throws -> BackgroundIndexer {
    let capture = try reading.open(file)
    let indexer = BackgroundIndexer(
      capture: capture, options: reading.readingOptions, readsBehindDamage: reading.readsBehindDamage, readsSends: true,
      whenDone: { TerminalScreen.wake() })
    indexer.start()
    indexer.waitForFirstLook()
    if case .failed(let error) = indexer.result, !indexer.index.snapshot.isCapture { throw ProgramFailure(error) }
    return indexer
  }

  /// Shows the inspector; the terminal is given back when this returns.
  private static func inspect(
    _ indexer: BackgroundIndexer, comparedWith other: BackgroundIndexer?, _ reading: ReadingArguments,
    _ opening: Opening,
    follows: Bool
  ) throws -> InspectorRunner.Ending {
    let settings = SettingsFile.read()
    let screen: TerminalScreen
    do throws(TerminalError) {
      screen = try TerminalScreen(theme: settings.theme)
    } catch {
      throw ProgramFailure("cannot show the inspector: \(error); savescope summary FILE prints a summary")
    }
    defer { screen.close() }
    let runner = InspectorRunner(
      screen: screen, indexer: indexer, comparedWith: other, readingOptions: reading.words, settings: settings,
      opening: opening, follows: follows)
    let ending = runner.run()
    screen.close()
    runner.keepState()
    return ending
  }
}
