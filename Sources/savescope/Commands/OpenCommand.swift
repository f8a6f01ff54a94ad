import ArgumentParser
import Glibc
import SaveStream

/// `savescope open FILE`: the inspector.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Look through a capture on the terminal.",
    discussion: "Press ? for the keys. Indexing goes on in the background; z stops it.")

  @Argument(help: "The capture; - for standard input.")
  var file: String

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let indexer: BackgroundIndexer
    do throws(CaptureError) {
      let capture = try Capture.open(file, options: reading.openOptions)
      indexer = BackgroundIndexer(
        capture: capture, options: reading.readingOptions, whenDone: { TerminalScreen.wake() })
    } catch {
      throw Self.failure(error)
    }
    indexer.start()
    indexer.waitForFirstLook()
    if case .failed(let error) = indexer.result, !indexer.index.snapshot.isCapture { throw Self.failure(error) }

    let ending = try Self.inspect(indexer)
    indexer.stop()
    switch ending {
    case .quit: return
    case .signal(let number): throw ExitCode(128 + number)
    case .failed(let error): throw Self.failure(error)
    }
  }

  /// Shows the inspector; the terminal is given back when this returns.
  private static func inspect(_ indexer: BackgroundIndexer) throws -> InspectorRunner.Ending {
    let screen: TerminalScreen
    do throws(TerminalError) {
      screen = try TerminalScreen()
    } catch {
      FileWriter.standardError.say(
        "savescope: cannot show the inspector: \(error); `savescope summary FILE` prints a summary\n")
      throw ExitCode(2)
    }
    defer { screen.close() }
    return InspectorRunner(screen: screen, indexer: indexer).run()
  }

  private static func failure(_ error: CaptureError) -> ExitCode {
    let place = error.offset.map { ", offset \($0)" } ?? ""
    FileWriter.standardError.say("savescope: \(error.path)\(place): \(error.reason)\n")
    return ExitCode(2)
  }
}
