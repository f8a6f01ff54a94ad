import ArgumentParser
@_spi(Measuring) import SaveStream

/// What somebody meant whose command line is wrong in its first words: as no subcommand has to be named, a mistyped one
/// is taken for a file, and an unknown option hides behind the file that is missing.
struct MeantCommand {
  private let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  /// Asked for only where something is wrong: it makes the words of all commands.
  private var names: [String] { Program.configuration.subcommands.map { $0._commandName } }

  /// Those that help tells of.
  private var shownNames: [String] {
    Program.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  /// The error that says more than the one that a command ended with.
  func explained(_ error: any Error) -> any Error {
    if let error = error as? CaptureError { return explained(error) }
    return Program.message(for: error).contains("Missing expected argument") ? unknownOption ?? error : error
  }

  /// - Throws: when help is asked for a command that there is not.
  func checkHelp() throws(ProgramFailure) {
    guard arguments.first == "help", arguments.count > 1, !arguments[1].hasPrefix("-"), arguments[1] != "help",
      !names.contains(arguments[1])
    else { return }
    let suggestion = suggestion(for: arguments[1]).map { $0 + " There" } ?? "; there"
    let commands = shownNames.joined(separator: ", ")
    throw ProgramFailure("there is no command \(displayed(arguments[1]))\(suggestion) are \(commands)", status: 64)
  }

  /// Of a file that is not there and has nearly the name of a command.
  private func explained(_ error: CaptureError) -> any Error {
    guard error.kind == .noSuchFile, let first = arguments.first, first == error.path, !first.contains("/"),
      let suggestion = suggestion(for: first)
    else { return error }
    return ProgramFailure("\(displayed(first)): no such file, and no such command\(suggestion)")
  }

  private func suggestion(for word: String) -> String? {
    NearestWord.find(word, among: names).map { "; did you mean savescope \($0)?" }
  }

  /// The option that no command knows, where with a file the command line would be wrong because of one.
  private var unknownOption: (any Error)? {
    guard arguments.contains(where: { $0.hasPrefix("-") && $0 != "-" && $0 != "--" }) else { return nil }
    do {
      _ = try Program.parseAsRoot(arguments + ["-"])
      return nil
    } catch {
      return Program.message(for: error).contains("Unknown option") ? error : nil
    }
  }
}
