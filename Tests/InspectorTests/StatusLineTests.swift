@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// The line above the keys says what one looks at, whatever that is.
@Suite struct StatusLineTests {
  private func status(_ driver: InspectorDriver) -> Substring { driver.lines[driver.rows - 2] }

  @Test(arguments: ViewKind.numbered)
  func noViewOfNothingIsSilent(_ kind: ViewKind) {
    for isFinished in [true, false] {
      let driver = InspectorDriver(
        capture: Capture(bytes: [], path: "a.bin"), index: emptyIndex(size: 0, isFinished: isFinished))
      driver.press("\(kind.rawValue)")
      #expect(status(driver).contains { $0 != " " })
      #expect(status(driver).contains("so far") == !isFinished || kind == .tree, "\(status(driver))")
    }
  }

  @Test(arguments: ViewKind.numbered)
  func noViewOfACaptureIsSilent(_ kind: ViewKind) throws {
    for sample in ["hvm.bin", "hvm-remus-cut.bin", "pv64-remus-compressed.bin"] {
      let driver = try InspectorDriver(sample: sample)
      driver.press("\(kind.rawValue)")
      #expect(status(driver).contains { $0 != " " }, "\(sample)")
    }
  }

  @Test func theKeyLineOfAnEmptyViewOffersWhatWorksThere() throws {
    let driver = InspectorDriver(capture: Capture(bytes: [], path: "a.bin"), index: emptyIndex(size: 0))
    driver.press("2")
    let keys = try #require(driver.lines.last)
    #expect(!keys.contains("sort") && !keys.contains("filter") && !keys.contains("open"))
    #expect(keys.contains("? help") && keys.contains("q back") && keys.contains(": command"))
  }

  @Test func aFilterThatHidesAllRowsCanBeTakenAway() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2&pfn = 0xfff<Enter>")
    #expect(driver.lines.last?.contains("& filter") == true)
  }

  @Test func troubleIsOneLineFromEndToEnd() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2")
    driver.send(.trouble("something went wrong"))
    let row = driver.rows - 2
    #expect(status(driver).contains("something went wrong") && status(driver).contains("pages"))
    let grid = driver.grid
    #expect((0..<driver.columns).allSatisfy { grid[row, $0].style == .statusTrouble })
    driver.press("j")
    #expect((0..<driver.columns).allSatisfy { driver.grid[row, $0].style == .status })
  }
}
