import Glibc
import TestSupport
import Testing

/// What the running program keeps of a capture, and where it begins.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct StateFileTests {
  @Test func aNoteIsThereTheNextTimeForTheUserAlone() throws {
    let folder = TemporaryFolder()
    let inner = folder.path + "/savescope"
    defer { withExtendedLifetime(folder) { _ = rmdir(inner) } }
    let terminal = try InspectorProgram.start(environment: ["XDG_STATE_HOME": folder.path])
    #expect(terminal.wait(for: "What this is"), "\(terminal.screen.text)")
    terminal.send("3:note slow\r")
    #expect(terminal.wait(for: "Noted on this place"), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)

    let name = try #require(try ChildProcess.run("/bin/ls", [inner]).output.split(separator: "\n").first)
    let path = "\(inner)/\(name)"
    defer { unlink(path) }
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)

    let again = try InspectorProgram.start(environment: ["XDG_STATE_HOME": folder.path])
    #expect(again.wait(for: "1 note of last time; :marks lists them"), "\(again.screen.text)")
    again.send(":marks\r")
    #expect(again.wait(for: "slow"), "\(again.screen.text)")
    again.send("Q")
    #expect(again.exitStatus() == 0)
  }

  @Test func openBeginsAtItsPlaceInItsView() throws {
    let terminal = try PseudoTerminal(
      savescope: ["open", InspectorProgram.capture, "--view", "checkpoints", "--at", "ckpt 2"], rows: 24, columns: 80)
    #expect(terminal.wait(for: "checkpoint 2, "), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func aWrongPlaceIsRefusedBeforeAnythingIsShown() throws {
    let child = try ChildProcess.savescope("open", InspectorProgram.capture, "--at", "nowhere")
    #expect(child.status == 64)
    #expect(child.errors.contains("is no place"))
  }
}
