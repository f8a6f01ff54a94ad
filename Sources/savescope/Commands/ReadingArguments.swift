import ArgumentParser
import SaveStream

/// The options of every command that reads a capture.
struct ReadingArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The word size of the toolstack that wrote the capture: 32 or 64.", valueName: "bits"))
  var toolstack: Int?

  @Option(help: ArgumentHelp("The kind of guest: pv or hvm.", valueName: "kind"))
  var guest: GuestKind?

  @Option(
    help: ArgumentHelp(
      "The folder for the temporary file that a pipe or a compressed capture is unpacked to.", valueName: "folder"))
  var spool: String?

  func validate() throws {
    guard toolstack == nil || toolstack == 32 || toolstack == 64 else {
      throw ValidationError("--toolstack takes 32 or 64.")
    }
  }

  /// For `Capture.open`.
  var openOptions: OpenOptions { OpenOptions(spoolFolder: spool) }
  /// For `CaptureIndexer`.
  var readingOptions: ReadingOptions { ReadingOptions(toolstackBits: toolstack, guest: guest) }
}

extension GuestKind: ExpressibleByArgument {}
