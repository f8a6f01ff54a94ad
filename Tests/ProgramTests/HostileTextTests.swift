import TestSupport
import Testing

/// No text of a capture, and no name of a file, reaches a terminal as it is, by any command in any form.
@Suite struct HostileTextTests {
  private static let commands: [[String]] = [
    ["summary"], ["tree", "--depth", "99"], ["pages"], ["page", "--pfn", "4", "--hex"], ["verify", "--memory"], ["map"],
    ["cache"], ["diff", "--from", "0", "--to", "1", "--hex"], ["diff", "other"],
    ["page", "--pfn", "3", "--compare", "0..1"], ["tree", "--at", "no/\u{1b}[31m"],
    ["pages", "--where", "pfn = \u{1b}[31m"],
  ]

  @Test(arguments: commands, ["text", "json", "jsonl", "csv"])
  func whatATerminalWouldActUponIsEscaped(_ command: [String], _ format: String) throws {
    let folder = TemporaryFolder()
    let capture = folder.path + "/\u{1b}[31mred\u{202e}.bin"
    let other = folder.path + "/other\u{7}.bin"
    try FixtureFile.write(HostileCapture.bytes(), to: capture)
    try FixtureFile.write(HostileCapture.bytes(mark: "2"), to: other)
    let arguments = command.map { $0 == "other" ? other : $0 }
    let child = try ChildProcess.run(
      Fixtures.programPath, [arguments[0], capture] + arguments.dropFirst() + ["--format", format])
    for text in [child.output, child.errors] {
      for scalar in text.unicodeScalars {
        let isHarmless = scalar == "\n" || (format == "csv" && scalar == "\r") || !Self.isActedUpon(scalar, format)
        #expect(isHarmless, "U+\(String(scalar.value, radix: 16)) by \(command), \(format)")
      }
    }
  }

  /// Escapes are there, so that the test above does not pass for want of text.
  @Test(arguments: [
    ("tree", ["text", "csv"], "\\x1b]0;owned\\x07"), ("tree", ["json", "jsonl"], "\\u001b]0;owned\\u0007"),
    ("summary", ["text"], "\\x1b[31mred\\xe2\\x80\\xae.bin"), ("summary", ["json"], "\\u001b[31mred"),
  ])
  func theTextIsShownInItsEscapedForm(_ command: String, _ formats: [String], _ expected: String) throws {
    let folder = TemporaryFolder()
    let capture = folder.path + "/\u{1b}[31mred\u{202e}.bin"
    try FixtureFile.write(HostileCapture.bytes(), to: capture)
    for format in formats {
      let depth = command == "tree" ? ["--depth", "99"] : []
      let child = try ChildProcess.run(Fixtures.programPath, [command, capture, "--format", format] + depth)
      #expect(child.output.contains(expected), "\(command) --format \(format)")
    }
  }

  /// JSON is for programs: it keeps what is no control character.
  private static func isActedUpon(_ scalar: Unicode.Scalar, _ format: String) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: true
    case .format, .lineSeparator, .paragraphSeparator: format == "text" || format == "csv"
    default: false
    }
  }
}
