import TestSupport
import Testing

/// What `--help` says.
@Suite struct HelpTests {
  @Test func defaultsAreShownAsUsersWriteThem() throws {
    let dump = try ChildProcess.savescope("--experimental-dump-help")
    let root = try #require(try JSONValue(parsing: dump.outputBytes)["command"])
    var defaults: [String] = []
    for command in root["subcommands"]?.elements ?? [] {
      for argument in command["arguments"]?.elements ?? [] {
        guard let value = argument["defaultValue"]?.text else { continue }
        // The way in which Swift describes a value.
        #expect(!value.contains("("), "\(argument["valueName"]?.text ?? ""): \(value)")
        defaults.append(value)
      }
    }
    #expect(defaults.contains("8192"))
    #expect(try ChildProcess.savescope("map", "--help").output.contains("(default: 1)"))
  }
}
