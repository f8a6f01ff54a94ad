@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Filters over the rows of the Checkpoints and Diff views.
@Suite struct FilteredViewsTests {
  private func driver(_ sample: String, _ keys: String) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: sample)
    driver.press(keys)
    return driver
  }

  @Test func looksAsKept() throws {
    let checkpoints = try driver("hvm-remus-compressed.bin", "3&delta > 0 and length > 20000<Enter>")
    try expectScreen(checkpoints, "checkpoints-filtered")
    checkpoints.press("&^Uratio > 99<Enter>")
    try expectScreen(checkpoints, "checkpoints-filtered-empty")
    let difference = try driver("hvm-remus-compressed.bin", "6&words in 5..60 and pfn != 0xe<Enter>")
    try expectScreen(difference, "diff-filtered")
  }

  @Test(arguments: ["hvm-remus.bin", "hvm-remus-compressed.bin"])
  func checkpointsAreThoseThatPlainFilteringGives(_ sample: String) throws {
    for expression in ["pages > 4", "not delta > 0", "complete = true and index in 1..3", "length > 99999999"] {
      let driver = try driver(sample, "3&\(expression)<Enter>")
      let index = driver.session.inspector.index
      let filter = try Filter<CheckpointFilterRow>(expression)
      let expected = index.checkpoints.indices.filter { filter.matches(CheckpointFilterRow($0, of: index)) }
      let view = try #require(driver.session.inspector.view(.checkpoints) as? CheckpointsView)
      #expect((0..<view.list.count).compactMap { view.checkpoint(at: $0, driver.session.inspector.scene) } == expected)
    }
  }

  @Test func aCheckpointThatIsLeftOutGivesWayToTheNearest() throws {
    let driver = try driver("hvm-remus.bin", "3:ckpt 2<Enter>&index != 2<Enter>")
    #expect(driver.session.inspector.position.place == .checkpoint(3))
    driver.press("k")
    #expect(driver.session.inspector.position.place == .checkpoint(1))
    driver.press(":ckpt 2<Enter>")
    #expect(driver.session.inspector.position.place == .checkpoint(3))
    #expect(driver.screen.contains("The filter leaves out checkpoint 2; this is the nearest"))
    driver.press("&^U<Enter>")
    #expect(driver.session.inspector.position.place == .checkpoint(3))
  }

  @Test func theLastCheckpointIsLookedAtAgainWhileItGrows() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus.bin"))
    let index = { (length: Int) in
      let indexer = CaptureIndexer(capture: Capture(bytes: Array(bytes.prefix(length))))
      try? indexer.run()
      return indexer.index.snapshot
    }
    let whole = index(bytes.count)
    let second = whole.checkpoints[1]
    var partial = index(Int(second.offset) + 4200)
    partial.isFinished = false
    let driver = InspectorDriver(capture: Capture(bytes: bytes), index: partial)
    driver.press("3&index = 1 and length > 10000<Enter>")
    #expect(driver.screen.contains("0 of 2 checkpoints so far"))
    driver.send(.index(whole, milliseconds: 1))
    #expect(driver.screen.contains("1 of 5 checkpoints "))
  }

  @Test func pagesThatDifferAreThoseThatPlainFilteringGives() throws {
    let expression = "words > 10 and not pfn = 0x10"
    let driver = try driver("hvm-remus-compressed.bin", "6&\(expression)<Enter>")
    let filter = try Filter<PageDifference>(expression)
    let view = try #require(driver.session.inspector.view(.diff) as? DiffView)
    let snapshot = try #require(view.answer?.snapshot)
    let expected = snapshot.pages.filter { filter.matches($0) }.map(\.pfn)
    #expect(!expected.isEmpty && expected.count < snapshot.pages.count)
    var shown: [UInt64] = []
    for position in 0..<view.count {
      if case .page(let page)? = view.rows?[position] { shown.append(page.pfn) }
    }
    #expect(shown == expected)
    #expect(view.count == expected.count + snapshot.fields.count)
    driver.press("J")
    #expect(driver.session.inspector.message?.text.contains("No checkpoint follows") == true)
    driver.press("K")
    #expect((driver.session.inspector.view(.diff) as? DiffView)?.list.expression == expression)
  }
}
