@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct ScreenSafetyTests {
  @Test func escapeSequencesOfACaptureNeverReachACell() {
    let hostile = Array("\u{1b}]0;owned\u{7}\u{202e}x\u{9b}2J".utf8) + [0xff, 0xc0, 0x80]
    let tree = HandMadeTree().leaves([
      ("plain", .text(CaptureText(hostile))), ("\u{1b}[2Jname", .named(1, "\u{1b}[31m")),
      ("日本語", .text(CaptureText("日本語テキスト".utf8))),
    ])
    for glyphs in [Glyphs.unicode, .ascii] {
      let capture = Capture(bytes: hostile, path: "/tmp/\u{1b}[31mevil\nname")
      let driver = InspectorDriver(capture: capture, index: emptyIndex(size: 48), root: tree, glyphs: glyphs)
      driver.press("1j")
      #expect(driver.grid.unsafeCells == 0)
      if glyphs == .ascii { #expect(driver.grid.cells.allSatisfy { $0.rune < 0x7f }) }
      #expect(driver.screen.contains("\\x1b]0;owned"))
      #expect(driver.screen.contains("\\x1b[2Jname"))
    }
  }

  /// Every view, and what can be opened in it: no cell holds what a terminal would act upon.
  @Test(arguments: [Glyphs.unicode, .ascii])
  func noViewShowsTextOfACaptureAsItIs(_ glyphs: Glyphs) throws {
    let driver = try InspectorDriver(
      bytes: HostileCapture.bytes(), name: "/tmp/\u{1b}[31mevil\u{202e}", columns: 132, glyphs: glyphs,
      comparedWith: "/tmp/\u{9b}other\n")
    try driver.compare(with: HostileCapture.bytes(mark: "2"), name: "/tmp/\u{9b}other\n")
    var seen = ""
    let keys =
      ["0", "1", "*"] + [String](repeating: "j", count: 120) + ["y", "2", "j", "P", "v", "<Tab>", "3", "j", "4", "l"]
      + [
        "5", "<Tab>", "j", "y", "6", "j", "n", "<Enter>", "7", "j", "?", "<Esc>", "1/owned<Enter>", "n",
        "&x\u{1b}<Enter>",
      ]
    for key in keys {
      driver.press(key)
      seen += driver.screen
      for cell in driver.grid.cells {
        let isShown = cell.rune == 0 || (Unicode.Scalar(cell.rune).map { EscapedText.isShown($0) } ?? false)
        #expect(isShown && (glyphs.isUnicode || cell.rune < 0x7f), "\(cell.rune) after \(key)")
      }
    }
    // A text of several lines is shown line by line.
    for words in ["x1b]0;owned", "\\x1b[31mevil", "config", "record[0]"] {
      #expect(seen.contains(words), "\(words) was never on the screen")
    }
    for case .copy(let text) in driver.effects { #expect(text.unicodeScalars.allSatisfy { EscapedText.isShown($0) }) }
  }

  @Test func aWideCharacterTakesTwoCellsAndIsNeverCutInHalf() {
    var grid = Grid(rows: 1, columns: 5)
    grid.put("日本語", row: 0, column: 0)
    #expect(grid.text == "日本")
    #expect(grid[0, 1].rune == 0)
    #expect(grid[0, 4] == .blank)
  }

  @Test func drawingIsClippedToItsRegion() {
    var grid = Grid(rows: 4, columns: 10)
    grid.inside(Rect(row: 1, column: 2, rows: 2, columns: 4)) { grid in
      for row in -2..<9 { grid.put("0123456789", row: row, column: -3) }
      grid.inside(Rect(row: -5, column: -5, rows: 50, columns: 50)) { $0.put("x", row: 5, column: 5) }
    }
    #expect(grid.text == "\n  3456\n  3456\n")
  }

  @Test func aSmallTerminalIsAskedForRoom() {
    let driver = InspectorDriver(capture: .init(bytes: []), index: emptyIndex(size: 0), rows: 10, columns: 59)
    #expect(driver.screen.contains("savescope needs 60x16 characters; this is 59x10"))
    for (columns, words) in [(24, "savescope needs 60x16"), (20, "needs 60x16"), (6, "60x16"), (4, "")] {
      driver.resize(rows: 5, columns: columns)
      #expect(driver.screen.split(separator: "\n").map { $0.drop { $0 == " " } }.joined() == words)
    }
    driver.resize(rows: 16, columns: 60)
    #expect(!driver.screen.contains("needs"))
  }

  @Test func onlyChangedCellsAreRepainted() {
    let old = Grid(rows: 2, columns: 10)
    var new = old
    new.put("ab", row: 1, column: 3)
    new.put("日", row: 0, column: 0)
    let changes = new.changes(since: old)
    #expect(changes.count == 2)
    #expect(changes.last?.columns == 3..<5)
    var next = new
    next.put("  ", row: 0, column: 0)
    #expect(next.changes(since: new).first?.columns == 0..<2)
    #expect(new.changes(since: new).isEmpty)
  }
}

extension Grid {
  /// Cells that would steer a terminal, or turn the direction of text.
  var unsafeCells: Int {
    cells.count { cell in
      let isControl = cell.rune < 0x20 && cell.rune != 0 || (0x7f..<0xa0).contains(cell.rune)
      return isControl || (0x202a...0x202e).contains(cell.rune) || (0x2066...0x2069).contains(cell.rune)
    }
  }
}
