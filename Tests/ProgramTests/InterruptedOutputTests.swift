import Glibc
import TestSupport
import Testing

/// Files that are not whole when a signal ends the program, or a limit stops it: none stays behind.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct InterruptedOutputTests {
  private let folder = TemporaryFolder()
  private let capture: String
  private var output: String { folder.path + "/out" }

  init() throws {
    capture = folder.path + "/capture.bin"
    try LargeCapture.write(pages: 1 << 15, to: capture)
  }

  static let commands = [
    ["memory", "--checkpoint", "0"], ["memory", "--checkpoint", "0", "--format", "elf"], ["cut", "--checkpoint", "0"],
    ["recode", "--to", "compressed"],
  ]

  @Test(arguments: commands)
  func controlCRemovesTheFile(command: [String]) throws {
    let terminal = try PseudoTerminal(savescope: command + [capture, "-o", output])
    try waitForUnfinishedFile(of: terminal)
    terminal.send("\u{3}")
    #expect(terminal.exitStatus() == -SIGINT)
    #expect(folder.names == ["capture.bin"])
  }

  private static let isUnderThreadSanitizer = FixtureFile.environment("SAVESCOPE_SANITIZER") == "thread"

  /// Those of a fault reach a handler at once under ThreadSanitizer, in the midst of its own work, as nobody but the
  /// program itself is thought to send them: where the program computes it then hangs or dies of another signal.
  private static let signals =
    [SIGHUP, SIGQUIT, SIGTERM, SIGXCPU, SIGUSR1] + (isUnderThreadSanitizer ? [] : [SIGPIPE, SIGSEGV, SIGABRT])

  @Test(arguments: signals)
  func aSignalRemovesTheFileAndEndsTheProgram(signal: Int32) throws {
    let terminal = try PseudoTerminal(savescope: ["memory", capture, "--checkpoint", "0", "-o", output])
    try waitForUnfinishedFile(of: terminal)
    kill(terminal.pid, signal)
    #expect(terminal.exitStatus() == -signal)
    #expect(folder.names == ["capture.bin"])
  }

  @Test func whatSIGKILLLeavesTellsWhatItIsAndTheNextRunRemovesIt() throws {
    let terminal = try PseudoTerminal(savescope: ["memory", capture, "--checkpoint", "0", "-o", output])
    try waitForUnfinishedFile(of: terminal)
    kill(terminal.pid, SIGKILL)
    #expect(terminal.exitStatus() == -SIGKILL)
    #expect(folder.names.filter { $0.hasPrefix(".savescope-unfinished.out.") }.count == 1)
    let next = try ChildProcess.savescope("sample", "hvm", "-o", output)
    #expect(next.status == 0)
    #expect(folder.names == ["capture.bin", "out"])
  }

  @Test func theFileThatWasToBeReplacedStays() throws {
    try FixtureFile.write(Array("old".utf8), to: output)
    let terminal = try PseudoTerminal(savescope: ["memory", capture, "--checkpoint", "0", "-o", output, "--force"])
    try waitForUnfinishedFile(of: terminal)
    kill(terminal.pid, SIGTERM)
    #expect(terminal.exitStatus() == -SIGTERM)
    #expect(folder.names == ["capture.bin", "out"])
    #expect(try FixtureFile.text(output) == "old")
  }

  @Test func aSignalThatIsIgnoredStaysSo() throws {
    let terminal = try InspectorProgram.start(
      shell: "trap '' HUP; exec '\(Fixtures.programPath)' memory '\(capture)' --checkpoint 0 -o '\(output)'")
    try waitForUnfinishedFile(of: terminal)
    kill(terminal.pid, SIGHUP)
    kill(terminal.pid, SIGTERM)
    #expect(terminal.exitStatus() == -SIGTERM)
    #expect(folder.names == ["capture.bin"])
  }

  /// Whether programs may run under a limit of file sizes. ThreadSanitizer needs a file of its own.
  private static let canLimitFiles = !isUnderThreadSanitizer

  @Test(
    .enabled(if: canLimitFiles),
    arguments: [["sample", "hvm"]] + commands.map { $0 + [Fixtures.sample("hvm-remus.bin")] })
  func aFileThatGrowsPastItsLimitIsAnErrorAndIsRemoved(command: [String]) throws {
    let run = try ChildProcess.run(
      "/bin/bash", ["-c", "ulimit -f 64; exec \"$@\"", "bash", Fixtures.programPath] + command + ["-o", output])
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("savescope: \(output): cannot write: file too large; the file system or a limit"))
    #expect(folder.names == ["capture.bin"])
  }

  // MARK: In the inspector

  @Test(arguments: [(SIGTERM, 143), (SIGQUIT, -SIGQUIT), (SIGSEGV, -SIGSEGV)] as [(Int32, Int32)])
  func aSignalRemovesAnExportAndPutsTheTerminalBack(signal: Int32, status: Int32) throws {
    let terminal = try export()
    kill(terminal.pid, signal)
    #expect(terminal.exitStatus() == status)
    #expect(folder.names == ["capture.bin"])
    #expect(terminal.screen.isAtRest)
    #expect(terminal.isInLineMode)
  }

  @Test(.enabled(if: canLimitFiles)) func anExportPastTheLimitIsTold() throws {
    let terminal = try InspectorProgram.start(
      shell: "ulimit -f 64; exec '\(Fixtures.programPath)' '\(capture)'")
    startExport(in: terminal)
    #expect(terminal.wait(for: "cannot write: file too"), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(folder.names == ["capture.bin"])
  }

  /// The inspector, writing a file.
  private func export() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(savescope: [capture])
    startExport(in: terminal)
    let isWriting = terminal.wait { _ in hasUnfinishedFile }
    try #require(isWriting, "\(terminal.screen.text)")
    return terminal
  }

  /// Exports all pages, once the capture has been read to its end.
  private func startExport(in terminal: PseudoTerminal) {
    #expect(terminal.wait { $0.isAlternateScreen })
    terminal.send("2")
    #expect(terminal.wait(for: "of 32,769 pages"), "\(terminal.screen.text)")
    terminal.send(":export \(output)\r")
  }

  // MARK: Waiting

  private var hasUnfinishedFile: Bool { folder.names.contains { $0.hasPrefix(".savescope-") } }

  private func waitForUnfinishedFile(of terminal: PseudoTerminal) throws {
    let end = ContinuousClock.now + .seconds(30)
    while !hasUnfinishedFile, ContinuousClock.now < end { usleep(500) }
    try #require(hasUnfinishedFile, "there is \(folder.names)")
  }
}
