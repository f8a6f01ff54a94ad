import TestSupport
import Testing

/// Where there is no terminal to show anything on, or nothing to show.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct UnusableTerminalTests {
  @Test(arguments: [
    ("dumb", "cannot move its cursor"), ("no-such-terminal", "is not known here"), ("", "TERM is not set"),
  ])
  func saysInOneLineWhatIsWrongAndWhatWorks(term: String, words: String) throws {
    let terminal = try InspectorProgram.start(term: term, columns: 200)
    #expect(terminal.exitStatus() == 2)
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.count == 1)
    #expect(lines.first?.contains(words) == true, "\(lines)")
    #expect(lines.first?.contains("savescope summary") == true, "\(lines)")
  }

  @Test(arguments: ["/no/such/capture", "/", "/bin/ls", "/dev/null"])
  func saysWhatIsWrongWithTheFileBeforeAnyScreenIsShown(path: String) throws {
    let terminal = try PseudoTerminal(savescope: [path], columns: 200)
    #expect(terminal.exitStatus() == 2)
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.count == 1 && lines[0].contains(path), "\(lines)")
    #expect(!terminal.screen.hasShownAlternateScreen)
  }

  @Test func printsTheSummaryWhereStandardOutputIsNoTerminal() throws {
    let opened = try ChildProcess.savescope(InspectorProgram.capture)
    let summary = try ChildProcess.savescope("summary", InspectorProgram.capture)
    #expect(opened.status == 0)
    #expect(opened.output == summary.output)
    #expect(opened.output.contains("legacy"))
    #expect(!opened.outputBytes.contains(0x1b))
  }
}
