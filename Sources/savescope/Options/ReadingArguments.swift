import ArgumentParser
import SaveStream

/// How a capture is read.
struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The word size of the toolstack that wrote the stream, where detection is wrong.", valueName: "32|64"))
  var toolstack: ToolstackBits?

  @Option(help: ArgumentHelp("The kind of guest, where detection is wrong.", valueName: "pv|hvm"))
  var guest: GuestKind?

  @Option(
    help: ArgumentHelp(
      "The folder for the temporary file that pipes and compressed captures are spooled to (default: $TMPDIR, else "
        + "/var/tmp).",
      valueName: "dir"),
    completion: .directory)
  var spool: String?

  var openOptions: OpenOptions { OpenOptions(spoolFolder: spool) }

  var readingOptions: ReadingOptions { ReadingOptions(toolstackBits: toolstack?.rawValue, guest: guest) }
}

/// A toolstack's word size, as an argument.
enum ToolstackBits: Int, ExpressibleByArgument, CaseIterable {
  case narrow = 32
  case wide = 64
}

extension GuestKind: ExpressibleByArgument {}
