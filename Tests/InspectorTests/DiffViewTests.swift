@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Two checkpoints compared on the screen.
@Suite struct DiffViewTests {
  @Test func aCountThatHasNoRoomForItsWordIsNotCut() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 16, columns: 60)
    driver.press(":diff 1 2<Enter>:sort words desc<Enter>")
    #expect(driver.screen.contains("page 0x19       1,024 ") && !driver.screen.contains("1,024 w"), "\(driver.screen)")
  }

  private func view(_ driver: InspectorDriver) throws -> DiffView { try driver.view(.diff) }

  @Test(arguments: [("80x24", 24, 80), ("160x50", 50, 160), ("smallest", 16, 60)])
  func looksAsKept(_ name: String, rows: Int, columns: Int) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: rows, columns: columns)
    driver.press("6")
    try expectScreen(driver, "diff-\(name)")
    driver.press("G")
    try expectScreen(driver, "diff-field-\(name)")
  }

  @Test func looksAsKeptInASCIIAndOverADamagedCapture() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin", glyphs: .ascii)
    driver.press("2:ckpt 2<Enter>d:ckpt 1<Enter>d")
    try expectScreen(driver, "diff-cut-ascii")
  }

  @Test func anIdleCheckpointChangedNoPage() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1:ckpt 2<Enter>d:ckpt 3<Enter>d")
    #expect(try view(driver).request == DiffRequest(from: 2, to: 3))
    #expect(try view(driver).answer?.snapshot.pages.isEmpty == true)
    try expectScreen(driver, "diff-idle")
  }

  @Test func whatIsComparedWhileTheCaptureIsReadIsComparedToTheEnd() throws {
    let arriving = try ArrivingCapture(sample: "hvm-remus.bin")
    let session = try arriving.session(through: 1, Inspector(path: "hvm-remus.bin"))
    _ = session.send(.key(.character("6")))
    _ = session.send(.index(arriving.whole.index, milliseconds: 1))
    // A comparison that waits for ever would keep the session working.
    for _ in 0..<1000 where session.isWorking { _ = session.continueWork() }
    #expect(!session.isWorking)
    let asAtOnce = try InspectorDriver(sample: "hvm-remus.bin")
    asAtOnce.press("1:ckpt 0<Enter>d:ckpt 1<Enter>d")
    let answer = try #require(session.inspector.view(.diff) as? DiffView).answer
    let expected = try view(asAtOnce).answer
    #expect(answer?.request == DiffRequest(from: 0, to: 1))
    #expect(answer?.snapshot.isFinished == true)
    #expect(answer?.snapshot.pages.count == expected?.snapshot.pages.count)
    #expect(answer?.snapshot.fields.count == expected?.snapshot.fields.count)
  }

  @Test func oneCheckpointIsNothingToCompare() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press("6")
    #expect(driver.screen.contains("Nothing to compare: one checkpoint only"))
  }

  @Test func theRowsAreThoseOfTheComparison() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("6")
    let capture = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    let memory = try GuestMemory(capture: capture.capture, index: capture.index)
    let expected = try CheckpointComparison(from: memory, at: 3, to: memory, at: 4)
    try expected.run()
    let snapshot = try #require(view(driver).answer?.snapshot)
    #expect(Array(snapshot.pages) == Array(expected.pages.rows))
    #expect(snapshot.fields == expected.fields.differences)
    #expect(driver.session.inspector.position.row?.of == UInt64(snapshot.pages.count + snapshot.fields.count))
  }

  @Test func dMarksOneCheckpointAndComparesAtAnother() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2:ckpt 4<Enter>d")
    #expect(driver.screen.contains("Checkpoint 4 is marked"))
    driver.press(":ckpt 1<Enter>d")
    #expect(driver.session.inspector.current == .diff)
    #expect(try view(driver).request == DiffRequest(from: 1, to: 4))
    driver.press("^O")
    #expect(driver.session.inspector.current == .pages)
  }

  @Test func dOnAFindingMeansItsCheckpoint() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    driver.press("7d")
    #expect(driver.screen.contains("Checkpoint 2 is marked"))
  }

  @Test func nGoesFromDifferenceToDifferenceWithinThePageAndOn() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("6<Tab>")
    let ranges = try view(driver).pane.ranges
    let first = try #require(view(driver).selectedPage)
    #expect(try view(driver).pane.cursor == ranges.first?.lowerBound)
    for range in ranges.dropFirst() {
      driver.press("n")
      #expect(try view(driver).pane.cursor == range.lowerBound)
    }
    driver.press("n")
    #expect(try view(driver).selectedPage?.pfn != first.pfn)
    driver.press("N")
    #expect(try view(driver).selectedPage?.pfn == first.pfn)
  }

  @Test func yCopiesTheByteUnderTheCursor() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("6y")
    #expect(driver.screen.contains("Copied 0x5"))
    driver.press("<Tab>ly")
    let pane = try view(driver).pane
    let byte = try #require(pane.page?.to?[pane.cursor])
    guard case .copy(let text)? = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    #expect(text == NumberText.hexDigits(UInt64(byte), count: 2))
    #expect(driver.screen.contains("Copied the byte \(text) of checkpoint 4"))
  }

  @Test func bothSidesOfAPageAreThoseOfMemory() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("6")
    let capture = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    let memory = try GuestMemory(capture: capture.capture, index: capture.index)
    for _ in 0..<3 {
      let page = try #require(view(driver).pane.page)
      #expect(try page.from == memory.page(pfn: page.pfn, at: 3)?.bytes)
      #expect(try page.to == memory.page(pfn: page.pfn, at: 4)?.bytes)
      driver.press("j")
    }
  }

  @Test func vChoosesPagesOrFields() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("6")
    let snapshot = try #require(view(driver).answer?.snapshot)
    driver.press("v")
    #expect(try view(driver).count == snapshot.pages.count)
    driver.press("v")
    #expect(try view(driver).count == snapshot.fields.count)
    driver.press("<Enter>")
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func twoCapturesAreComparedAtTheirLastCompleteCheckpoints() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    try driver.compare(with: FixtureFile.bytes(Fixtures.sample("hvm-remus.bin")), name: "/data/whole.bin")
    driver.press("6")
    #expect(try view(driver).request == DiffRequest(from: 1, to: 4))
    #expect(driver.screen.contains("hvm-remus-cut.bin compared with whole.bin"))
    #expect(driver.screen.contains("from checkpoint 1 to checkpoint 4 of whole.bin"))
    #expect(try view(driver).count > 0)
    driver.press("K")
    #expect(try view(driver).request == DiffRequest(from: 0, to: 3))
    driver.press("3:ckpt 1<Enter>d")
    #expect(try view(driver).request == DiffRequest(from: 1, to: 1))
  }

  @Test func ofTwoCapturesTheFirstIsSaidToBeTheOneThatOtherViewsShow() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    try driver.compare(with: FixtureFile.bytes(Fixtures.sample("hvm-remus.bin")), name: "/data/whole.bin")
    let second = try #require(driver.lines[0].firstRange(of: "whole.bin"))
    let column = driver.lines[0].distance(from: driver.lines[0].startIndex, to: second.lowerBound)
    driver.press("0")
    #expect(driver.screen.contains("Compared with whole.bin: the Diff view (6) shows both"))
    #expect(driver.grid[0, 1].style == .titleCurrent && driver.grid[0, column].style == .title)
    driver.press("6")
    #expect(driver.grid[0, 1].style == .titleCurrent && driver.grid[0, column].style == .titleCurrent)
    driver.press("3D")
    #expect(driver.screen.contains("No mark is needed"))
    #expect(driver.session.inspector.markedCheckpoint == nil)
  }

  @Test func whatDiffersShowsWithoutAKeyWhenTheOtherCaptureHasBeenRead() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin", comparedWith: "whole.bin")
    #expect(driver.session.inspector.current == .diff)
    try driver.compare(with: FixtureFile.bytes(Fixtures.sample("hvm-remus.bin")), name: "whole.bin")
    #expect(try view(driver).count > 0)
    #expect(!driver.screen.contains("comparing"))
  }

  @Test func twoEqualCapturesDoNotDiffer() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    try driver.compare(with: FixtureFile.bytes(Fixtures.sample("pv64.bin")), name: "copy.bin")
    driver.press("6")
    #expect(driver.screen.contains("Nothing differs here."))
  }
}
