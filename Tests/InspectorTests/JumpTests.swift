@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

/// Coming back from where a jump led to, by `''`, `[` and `]`.
@Suite struct JumpTests {
  private func driver(_ keys: String, rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: rows, columns: columns)
    driver.press(keys)
    return driver
  }

  /// Ways into each view, and into those of its panes that have a cursor of their own.
  @Test(arguments: [
    "0", "1j", "1jjj<Tab>", "1jj<Tab><Tab>", "2jj", "2s jj", "3j", "4j", "2:pfn 0xe<Enter>P", "2jP<Tab>", "3jjd",
    "3jjd<Tab>", "7",
    "2?", "/root<Enter>g/",
  ])
  func twoApostrophesComeBackFromTheLastRow(_ way: String) throws {
    let driver = try driver(way)
    let (start, view) = (driver.session.inspector.position.origin, driver.session.inspector.current)
    driver.press("G")
    let end = driver.session.inspector.position.origin
    #expect(end != start, "\(way): there is somewhere to go")
    driver.press("''")
    #expect(driver.session.inspector.position.origin == start && driver.session.inspector.current == view, "\(way)")
    driver.press("''")
    #expect(driver.session.inspector.position.origin == end, "\(way)")
    driver.press("gg''")
    #expect(driver.session.inspector.position.origin == end, "\(way)")
  }

  @Test(arguments: ["L", ")", "/pfn:0x20<Enter>", ":20<Enter>", ":50%<Enter>", ":ckpt 3<Enter>", "J"])
  func everyJumpAmongPagesIsComeBackFrom(_ jump: String) throws {
    let driver = try driver(":5<Enter>2:55<Enter>")
    let start = driver.session.inspector.position.place
    driver.press(jump)
    #expect(driver.session.inspector.position.place != start, "\(jump)")
    driver.press("''")
    #expect(driver.session.inspector.position.place == start, "\(jump)")
  }

  @Test(arguments: [("4", ">"), ("3jjd", "nn"), ("2&pfn = 0xe<Enter>P", ")"), ("7", "e")])
  func jumpsOfOtherViewsAreComeBackFrom(_ way: String, _ jump: String) throws {
    let driver = try driver(way)
    let start = driver.session.inspector.position.origin
    driver.press(String(jump.prefix(1)))
    #expect(driver.session.inspector.position.origin != start, "\(jump)")
    driver.press("''")
    #expect(driver.session.inspector.position.origin == start, "\(jump)")
  }

  @Test func whatLedNowhereIsNoJump() throws {
    let driver = try driver("2:5<Enter>G")
    driver.press("GG''")
    #expect(driver.session.inspector.position.row?.0 == 5)
  }

  @Test func stepsAreNoJumps() throws {
    let driver = try driver("2jj<PageDown>^Dk''")
    #expect(driver.screen.contains("No place to go back to"))
  }

  @Test func aRowOfTheDiffThatIsOnTheScreenIsGoneTo() throws {
    let driver = try driver("3jjd:5<Enter>''")
    #expect(driver.session.inspector.position.row?.0 == 1)
    driver.press("''")
    #expect(driver.session.inspector.position.row?.0 == 5)
  }

  @Test func theHelpIsNoPlaceToComeBackToOnceItIsLeft() throws {
    let driver = try driver("2:5<Enter>?G''Gq")
    #expect(driver.session.inspector.current == .pages)
    driver.press("''")
    #expect(driver.session.inspector.current == .pages)
  }
}
