import SaveStream
import TestSupport
import Testing

@testable import Inspector

@Suite struct ScreenSafetyTests {
  @Test func escapeSequencesOfACaptureNeverReachACell() {
    let hostile = Array("\u{1b}]0;owned\u{7}\u{202e}x\u{9b}2J".utf8) + [0xff, 0xc0, 0x80]
    let tree = HandMadeTree().leaves([
      ("plain", .text(hostile)), ("\u{1b}[2Jname", .named(1, "\u{1b}[31m")), ("日本語", .text(Array("日本語テキスト".utf8))),
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
