import ArgumentParser
import Glibc

/// Whether the bytes of a page are written as they are, and where to.
struct RawPageOptions: ParsableArguments {
  @Flag(name: .customLong("raw"), help: "Nothing but the page's 4096 bytes as of the checkpoint, as they are.")
  var isWanted = false

  @Option(
    help: ArgumentHelp("With --va and --raw: so many bytes from the address on, over pages.", valueName: "bytes"))
  var length: NumberArgument?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("With --raw: the file to write; - for standard output (default).", valueName: "output"),
    completion: .file())
  var destination: String?

  @Flag(help: "With --raw: replace the file when there is one.")
  var force = false

  func validate() throws {
    guard isWanted || (length == nil && destination == nil && !force) else {
      throw ValidationError("--length, --output and --force go with --raw.")
    }
    guard let length = length?.value else { return }
    guard (1...MemoryCommand.mostBytes).contains(length) else {
      throw ValidationError("--length takes 1 to 2^40 bytes; not \(length).")
    }
  }

  var path: String { destination ?? "-" }

  /// - Throws: where bytes would go to a terminal.
  func checkTerminal() throws(ProgramFailure) { try refuseTerminal(for: path) }
}

/// - Throws: where a path stands for standard output, and that is a terminal: bytes would upset it.
func refuseTerminal(for path: String) throws(ProgramFailure) {
  guard path == "-", isTerminal(STDOUT_FILENO) else { return }
  throw ProgramFailure("standard output is a terminal; name a file with -o, or pipe the bytes into a program")
}
