import TestSupport
import Testing

/// Exporting from the running program, on a terminal.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct ExportTerminalTests {
  private let folder = TemporaryFolder()

  @Test func xWritesWhatTheViewShows() throws {
    let capture = InspectorProgram.capture
    let terminal = try InspectorProgram.start(
      shell: "cd '\(folder.path)' && '\(Fixtures.programPath)' '\(capture)'")
    #expect(terminal.shows(try ExpectedScreen(capture)))
    terminal.send("2x")
    #expect(terminal.wait(for: ":export hvm-remus-pages.csv"), "\(terminal.screen.text)")
    terminal.send("\r")
    #expect(terminal.wait(for: "Wrote 74 rows to hvm-remus-pages.csv"), "\(terminal.screen.text)")
    let command = try ChildProcess.savescope("pages", capture, "--content", "--format", "csv")
    #expect(try FixtureFile.bytes(folder.path + "/hvm-remus-pages.csv") == command.outputBytes)
    terminal.send("x\r")
    #expect(terminal.wait(for: "Replace hvm-remus-pages.csv? y or n"), "\(terminal.screen.text)")
    terminal.send("n")
    #expect(terminal.wait(for: "hvm-remus-pages.csv stays as it is"), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(folder.names == ["hvm-remus-pages.csv"])
  }
}
