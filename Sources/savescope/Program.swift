import ArgumentParser
import CUnfinished
import Glibc
@_spi(Measuring) import SaveStream

/// The program: what is called when no subcommand is named, and how trouble ends it.
@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "savescope",
    abstract: "Inspects the save, migration and Remus checkpoint streams of Xen guests.",
    discussion: """
      savescope FILE opens a capture on a terminal, and prints its summary where standard output is none. FILE may be \
      compressed as a whole (gzip, zstd, xz), and - stands for standard input. A file that has the name of a \
      subcommand is given as ./NAME. savescope --generate-completion-script bash (zsh, fish) writes what that shell \
      completes by.

      Exit status: 0 when all went well, 2 when a capture could not be read or output could not be written, 64 when \
      the command line was wrong. verify gives 1 for a capture that is not sound, diff for \
      checkpoints that differ.
      """,
    version: ProgramVersion.text,
    subcommands: [
      OpenCommand.self, SummaryCommand.self, TreeCommand.self, PagesCommand.self, PageCommand.self,
      MapCommand.self, DiffCommand.self, VerifyCommand.self, ExplainCommand.self, LogCommand.self, TasksCommand.self,
      SymbolCommand.self, SearchCommand.self, MemoryCommand.self, CutCommand.self, CacheCommand.self,
      RecodeCommand.self, ExportCommand.self, HTMLReportCommand.self, RedactCommand.self, SampleCommand.self,
      ManualCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  static func main() {
    cu_take_signals()
    do {
      try runCommand()
    } catch {
      if let failure = ProgramFailure(of: error) { failure.end() }
      exit(withError: error)
    }
  }

  private static func runCommand() throws {
    let arguments = ProgramArguments.all
    let meant = MeantCommand(arguments)
    do {
      try meant.checkHelp()
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      guard let script = CompletionScript(requestedBy: error) else { throw meant.explained(error) }
      try script.write()
    }
  }
}
