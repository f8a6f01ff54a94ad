import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct HelpTests {
  private func driver(_ keys: String, rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: rows, columns: columns)
    driver.press(keys)
    return driver
  }

  @Test func theKeysOfTheViewComeFirst() throws {
    let driver = try driver("2?")
    #expect(driver.lines[2].hasPrefix(" Keys of Pages"), "\(driver.screen)")
  }

  @Test func aWideScreenHasTwoColumns() throws {
    let driver = try driver("2?", rows: 60, columns: 160)
    let narrow = try #require(self.driver("2?").session.inspector.position.row?.of)
    let wide = try #require(driver.session.inspector.position.row?.of)
    #expect(wide * 2 <= narrow + 1)
    #expect(driver.lines[2].hasPrefix(" Keys of Pages"))
  }

  @Test(arguments: [("XTAB", "XTAB"), ("xalloc", "XALLOC"), ("iter", "iteration"), ("L4TAB", "L1TAB")])
  func aWordIsExplained(_ typed: String, _ word: String) throws {
    let driver = try driver("3:help \(typed)<Enter>")
    #expect(driver.session.inspector.current == .help)
    #expect(driver.session.inspector.message?.text.hasPrefix("\(word): ") == true)
    #expect(driver.screen.contains(word))
    driver.press("q")
    #expect(driver.session.inspector.current == .checkpoints)
  }

  @Test func aWordThatIsNotThereIsRefused() throws {
    let driver = try driver(":help frobnicate<Enter>")
    #expect(driver.screen.contains("The glossary has no word \"frobnicate\""))
  }

  @Test func theGlossaryNamesEachWordOnce() {
    var seen: Set<String> = []
    for word in Glossary.entries.flatMap({ [$0.word] + $0.also }) {
      #expect(seen.insert(word).inserted, "\(word)")
    }
  }

  @Test func theHelpIsSearched() throws {
    let driver = try driver("?/biography<Enter>")
    #expect(driver.session.inspector.current == .help)
    #expect(driver.screen.contains("biography"), "\(driver.screen)")
    #expect(driver.screen.contains("Line 1 of"))
  }
}
