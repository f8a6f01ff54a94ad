import ArgumentParser

/// `savescope manual FOLDER`: writes a manual page for each command, as `make install` does.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Writes a manual page for each command into a folder: savescope-summary.1 and so on.",
    shouldDisplay: false)

  @Argument(help: "A folder that is there.", completion: .directory)
  var folder: String

  @Flag(help: "Replace the pages that are there.")
  var force = false

  func run() throws {
    for command in Program.configuration.subcommands where command.configuration.shouldDisplay {
      let page = ManualPage(of: command)
      let file = try OutputFile(path: "\(folder)/\(page.name).1", force: force)
      file.output.write(text: page.text)
      try file.finish()
    }
  }
}
