@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Views that have more to show on a large screen.
@Suite struct LargeScreenTests {
  @Test func theStripShowsWhereAPageDiffers() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 40, columns: 120)
    driver.press("3jjd")
    let view = try #require(driver.session.inspector.view(.diff) as? DiffView)
    let changed = view.rows.map { rows in
      (0..<rows.count).compactMap { place in
        if case .page(let page)? = rows[place], page.change == .changed { page } else { nil }
      }
    }
    let pages = try #require(changed)
    #expect(pages.count == 7)
    for page in pages {
      let words = try #require(view.strips[page.pfn])
      #expect(words.count == page.words.map { Int($0) })
    }
    // 16 words from 0xc00 on: of 32 cells with 32 words each the 24th.
    let line = try #require(driver.lines.first { $0.contains("page 0xe ") })
    #expect(line.contains(String(repeating: "·", count: 24) + "▒" + String(repeating: "·", count: 7)))
  }

  @Test func aNarrowScreenSaysInAWordThatAPageIsGoneOrNew() throws {
    let samples = ["pv64.bin", "v3-pv.bin"]
    for (sample, other, words) in [(samples[0], samples[1], "NOTAB, gone"), (samples[1], samples[0], "NOTAB, new")] {
      let driver = try InspectorDriver(sample: sample, comparedWith: other)
      try driver.compare(with: FixtureFile.bytes(Fixtures.sample(other)), name: other)
      driver.press("6")
      #expect(driver.lines.contains { $0.hasSuffix(words) }, "\(driver.screen)")
    }
  }

  @Test func thePaneThatHasTheKeysHasHeavyLinesAndTheOthersSayTheirKey() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: 36, columns: 120)
    driver.press("1")
    #expect(driver.lines[4].contains("┃") && driver.lines[2].contains("─ Tab ─"))
    driver.press("<Tab>")
    let focused = driver.lines.filter { $0.contains("┃") }.count
    #expect(focused > 0 && focused < 32, "beside the fields only")
    #expect(driver.lines[2].contains("\\"))
  }

  @Test func aShortTreeLeavesRoomForAMapOfTheCapture() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin", rows: 60, columns: 200)
    driver.press("1j")
    #expect(driver.screen.contains("the whole capture, ") && driver.screen.contains("a checkpoint begins"))
    driver.press("*")
    #expect(!driver.screen.contains("a checkpoint begins"))
  }

  @Test func looksAsKept() throws {
    for (sample, name, keys) in [
      ("hvm-remus-compressed.bin", "large-diff", "3jjd"), ("hvm-remus-cut.bin", "large-tree", "1j"),
    ] {
      let driver = try InspectorDriver(sample: sample, rows: 60, columns: 200)
      driver.press(keys)
      try expectScreen(driver, "\(name)-200x60")
    }
  }
}
