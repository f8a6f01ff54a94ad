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

  @Test func namesEveryOption() throws {
    let manual = try Self.manual()
    let root = try Self.rootCommand()
    for command in [root] + (root["subcommands"]?.elements ?? []) {
      for argument in command["arguments"]?.elements ?? [] {
        for name in argument["names"]?.elements ?? [] where name["kind"]?.text == "long" {
          let option = try #require(name["name"]?.text)
          #expect(manual.contains("--" + option), "the manual page does not describe --\(option)")
        }
      }
    }
  }

  @Test func statesTheVersion() throws {
    let version = try ChildProcess.savescope("--version").output.split(separator: "\n").joined()
    #expect(try Self.manual().contains("savescope \(version)"))
  }
}
