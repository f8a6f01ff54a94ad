import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector
@_spi(Measuring) @testable import SaveStream

/// View 7: findings by rule, and what is known of the selected one.
@Suite struct FindingsViewTests {
  /// Four findings of one rule around one of another.
  private func driver(rows: Int = 24, columns: Int = 80) -> InspectorDriver {
    let index = Self.index([
      Finding(.pfnRepeated, at: 0x10), Finding(.pfnRepeated, at: 0x20), Finding(.unknownChunk, at: 0x30),
      Finding(.pfnRepeated, .error, at: 0x40), Finding(.pfnRepeated, at: 0x50),
    ])
    let driver = InspectorDriver(
      capture: Capture(bytes: [UInt8](repeating: 0, count: 4096), path: "a b.bin"), index: index, rows: rows,
      columns: columns)
    driver.press("7")
    return driver
  }

  private static func index(_ findings: [Finding]) -> IndexSnapshot {
    var index = emptyIndex(size: 4096)
    for finding in findings {
      index.findings.append(finding)
      index.findingCounts[finding.severity, default: 0] += 1
    }
    return index
  }

  private func listed(_ driver: InspectorDriver) -> [String] {
    driver.lines.filter { $0.contains("pfn-repeated ") || $0.contains("unknown-chunk ") }
      .filter { $0.contains("warning  ") || $0.contains("error  ") }
      .map { String($0) }
  }

  @Test func aRuleIsOneRowUntilItIsOpened() {
    let driver = driver()
    #expect(listed(driver).count == 2)
    #expect(listed(driver).first?.contains("▸ 4: ") == true)
    #expect(listed(driver).first?.contains("error") == true)
    driver.press("<Enter>")
    #expect(listed(driver).count == 6)
    #expect(listed(driver).first?.contains("▾ 4: ") == true)
    driver.press("-")
    #expect(listed(driver).count == 2)
    driver.press("*")
    #expect(listed(driver).count == 6)
    driver.press("jjh")
    #expect(listed(driver).count == 2)
    driver.press("+")
    #expect(listed(driver).count == 6)
  }

  @Test func aJumpFromARuleComesBackToItAndOpensNothing() {
    let driver = driver()
    driver.press("G''")
    #expect(driver.session.inspector.position.row?.0 == 1 && listed(driver).count == 2, "\(driver.screen)")
    // The rows below were fewer when the jump began.
    driver.press("Ggg<Enter>G''")
    #expect(driver.session.inspector.position.row?.0 == 1 && listed(driver).count == 6, "\(driver.screen)")
    driver.press("jjG''")
    #expect(driver.session.inspector.position.row?.0 == 3 && driver.session.inspector.position.offset == 0x20)
  }

  @Test func theNextFindingIsEachInTurn() {
    let driver = driver()
    var offsets: [UInt64?] = []
    for _ in 0..<5 {
      driver.press("e")
      offsets.append(driver.session.inspector.position.offset)
    }
    #expect(offsets == [0x10, 0x20, 0x30, 0x40, 0x50])
    driver.press("E")
    #expect(driver.session.inspector.position.offset == 0x40)
  }

  @Test func aRowKeepsItsFindingWhenRowsAreSortedAndFiltered() {
    let driver = driver()
    driver.press("*jjj")
    let offset = driver.session.inspector.position.offset
    driver.press("sss")
    #expect(driver.session.inspector.position.offset == offset)
    driver.press("&offset < 0x35<Enter>")
    #expect(listed(driver).count == 4)
  }

  @Test func aRuleKeepsItsRowWhenAnotherOfItsFindingsComesFirst() {
    let driver = driver()
    driver.press("&severity < error<Enter>")
    #expect(listed(driver).first?.contains("▸ 3: ") == true)
    driver.press(":sort offset desc<Enter>")
    #expect(listed(driver).count == 1 && listed(driver).first?.contains("▸ 3: ") == true)
  }

  /// A capture that is followed is read anew.
  @Test func findingsThatTookThePlaceOfOthersAreListedByTheirOwnRules() {
    let driver = driver()
    driver.press("1")
    let index = Self.index((0..<6).map { Finding(.unknownChunk, at: 0x100 + $0) })
    _ = driver.session.send(.index(index, milliseconds: 1))
    driver.press("7")
    #expect(listed(driver).count == 1)
    #expect(listed(driver).first?.contains("unknown-chunk") == true && listed(driver).first?.contains("▸ 6: ") == true)
  }

  @Test func thePaneSaysWhatCanBeDone() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin", rows: 50, columns: 160)
    driver.press("7")
    for words in [
      "what to do", "savescope cut --checkpoint 1 hvm-remus-cut.bin -o hvm-remus-cut.bin.1",
      "cut-short: the capture ends",
      "logged as", "receivers", "xg_sr_restore.c",
    ] {
      #expect(driver.screen.contains(words), "\(words)")
    }
    driver.press("Y")
    let copied = driver.effects.compactMap { effect in if case .copy(let text) = effect { text } else { nil } }
    #expect(copied == ["savescope cut --checkpoint 1 hvm-remus-cut.bin -o hvm-remus-cut.bin.1"])
  }

  @Test func aKeyWithALongNameMayCopyTheCommand() throws {
    let settings = Settings(file: Array("bind Space copy-command".utf8))
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin", rows: 50, columns: 160, settings: settings)
    driver.press("7")
    #expect(driver.screen.contains(" command      savescope cut --checkpoint 1"), "\(driver.screen)")
  }

  @Test func whatHasNoRoomInThePaneIsScrolledTo() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    driver.press("7")
    #expect(driver.screen.contains("lines below"))
    #expect(!driver.screen.contains("guest state file"))
    driver.press("<Tab>G")
    #expect(driver.screen.contains("guest state file"))
    driver.press("gg\\")
    #expect(driver.screen.contains("what to do"))
    #expect(!driver.screen.contains("severity"))
  }

  @Test func whereNoCommandHelpsNoneIsCopied() {
    let driver = driver()
    driver.press("Y")
    #expect(driver.screen.contains("No command helps"))
    #expect(driver.effects.allSatisfy { effect in if case .copy = effect { false } else { true } })
  }
}
