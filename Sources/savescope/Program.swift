import ArgumentParser
import SaveStream

@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "savescope", abstract: "An inspector for the save, migration and Remus streams of Xen guests.",
    subcommands: [OpenCommand.self, SampleCommand.self], defaultSubcommand: OpenCommand.self)
}
