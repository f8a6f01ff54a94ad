@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Why pages were sent in whole.
@Suite struct WhyTests {
  private static let sample = "pv64-remus-compressed.bin"

  private func reasons() throws -> [(row: PageRow, reason: FullPageReason)] {
    let read = try IndexedCapture(path: Fixtures.sample(Self.sample))
    var replay = SenderReplay(of: read.capture, index: read.index, givesReasons: true)
    while try !replay.step() {}
    let reasons = try #require(replay.reasons)
    let rows = try PageRows(capture: read.capture, index: read.index).rows(
      0..<read.index.contentCount, contentOnly: true)
    return rows.compactMap { row in
      row.encoding == .full ? row.offset.flatMap { reasons.reason(at: $0) }.map { (row, $0.reason) } : nil
    }
  }

  @Test(arguments: [FullPageReason.firstTime, .afterPageTable, .pageTable])
  func aFilterOfPagesAsksForIt(_ reason: FullPageReason) throws {
    let expected = try reasons().count { $0.reason == reason }
    let driver = try InspectorDriver(sample: Self.sample)
    driver.press("2&why = \(reason.name)<Enter>")
    let view = try #require(driver.session.inspector.view(.pages) as? PagesView)
    #expect(expected > 0 && view.count(driver.session.inspector.scene) == expected)
  }

  @Test func aFilterOfSendsAsksForItAndTheHeadSaysIt() throws {
    let all = try reasons()
    let first = try #require(all.first { $0.reason == .firstTime })
    let driver = try InspectorDriver(sample: Self.sample, rows: 30, columns: 120)
    driver.press(":pfn \(first.row.pfn)<Enter>P&why = firstTime<Enter>gg")
    let view = try #require(driver.session.inspector.view(.page) as? PageView)
    #expect(view.sends.count == all.count { $0.row.pfn == first.row.pfn && $0.reason == .firstTime })
    #expect(driver.screen.contains("in whole: It was sent as compressed data for the first time"))
  }

  @Test func whereThereIsNoRoomForASentenceItIsSaidInFewWords() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 16, columns: 60)
    driver.press("2:ckpt 1<Enter>P")
    #expect(driver.screen.contains("; in whole: for the first time ━"), "\(driver.screen)")
    for reason in FullPageReason.allCases {
      let title = "1,000 sends; in whole: " + reason.phrase(cacheSlots: 8195)
      #expect(TextWidth.of(title) <= 72, "\(title): on 80 columns, with a key behind it")
    }
  }

  @Test func theLifeOfAPageShowsWhenItWasSent() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press("2:pfn 0xe<Enter>P")
    // Four sends, in checkpoints 0, 1, 2 and 4.
    #expect(driver.screen.contains("│███·█│"))
  }
}
