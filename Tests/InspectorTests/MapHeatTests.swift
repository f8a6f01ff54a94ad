@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct MapHeatTests {
  private func view(_ driver: InspectorDriver) throws -> MapView { try driver.view(.map) }

  @Test func aKeyGoesFromTheHottestPageToTheNext() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    let rows = try PageRows(capture: read.capture, index: read.index).rows(
      0..<read.index.contentCount, contentOnly: true)
    for checkpoint in [4, 1] {
      let counts = Dictionary(grouping: rows.filter { $0.checkpoint <= checkpoint }, by: \.pfn).mapValues(\.count)
      let hottest = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let driver = try InspectorDriver(sample: "hvm-remus.bin")
      driver.press("4:ckpt \(checkpoint)<Enter>>")
      #expect(try view(driver).pfn == hottest[0].key)
      #expect(driver.screen.contains("1 of the \(counts.count) hottest"))
      driver.press(">>")
      #expect(try view(driver).pfn == hottest[2].key)
      driver.press("<")
      #expect(try view(driver).pfn == hottest[1].key)
      driver.press("<<")
      #expect(driver.screen.contains("This is the hottest page"))
    }
  }

  @Test func classesAreMadeOfWhatIsThere() {
    let words = { (classes: MapClasses) in classes.signs { "\($0)" }.map(\.words) }
    #expect(words(MapClasses([])).isEmpty)
    #expect(words(MapClasses([0, 3, 3])) == ["3"])
    #expect(words(MapClasses([1, 2, 9])) == ["1", "2", "3 to 9"])
    // One that is far above the others does not make all of them the same.
    let skewed = [UInt64](repeating: 8, count: 1000) + [9, 10, 11, 12, 40, 1000]
    let classes = MapClasses(skewed)
    #expect(words(classes) == ["8", "9 to 11", "12 to 40", "41 to 1000"])
    #expect(classes.place(of: 0) == nil)
    #expect(classes.signs { "\($0)" }.map(\.style) == [.heat1, .heat2, .heat3, .heat4])
    let places = skewed.map { classes.place(of: $0) }
    #expect(Set(places) == [0, 1, 2, 3])
  }

  @Test(arguments: [(24, 80), (36, 120), (60, 200)])
  func cellsAreWhereAClickFindsThem(_ rows: Int, _ columns: Int) throws {
    let driver = try InspectorDriver(sample: "pv64.bin", rows: rows, columns: columns)
    driver.press("4")
    let layout = try #require(try view(driver).layout(driver.session.inspector.scene))
    #expect(layout.cells.column + layout.cells.columns <= columns)
    #expect(layout.cells.row + layout.cells.rows <= driver.session.inspector.scene.rows)
    for pfn: UInt64 in [0, 5, 0x11, 0x47] {
      let line = layout.rows.line(ofRow: layout.row(of: pfn))
      let place = Int(layout.cell(of: pfn) - layout.cells(ofRow: layout.row(of: pfn)).lowerBound)
      driver.click(
        row: 2 + layout.cells.row + Int(line) * layout.scale.rows,
        column: layout.cells.column + place * layout.scale.columns)
      #expect(try view(driver).pfn == pfn)
    }
  }

  @Test func aSmallGuestFillsALargeScreen() throws {
    let driver = try InspectorDriver(sample: "pv64.bin", rows: 60, columns: 200)
    driver.press("4")
    let layout = try #require(try view(driver).layout(driver.session.inspector.scene))
    #expect(layout.scale.rows > 1 && layout.isWhole)
    #expect(layout.cells.columns > 80)
  }

  @Test func aPageOfAnySizeOfGuestIsOnTheMap() throws {
    for count: UInt64 in [1, 100, 5000, 100_000] {
      var stream = DeltaStream()
      let pfns = Array(stride(from: 0, to: count, by: max(1, Int(count / 100))))
      stream.send(pfns.map { DeltaStream.Entry($0) })
      let read = try stream.read()
      let driver = InspectorDriver(capture: read.capture, index: read.index, rows: 50, columns: 160)
      driver.press("4G")
      let layout = try #require(try view(driver).layout(driver.session.inspector.scene))
      #expect(layout.isWhole && layout.rows.lineCount <= UInt64(layout.height))
      for pfn in pfns {
        #expect(layout.cells(ofRow: layout.row(of: pfn)).contains(layout.cell(of: pfn)))
      }
    }
  }

  // MARK: Contents

  @Test func pagesAreToldApartByTheirBytes() {
    let page = { (pattern: [UInt8]) in (0..<pageSize).map { pattern[$0 % pattern.count] } }
    #expect(PageClass(page([0]).span) == .zero)
    #expect(PageClass(page(Array("the quick brown fox\n".utf8)).span) == .text)
    #expect(PageClass(page([0x10, 0x20, 0, 0x81, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]).span) == .pointers)
    #expect(
      PageClass(page([0x48, 0x89, 0xe5, 0x48, 0x8b, 0x45, 0xf8, 0xe8, 0x10, 0, 0, 0, 0xc3, 0x0f, 0x1f, 0x90]).span)
        == .code)
    #expect(PageClass(page([0x93, 0x01, 0xd7, 0x5c, 0x11]).span) == .other)
  }

  @Test func theMapTellsContents() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: 36, columns: 120)
    driver.press("4vvvvv")
    let view = try view(driver)
    #expect(view.look == .content)
    let classes = view.contents.compactMap { $0 }
    #expect(classes.count == 56, "one for each page that is there")
    #expect(driver.screen.contains("by content"))
  }

  @Test func pagesThatHoldTheSameAreToldToBeAlikeUnlessTheyAreZero() throws {
    let page = { (pattern: [UInt8]) in [0x80] + (0..<pageSize).map { pattern[$0 % pattern.count] } }
    let text = page(Array("the quick brown fox\n".utf8))
    let pages = [text, page([0x93, 0x01, 0xd7, 0x5c, 0x11]), text, page([0]), page([0])]
    var stream = DeltaStream()
    stream.send(pages.enumerated().map { DeltaStream.Entry(UInt64($0), delta: $1) })
    let read = try stream.read()
    let driver = InspectorDriver(capture: read.capture, index: read.index, rows: 36, columns: 120)
    driver.press("4vvvvv")
    #expect(try view(driver).contents == [.alike, .other, .alike, .zero, .zero])
  }

  @Test func looksAsKept() throws {
    for (name, keys) in [("sends", "4vv>"), ("bytes", "4vvvvK"), ("content", "4vvvvv")] {
      let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 36, columns: 120)
      driver.press(keys)
      try expectScreen(driver, "map-\(name)-120x36")
    }
    let driver = try InspectorDriver(sample: "pv64.bin", rows: 60, columns: 200)
    driver.press("4")
    try expectScreen(driver, "map-pv-200x60")
  }
}
