import Glibc
@_spi(Measuring) import Inspector
import TestSupport
import Testing

/// The built program on a terminal: keys in, screen out.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct TerminalTests {
  @Test(arguments: ["xterm-256color", "xterm", "vt100", "screen-256color", "linux"])
  func showsTheCaptureAndLeavesTheTerminalAsItWas(term: String) throws {
    let terminal = try InspectorProgram.start(term: term)
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)), "\(terminal.screen.text)")
    #expect(!terminal.screen.isCursorVisible || term == "vt100")
    #expect(!terminal.isInLineMode)
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.isAtRest)
    #expect(terminal.isInLineMode)
    #expect(terminal.screen.unknown == [])
  }

  @Test(arguments: ["xterm-256color", "vt100"], [true, false])
  func walksThroughTheViewsByKeys(term: String, isUTF8: Bool) throws {
    let expected = try ExpectedScreen(InspectorProgram.capture, glyphs: isUTF8 ? .unicode : .ascii)
    let terminal = try InspectorProgram.start(term: term, environment: isUTF8 ? [:] : ["LC_ALL": "C"])
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    let steps: [(send: String, keys: [Key])] = [
      ("1", [.character("1")]),
      ("jj", [.character("j"), .character("j")]),
      ("\u{1b}[B\u{1b}OB", [.down, .down]),
      ("\r", [.enter]),
      ("\u{1b}[6~", [.pageDown]),
      ("\t\u{4}", [.tab, .control("d")]),
      ("2", [.character("2")]),
      ("G", [.character("G")]),
      ("\u{1b}[A\u{1b}[5~", [.up, .pageUp]),
      (
        ":0\u{7f}50%\r",
        [.character(":"), .character("0"), .backspace] + "50%".unicodeScalars.map { .character($0) }
          + [.enter]
      ),
      ("7", [.character("7")]),
      ("?", [.character("?")]),
      ("q", [.character("q")]),
    ]
    for step in steps {
      // Motion keys right behind a digit would be taken for a count.
      usleep(300_000)
      terminal.send(step.send)
      for key in step.keys { expected.press(key) }
      #expect(terminal.shows(expected), "after \(step.keys): \(terminal.screen.text)\n--- not\n\(expected.text)")
    }
    if !isUTF8 { #expect(terminal.screen.text.utf8.allSatisfy { $0 < 0x80 }) }
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.unknown == [])
  }

  @Test func followsAResize() throws {
    let expected = try ExpectedScreen(InspectorProgram.capture)
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(expected))
    terminal.send("1")
    expected.press(.character("1"))
    for (rows, columns) in [(40, 132), (24, 80), (60, 200), (5, 20), (1, 1), (24, 80)] {
      terminal.resize(rows: rows, columns: columns)
      expected.resize(rows: rows, columns: columns)
      #expect(terminal.shows(expected), "\(rows)×\(columns): \(terminal.screen.text)\n--- not\n\(expected.text)")
    }
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  /// ncurses cannot count so far, and would need gigabytes.
  @Test func ofATerminalThatIsTooLargeThePartThatFitsIsUsed() throws {
    let terminal = try InspectorProgram.start(rows: 20, columns: 40_000)
    #expect(terminal.wait(for: "legacy"))
    #expect(terminal.screen.isAlternateScreen)
    terminal.resize(rows: 24, columns: 80)
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    terminal.resize(rows: 20, columns: 50_000)
    #expect(terminal.wait(for: "legacy"))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func controlCDoesNotEndIt() throws {
    let expected = try ExpectedScreen(InspectorProgram.capture)
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(expected))
    terminal.send("\u{3}\u{3}1")
    expected.press(.control("c"), .control("c"), .character("1"))
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func doesNotTakeSequencesItDoesNotKnowForKeys() throws {
    let expected = try ExpectedScreen(InspectorProgram.capture)
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(expected))
    terminal.send("\u{1b}[?6;4Q\u{1b}[77;Q1")
    expected.press(.character("1"))
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func takesKeysFromTheTerminalWhenTheCaptureIsStandardInput() throws {
    let terminal = try InspectorProgram.start(
      shell: "cat '\(InspectorProgram.capture)' | '\(Fixtures.programPath)' -")
    let hasContent = terminal.wait { $0.isAlternateScreen && $0.text.contains("legacy") }
    #expect(hasContent, "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.isAtRest)
    #expect(terminal.isInLineMode)
  }

  @Test func takesTheMouseAndLeavesItAgain() throws {
    let expected = try ExpectedScreen(InspectorProgram.capture)
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(expected))
    #expect(terminal.wait { $0.isMouseOn })
    terminal.send("M")
    #expect(terminal.wait { !$0.isMouseOn })
    terminal.send("M")
    #expect(terminal.wait { $0.isMouseOn })
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func selectsTheRowThatIsClicked() throws {
    let expected = try ExpectedScreen(InspectorProgram.capture)
    let terminal = try InspectorProgram.start()
    #expect(terminal.shows(expected))
    terminal.send("1\u{1b}[<0;5;6M\u{1b}[<0;5;6m")
    expected.press(.character("1"))
    expected.click(row: 5, column: 4)
    #expect(terminal.shows(expected), "\(terminal.screen.text)\n--- not\n\(expected.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func usesNoColorWhereThatIsAskedFor() throws {
    let terminal = try InspectorProgram.start(environment: ["NO_COLOR": "1"])
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    let looks = terminal.screen.cells.joined().map(\.look)
    #expect(looks.allSatisfy { $0.foreground == nil && $0.background == nil })
    #expect(looks.contains { $0.isReversed })
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test(arguments: ["xterm-256color", "xterm", "linux"])
  func usesColorsWhereThereAreSome(term: String) throws {
    let terminal = try InspectorProgram.start(term: term)
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    #expect(terminal.screen.cells[0].contains { $0.look.background != nil })
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }
}
