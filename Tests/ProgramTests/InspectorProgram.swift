import TestSupport

/// The built program with a small capture open.
enum InspectorProgram {
  /// A synthetic Remus capture.
  static let capture = Fixtures.sample("hvm-remus.bin")

  /// The command line, for a shell.
  static var command: String { "'\(Fixtures.programPath)' '\(capture)'" }

  static func start(
    term: String = "xterm-256color", environment: [String: String] = [:], rows: Int = 24, columns: Int = 80
  ) throws -> PseudoTerminal {
    try PseudoTerminal(savescope: [capture], term: term, environment: environment, rows: rows, columns: columns)
  }

  /// Runs a shell's command line on a terminal.
  static func start(shell line: String) throws -> PseudoTerminal {
    try PseudoTerminal("/bin/sh", ["-c", line], environment: ["TERM": "xterm-256color"], rows: 24, columns: 80)
  }
}

extension PseudoTerminal {
  /// Waits until the whole screen is as it should be.
  func shows(_ expected: ExpectedScreen) -> Bool {
    let text = expected.text
    return wait { $0.text == text }
  }
}
