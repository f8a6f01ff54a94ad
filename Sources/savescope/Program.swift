import ArgumentParser
import SaveStream

@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "savescope")

  func run() throws {}
}
