@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// The cursor among bytes and on the map: it can be told from anything else by a sign and by a style of its own.
@Suite struct CursorLookTests {
  /// The cells of the screen in the style of the cursor, as text.
  private func cursorCells(_ driver: InspectorDriver) -> String {
    let grid = driver.grid
    var text = String.UnicodeScalarView()
    for cell in grid.cells where cell.style == .cursor { text.append(Unicode.Scalar(cell.rune) ?? "?") }
    return String(text)
  }

  @Test(arguments: [("2Jj", "P<Tab>"), ("1:0x100<Enter>", "<Tab><Tab>"), ("6", "<Tab>")])
  func theByteUnderTheCursorHasItsSign(way: String, pane: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press(way + pane)
    for keys in ["", "l", "j", "k", "h", "ll"] {
      driver.press(keys)
      let cells = cursorCells(driver)
      // Two digits and a character; both sides where two pages stand beside each other.
      #expect(cells.unicodeScalars.count == (way == "6" ? 6 : 3))
      #expect(driver.lines.contains { $0.contains("›\(cells.prefix(2))") }, "\(cells) after \(keys)")
    }
  }

  @Test func theCursorIsSeenWithinALitWord() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press("2JjP<Tab>l")
    let grid = driver.grid
    let place = try #require(grid.cells.firstIndex { $0.style == .cursor })
    #expect(grid.cells[place - 3].style == .changed && grid.cells[place + 3].style == .changed)
  }

  @Test(arguments: [Glyphs.unicode, .ascii], ["", "v", "vv", "vvv"])
  func theCellUnderTheCursorCanBeReadOnAnyBackground(_ glyphs: Glyphs, look: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", glyphs: glyphs)
    driver.press("4" + look)
    for pfn in ["0", "5", "20", "30", "3f"] {
      driver.press(":pfn 0x\(pfn)<Enter>")
      let cells = cursorCells(driver)
      #expect(cells.unicodeScalars.count == 1)
      #expect(cells.unicodeScalars.allSatisfy { $0.isASCII && $0 != " " && $0 != "." }, "\(cells) at \(pfn)")
      // The legend says what it is.
      #expect(driver.lines.suffix(4).contains { $0.contains(glyphs.cursor == "›" ? "›" : ">") })
    }
  }

  @Test func theRulersFigureStandsBesideItsSign() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press("4")
    for pfn in 0..<64 {
      driver.press(":pfn \(pfn)<Enter>")
      let digits = NumberText.hexDigits(UInt64(pfn))
      let ruler = driver.lines[3]
      #expect(ruler.contains("▾+\(digits) ") || ruler.hasSuffix("▾+\(digits)") || ruler.contains(" +\(digits)▾"))
      for figure in ruler.split(separator: " ") {
        let number = figure.filter { $0 != "▾" }
        #expect(number.first == "+" && UInt64(number.dropFirst(), radix: 16) != nil, "\(ruler)")
      }
    }
  }
}
