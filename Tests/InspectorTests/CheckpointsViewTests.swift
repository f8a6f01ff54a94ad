@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct CheckpointsViewTests {
  private func view(_ driver: InspectorDriver) throws -> CheckpointsView { try driver.view(.checkpoints) }

  @Test func enterDrillsIntoTheCheckpointAndPIntoItsPages() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("3jj<Enter>")
    #expect(driver.session.inspector.current == .tree)
    #expect(driver.session.inspector.position.words == "checkpoint[2]")
    driver.press("3p")
    let row = try #require((driver.session.inspector.view(.pages) as? PagesView)?.selectedRow)
    #expect(row.checkpoint == 2 && row.batch == 0 && row.index == 0)
    driver.press("^O")
    #expect(driver.session.inspector.position.place == .checkpoint(2))
  }

  @Test func kindsOfBytesAndWhatIsSaidOfTheCheckpointAreTwoLists() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("3jj")
    for line in driver.lines.dropFirst(15).prefix(6) {
      let parts = line.split(separator: "│", omittingEmptySubsequences: false)
      #expect(parts.count == 2 && parts[0].hasSuffix("% ") && parts[1].hasPrefix(" "), "\(line)")
    }
  }

  @Test func histogramsBesideEachOtherDoNotTouch() throws {
    let driver = try InspectorDriver(sample: "v3-linux.bin", rows: 36, columns: 120)
    driver.press("3jjcccc")
    #expect(driver.screen.contains("100 % █"), "\(driver.screen)")
  }

  @Test func theCheckpointLookedAtElsewhereIsSelected() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1:ckpt 3<Enter>3")
    #expect(driver.session.inspector.position.place == .checkpoint(3))
    driver.press("JKK")
    #expect(driver.session.inspector.position.focus.checkpoint == 2)
    driver.press(":ckpt 1<Enter>")
    #expect(driver.session.inspector.position.place == .checkpoint(1))
  }

  @Test func twoCheckpointsAreComparedOrOneWithTheOneBefore() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("3jjd")
    #expect(driver.session.inspector.current == .diff)
    driver.press("3ggd")
    #expect(driver.screen.contains("No checkpoint comes before this one"))
  }

  @Test func theMarkedCheckpointIsShownUntilItIsCompared() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("3jDj")
    #expect(driver.lines.contains { $0.hasPrefix("     =1 ") })
    #expect(driver.lines[22].contains("= checkpoint 1 marked"))
    driver.press("2")
    #expect(driver.lines[22].contains("= ckpt 1"))
    driver.press("3jd")
    #expect(driver.session.inspector.current == .diff)
    driver.press("3")
    #expect(!driver.screen.contains("=1 ") && !driver.lines[22].contains("="))
  }

  @Test func theFiguresAreThoseOfTheTotals() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    let index = driver.session.inspector.index
    for checkpoint in index.checkpoints.indices {
      driver.press("3:ckpt \(checkpoint)<Enter>")
      let totals = index.totals(ofCheckpoint: checkpoint)
      for kind in ByteKind.allCases where kind != .unknown {
        let line = try #require(driver.lines.last { $0.contains(" \(kind.words) ") })
        #expect(
          line.contains(" \(NumberText.size(totals.bytes[kind])) "), "\(kind.words) of \(checkpoint)")
      }
      #expect(driver.screen.contains("\(NumberText.counted(index.checkpoints[checkpoint].length, "byte")) at"))
    }
  }

  @Test func theScaleIsSaidAndChangesTheBars() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("3jjj")
    var bars: Set<Substring> = []
    for words in ["split scale: a full bar is", "log scale: a full bar is", "linear scale: a full bar is"] {
      #expect(driver.screen.contains(words))
      bars.insert(driver.lines[7])
      driver.press("v")
    }
    #expect(bars.count == 3)
    #expect(driver.screen.contains("split scale"))
  }

  @Test func aBarIsAsLongAsItsPartAndSharedOutByKind() {
    var bytes = ByteTotals()
    bytes[.pageData] = 600
    bytes[.tail] = 300
    bytes[.framing] = 1
    bytes[.metadata] = 99
    var grid = Grid(rows: 2, columns: 30)
    StackedBar(bytes: bytes, part: 0.5, .unicode).draw(into: &grid, row: 0, column: 0, cells: 20, .unicode)
    StackedBar(bytes: bytes, part: 0.53, .unicode).draw(into: &grid, row: 1, column: 0, cells: 20, .unicode)
    // Only page data ends within a cell: anything else would look like page data there.
    #expect(grid.text == "██████░▚▚▚\n██████░▚▚▚▚")
    bytes = ByteTotals()
    bytes[.pageData] = 600
    grid = Grid(rows: 1, columns: 30)
    StackedBar(bytes: bytes, part: 0.53, .unicode).draw(into: &grid, row: 0, column: 0, cells: 20, .unicode)
    #expect(grid.text == "██████████▋")
    bytes[.tail] = 600
    grid = Grid(rows: 1, columns: 30)
    StackedBar(bytes: bytes, part: 0.5, .ascii).draw(into: &grid, row: 0, column: 0, cells: 20, .ascii)
    #expect(grid.text == "#####%%%%%")
  }

  @Test func moreBytesNeverDrawAShorterBar() {
    var random = SeededRandom(seed: 9)
    let longest = 40_000.0
    let bars = (0..<2000).map { _ in
      var bytes = ByteTotals()
      bytes[.compressedData] = .random(in: 0...20_000, using: &random)
      bytes[.pfnArrays] = .random(in: 0...200, using: &random)
      bytes[.metadata] = .random(in: 0...400, using: &random)
      bytes[.tail] = .random(in: 5000...9000, using: &random)
      bytes[.framing] = .random(in: 0...100, using: &random)
      var grid = Grid(rows: 1, columns: 30)
      StackedBar(bytes: bytes, part: Double(bytes.sum) / longest, .unicode)
        .draw(into: &grid, row: 0, column: 0, cells: 26, .unicode)
      return (bytes: bytes, text: grid.text)
    }
    let whole = bars.sorted { $0.bytes.sum < $1.bytes.sum }.map(\.text.count)
    #expect(zip(whole, whole.dropFirst()).allSatisfy { $0 <= $1 })
    let compressed = bars.sorted { $0.bytes[.compressedData] < $1.bytes[.compressedData] }
      .map { bar in bar.text.prefix { $0 == "▓" }.count }
    #expect(zip(compressed, compressed.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: [Glyphs.unicode, .ascii])
  func everyKindHasASignOfItsOwn(_ glyphs: Glyphs) {
    #expect(Set(ByteKind.allCases.map { $0.fill(glyphs) }).count == ByteKind.allCases.count)
    if !glyphs.isUnicode { #expect(ByteKind.allCases.allSatisfy { $0.fill(glyphs).isASCII }) }
  }

  @Test func theEndIsFollowedByWhoStandsThere() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus.bin"))
    let whole = try IndexedCapture(bytes: bytes)
    let snapshots = try whole.index.checkpoints.indices.map { checkpoint in
      let cut = Array(bytes[..<Int(whole.index.checkpoints[checkpoint].end)])
      var index = try IndexedCapture(bytes: cut).index
      index.isFinished = false
      return index
    }
    let driver = InspectorDriver(capture: whole.capture, index: snapshots[1])
    driver.press("3")
    driver.send(.index(snapshots[2], milliseconds: 10))
    #expect(try view(driver).cursor.selected == 0)
    driver.press("G")
    driver.send(.index(snapshots[3], milliseconds: 20))
    #expect(driver.session.inspector.position.place == .checkpoint(3))
    driver.press("k")
    driver.send(.index(snapshots[4], milliseconds: 30))
    #expect(driver.session.inspector.position.place == .checkpoint(2))
    #expect(try view(driver).longest.others == whole.index.checkpoints.dropFirst().map(\.length).max())
  }

  @Test func theMouseSelectsInTheListAndInTheChart() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: 50, columns: 160)
    driver.press("3")
    let axis = ChartPanel.axisColumns(.binary)
    let columns = ChartPanel.chartColumns(160 / 2, .binary)
    let count = driver.session.inspector.index.checkpoints.count
    driver.click(row: 6, column: axis + columns * 3 / count + 2)
    #expect(driver.session.inspector.position.place == .checkpoint(3))
    let line = try #require(driver.lines.firstIndex { $0.hasPrefix("›     3") })
    driver.click(row: line - 2, column: 10)
    #expect(driver.session.inspector.position.place == .checkpoint(1))
    driver.click(row: line - 2, column: 10, afterMilliseconds: 100)
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func manyCheckpointsShareTheSlotsOfAChartAndFewHaveSeveral() {
    let many = ChartSlots(count: 201, slots: 100)
    #expect(many.values(ofSlot: 0).lowerBound == 0 && many.values(ofSlot: 99).upperBound == 201)
    #expect((0..<201).allSatisfy { many.slot(ofValue: $0) < 100 })
    let few = ChartSlots(count: 5, slots: 60)
    #expect((0..<5).allSatisfy { few.values(ofSlot: few.slot(ofValue: $0)) == $0..<$0 + 1 })
  }

  @Test func aHistogramSaysWhatIsNotCountedAsThatWasStopped() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-compressed.bin"))
    var inspector = Inspector(path: "capture", glyphs: .unicode)
    _ = inspector.update(.resize(rows: 24, columns: 120))
    _ = inspector.update(.index(read.index, milliseconds: 0))
    for key in "3ccccc".unicodeScalars { _ = inspector.update(.key(.character(key))) }
    let screen = { (inspector: Inspector) in
      var grid = Grid(rows: 24, columns: 120)
      inspector.draw(into: &grid)
      return grid.text
    }
    // Nobody does the work that is asked for.
    let before = screen(inspector)
    #expect(before.contains("lengths of runs in words") && before.contains("all checkpoints: being counted"))
    // Those of the checkpoint and those of all are two pieces of work.
    for _ in 0..<2 { _ = inspector.update(.key(.control("c"))) }
    let after = screen(inspector)
    #expect(after.contains("all checkpoints: not counted") && !after.contains("being counted"))
  }

  @Test func theSteadyStateFillsTheBarWhateverTheFirstCheckpointsCost() {
    let figures = ChartFigures([256_000, 12_000] + [Double](repeating: 700, count: 100))
    #expect(figures.steady == 700)
    #expect(figures.largest == 12_000 && figures.largestAt == 1)
    #expect(figures.median == 700 && figures.percentile95 == 700)
  }
}
