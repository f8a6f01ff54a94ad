@_spi(Measuring) import Inspector
import TestSupport
import Testing

/// The colours that the built program uses.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct ThemeTests {
  /// What is behind the end of the title line, by which the palettes can be told apart: a colour's number. Behind the name
  /// of the capture two palettes have what another has here.
  enum Title: Int {
    case dark = 237
    case light = 252
    /// Where the terminal's background is not known.
    case either = 24
    case sixteen = 4

    func isShown(on screen: VirtualTerminal) -> Bool {
      screen.text.contains("legacy") && screen.cells[0].last?.look.background == rawValue
    }
  }

  @Test func aThemeChangesAtOnce() throws {
    let terminal = try InspectorProgram.start()
    #expect(terminal.wait(until: Title.either.isShown))
    for (name, title) in [("light", Title.light), ("dark", .dark), ("16", .sixteen), ("auto", .either)] {
      terminal.send(":set theme \(name)\r")
      #expect(terminal.wait(until: title.isShown), "\(name)")
    }
    terminal.send(":set theme mono\r")
    #expect(terminal.wait { $0.cells.joined().allSatisfy { $0.look.foreground == nil && $0.look.background == nil } })
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  /// There are 64 pairs of colours then, fewer than there are roles.
  @Test func aTerminalOfEightColorsHasTheColorsOfEveryRole() throws {
    let terminal = try InspectorProgram.start(term: "xterm")
    #expect(terminal.shows(try ExpectedScreen(InspectorProgram.capture)))
    terminal.send("6")
    for (role, color) in [("added", 2), ("removed", 1)] {
      #expect(terminal.wait { $0.cells.joined().contains { $0.look.background == color } }, "\(role)")
    }
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func noColorWinsOverATheme() throws {
    let terminal = try InspectorProgram.start(environment: ["NO_COLOR": "1"])
    terminal.send(":set theme dark\r")
    #expect(terminal.wait(for: "theme is dark"))
    #expect(terminal.screen.cells.joined().allSatisfy { $0.look.foreground == nil && $0.look.background == nil })
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.backgroundQueries == 0)
  }

  @Test(arguments: [("15;0", Title.dark), ("0;15", .light)])
  func theEnvironmentTellsTheBackground(value: String, title: Title) throws {
    let terminal = try InspectorProgram.start(environment: ["COLORFGBG": value])
    #expect(terminal.wait(until: title.isShown))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.backgroundQueries == 0)
  }

  @Test(arguments: [
    ("rgb:ffff/fdfd/e8e8\u{7}", Title.light), ("rgb:00/2b/36\u{1b}\\", .dark),
    ("rgba:1e1e/1e1e/1e1e/ffff\u{7}", .dark),
    ("rgb:8080/8080/8080\u{7}", .either), ("rgb:zz/zz/zz\u{7}", .either),
  ])
  func theTerminalTellsItsBackgroundAndNoneOfThatIsAKey(answer: String, title: Title) throws {
    let terminal = try InspectorProgram.start()
    #expect(terminal.wait { $0.backgroundQueries == 1 })
    terminal.send("\u{1b}]11;\(answer)j")
    let expected = try ExpectedScreen(InspectorProgram.capture)
    expected.press(.character("j"))
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    #expect(terminal.wait(until: title.isShown))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func anAnswerThatComesLateDoesNotReachTheShell() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "'\(Fixtures.programPath)' '\(InspectorProgram.capture)'; read line; echo \"<${#line}>\""],
      environment: ["TERM": "xterm-256color"], rows: 24, columns: 80)
    #expect(terminal.wait { $0.backgroundQueries == 1 })
    terminal.send("Q\u{1b}]11;rgb:0000/0000/0000\u{7}")
    #expect(terminal.wait { $0.hasShownAlternateScreen && !$0.isAlternateScreen })
    terminal.send("typed\n")
    #expect(terminal.wait(for: "<5>"), "\(terminal.screen.text)")
    #expect(terminal.exitStatus() == 0)
  }

  @Test(arguments: ["vt100", "linux"])
  func aTerminalThatMightShowTheQuestionIsNotAsked(term: String) throws {
    let terminal = try InspectorProgram.start(term: term)
    #expect(terminal.wait(for: "legacy"))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.backgroundQueries == 0)
  }
}
