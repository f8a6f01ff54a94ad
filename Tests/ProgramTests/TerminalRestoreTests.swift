import Glibc
import TestSupport
import Testing

/// The terminal is put back on every way out.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct TerminalRestoreTests {
  @Test func putsBackWhatTheAlternateScreenHid() throws {
    let terminal = try InspectorProgram.start(shell: "echo before; exec \(InspectorProgram.command)")
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    #expect(terminal.screen.isAlternateScreen)
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.lines.filter { !$0.isEmpty } == ["before"])
  }

  @Test func clearsTheLastRowWhereThereIsNoAlternateScreen() throws {
    let terminal = try InspectorProgram.start(term: "vt100")
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.lines.last == "")
    #expect(terminal.screen.row == 23)
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 129)] as [(Int32, Int32)])
  func aSignalFromOutsideEndsItCleanly(signal: Int32, status: Int32) throws {
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    #expect(terminal.wait { $0.isMouseOn })
    kill(terminal.pid, signal)
    #expect(terminal.exitStatus() == status)
    #expect(terminal.screen.isAtRest)
    #expect(terminal.isInLineMode)
  }

  @Test(arguments: ["xterm-256color", "vt100"], [SIGSEGV, SIGABRT, SIGILL, SIGQUIT])
  func aCrashLeavesTheTerminalAsItWas(term: String, signal: Int32) throws {
    let terminal = try InspectorProgram.start(term: term)
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    kill(terminal.pid, signal)
    #expect(terminal.exitStatus() == -signal)
    #expect(terminal.screen.isAtRest)
    #expect(terminal.isInLineMode)
  }

  /// Every other signal that ends a program by default, the first real-time one among them.
  @Test(arguments: [SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS, 34])
  func aSignalThatNobodySendsLeavesTheTerminalAsItWas(signal: Int32) throws {
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    kill(terminal.pid, signal)
    #expect(terminal.exitStatus() == -signal)
    #expect(terminal.screen.isAtRest)
    #expect(terminal.isInLineMode)
  }

  /// Swift's runtime would print pages over the terminal and wait for a key.
  @Test(arguments: [SIGSEGV, SIGABRT, SIGQUIT])
  func aCrashEndsItAtOnceWhereNobodyAskedForABacktrace(signal: Int32) throws {
    let terminal = try InspectorProgram.start(environment: ["SWIFT_BACKTRACE": ""])
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    kill(terminal.pid, signal)
    #expect(terminal.exitStatus() == -signal)
    #expect(terminal.screen.lines.allSatisfy { $0.isEmpty }, "\(terminal.screen.text)")
    #expect(terminal.isInLineMode)
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed"))
  func stopsForControlZAndGoesOn() throws {
    let shown = try ExpectedScreen(InspectorProgram.capture).text
    // The shell shows the command line again as it was typed, which must fit on one row wherever the capture lies.
    let names = "PROGRAM='\(Fixtures.programPath)' CAPTURE='\(InspectorProgram.capture)'"
    let tmux = try Tmux("env LC_ALL=C.UTF-8 PS1='$ ' \(names) bash --norc -i")
    #expect(try tmux.wait { $0.hasPrefix("$") })
    try tmux.send("\"$PROGRAM\" \"$CAPTURE\"", "Enter")
    #expect(try tmux.wait { $0.hasPrefix(shown) })
    try tmux.send("C-z")
    #expect(try tmux.wait { $0.contains("Stopped") })
    try tmux.send("clear; fg", "Enter")
    #expect(try tmux.wait { $0.hasPrefix(shown) })
    try tmux.send("Q")
    #expect(try tmux.wait { !$0.hasPrefix(shown) && $0.contains("\"$CAPTURE\"") })
    try tmux.send("clear; echo status=$?; stty -a | grep -o -- '-\\?isig'", "Enter")
    #expect(try tmux.wait { $0.contains("status=0") && $0.contains("\nisig") })
  }
}
