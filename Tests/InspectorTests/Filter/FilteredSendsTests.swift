@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// The sends of the Page view, chosen by a filter.
@Suite struct FilteredSendsTests {
  /// A page sent whole, then by deltas with one, two and three runs, in a checkpoint each; others are sent between.
  private static func bytes() -> [UInt8] {
    var builder = RemusCaptureBuilder()
    builder.send([(4, RemusCaptureBuilder.page("one")), (5, RemusCaptureBuilder.page("other"))])
    builder.endCheckpoint(compressesNext: true)
    for runs in 1...3 {
      builder.sendDeltas([(4, delta(runs: runs))])
      builder.endCheckpoint()
      builder.sendDeltas([(5, delta(runs: 1))])
      builder.endCheckpoint()
    }
    return builder.bytes
  }

  /// A delta with so many runs of one word each, from word 0 on.
  private static func delta(runs: Int) -> [UInt8] {
    var page = [UInt8](repeating: 0, count: pageSize)
    for run in 0..<runs { page[run * 8] = UInt8(run + runs) }
    return DeltaEncoder.encode(page.span, from: [UInt8](repeating: 0, count: pageSize).span)
  }

  private func driver(_ keys: String) throws -> InspectorDriver {
    let driver = try InspectorDriver(bytes: Self.bytes(), name: "runs.bin")
    driver.press("5:pfn 0x4<Enter>" + keys)
    return driver
  }

  private func view(_ driver: InspectorDriver) -> PageView? { driver.session.inspector.view(.page) as? PageView }

  @Test func onlySendsThatPassAreListed() throws {
    let driver = try driver("&runs >= 2<Enter>")
    #expect(driver.screen.contains("2 of 4 sends"))
    #expect(driver.screen.contains("runs >= 2: 2 of 4 sends"))
    #expect(view(driver)?.sends.count == 2)
    driver.press(":filter<Enter>")
    #expect(view(driver)?.sends.count == 4)
  }

  @Test func stepsGoThroughTheSendsThatAreListed() throws {
    let driver = try driver("&runs >= 2<Enter>")
    var checkpoints: [Int?] = []
    for key in [")", ")", ")", "(", "("] {
      driver.press(key)
      checkpoints.append(view(driver)?.checkpoint)
    }
    #expect(checkpoints == [3, 5, 5, 3, 3])
    #expect(driver.screen.contains("The filter lets no earlier send pass"))
  }

  @Test func theSelectedSendStaysSelected() throws {
    let driver = try driver("G&runs != 1<Enter>")
    #expect(view(driver)?.checkpoint == 5)
    #expect(view(driver)?.sends.selectedPosition == 3)
    driver.press(":filter not runs != 1<Enter>")
    // Positions 0 and 1 are left, so that the last one before it is selected; the page is still shown as it was.
    #expect(view(driver)?.checkpoint == 5)
    #expect(view(driver)?.sends.selectedPosition == 1)
  }

  @Test func aRowSaysTheSameUnderAFilter() throws {
    let all = try driver("G")
    let filtered = try driver("&runs = 3<Enter>)")
    let row = { (driver: InspectorDriver) in driver.lines.first { $0.hasPrefix("›     5 ") } }
    #expect(row(all) != nil)
    #expect(row(all) == row(filtered))
  }

  @Test func theFilterHoldsForOtherPagesToo() throws {
    let driver = try driver("&runs = 1<Enter>:pfn 0x5<Enter>")
    #expect(view(driver)?.sends.count == 3)
    #expect(driver.screen.contains("3 of 4 sends"))
  }

  @Test func anEmptyListSaysWhy() throws {
    let driver = try driver("&runs > 9<Enter>")
    #expect(driver.screen.contains("The filter lets none of the sends pass."))
    #expect(driver.screen.contains("bytes at checkpoint 0"))
    driver.press("=")
    #expect(driver.screen.contains("There is no send to compare"))
  }

  @Test func theExportAsksForTheSameSends() throws {
    let driver = try driver("&runs = 1<Enter>x")
    #expect(driver.screen.contains("--where 'runs = 1'"))
  }
}
