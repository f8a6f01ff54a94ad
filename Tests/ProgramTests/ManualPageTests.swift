import TestSupport
import Testing

/// The manual page against the program's own list of commands and options.
@Suite struct ManualPageTests {
  private static func manual() throws -> String {
    // `\-` and `\fR` are how roff writes a hyphen and a change of font.
    try FixtureFile.text(Fixtures.packageRoot + "/docs/savescope.1")
      .replacing("\\-", with: "-").replacing("\\fR", with: "").replacing("\"", with: "")
  }

  private static func rootCommand() throws -> JSONValue {
    let help = try ChildProcess.savescope("--experimental-dump-help")
    return try #require(try JSONValue(parsing: help.outputBytes)["command"])
  }

  @Test func namesEveryCommand() throws {
    let manual = try Self.manual()
    for command in try Self.rootCommand()["subcommands"]?.elements ?? [] {
      let name = try #require(command["commandName"]?.text)
      #expect(manual.contains("\n.TP\n.B \(name)\n"), "the manual page does not describe the command \(name)")
    }
  }

  /// The options that each section of OPTIONS names, by its title.
  private static func options() throws -> [String: Set<String>] {
    var options: [String: Set<String>] = [:]
    var section: String?
    for line in try manual().split(separator: "\n").map(String.init) {
      if line.hasPrefix(".SH ") { section = nil }
      if line.hasPrefix(".SS ") { section = String(line.dropFirst(4)) }
      guard let section else { continue }
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
      options[section, default: []].formUnion(words.filter { $0.hasPrefix("--") })
    }
    return options
  }

  /// Options of a command stand in the section of its name, or in one that is for all.
  @Test func namesEveryOptionOfEveryCommand() throws {
    let options = try Self.options()
    let common = ["Reading", "Output", "General"].compactMap { options[$0] }.reduce(into: Set()) { $0.formUnion($1) }
    let root = try Self.rootCommand()
    for command in [root] + (root["subcommands"]?.elements ?? []) {
      let name = try #require(command["commandName"]?.text)
      let known = common.union(options[name] ?? [])
      for argument in command["arguments"]?.elements ?? [] {
        for form in argument["names"]?.elements ?? [] where form["kind"]?.text == "long" {
          let option = try #require(form["name"]?.text)
          #expect(known.contains("--" + option), "the manual page does not describe --\(option) of \(name)")
        }
      }
    }
  }

  @Test func statesTheVersion() throws {
    let version = try ChildProcess.savescope("--version").output.split(separator: "\n").joined()
    #expect(try Self.manual().contains("savescope \(version)"))
  }
}
