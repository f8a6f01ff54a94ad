@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct MapViewTests {
  /// The index of a capture that ended inside a PFN array, then that of the whole.
  @Test func anArrayThatHadBeenCutIsReadAnewWhenTheRestHasCome() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus-compressed.bin"))
    let whole = try IndexedCapture(bytes: bytes)
    let cut = try IndexedCapture(bytes: Array(bytes.prefix(100))).index
    let driver = InspectorDriver(capture: whole.capture, index: cut)
    driver.press("4")
    driver.send(.index(whole.index, milliseconds: 10))
    let fresh = InspectorDriver(capture: whole.capture, index: whole.index)
    fresh.press("4")
    #expect(driver.screen == fresh.screen)
    for keys in [":pfn 0x20<Enter>P", "6"] {
      driver.press(keys)
      fresh.press(keys)
      #expect(driver.screen == fresh.screen)
    }
  }

  private func view(_ driver: InspectorDriver) throws -> MapView { try driver.view(.map) }

  private func cell(_ driver: InspectorDriver) throws -> (cell: MapCell, pfns: Range<UInt64>) {
    let view = try view(driver)
    let layout = try #require(view.layout(driver.session.inspector.scene))
    let number = layout.cell(of: view.pfn)
    return (try #require(view.cells[number]), layout.pfns(ofCell: number))
  }

  @Test func enterListsThePageAsOfTheCheckpoint() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    // PFN 0x10 is sent in every checkpoint but one.
    driver.press("2JJ:pfn 0x10<Enter>4")
    let pages = { driver.session.inspector.view(.pages) as? PagesView }
    for checkpoint in [4, 2, 1, 0] {
      driver.press("4:ckpt \(checkpoint)<Enter>:pfn 0x10<Enter>")
      #expect(driver.session.inspector.position.place == .map(pfn: 0x10, checkpoint: checkpoint))
      driver.press("<Enter>")
      let row = try #require(pages()?.selectedRow)
      #expect(row.pfn == 0x10)
      #expect(row.checkpoint == checkpoint)
      // Nothing else is listed than what was sent of the cell up to the checkpoint, and this is its last row.
      #expect(pages()?.filterExpression == "pfn in 0x10..0x10 and checkpoint <= \(checkpoint)")
      #expect(driver.session.inspector.position.row.map { $0.0 == $0.of } == true)
    }
    driver.press("a4p")
    let row = try #require(pages()?.selectedRow)
    #expect(row.pfn == 0x10 && row.checkpoint == 0)
  }

  @Test func enterOnACellOfSeveralPagesListsThemAll() throws {
    let pfns = (0..<64).map { UInt64($0) * 64 }
    let driver = try InspectorDriver(bytes: SparseCapture.bytes(pfns: pfns), name: "a.bin")
    driver.press("4")
    let (cell, _) = try cell(driver)
    driver.press("<Enter>")
    #expect(driver.session.inspector.position.row?.of == cell.sends)
    driver.press("&^U<Enter>")
    #expect(driver.session.inspector.position.row?.of == 64)
  }

  @Test func aPFNBehindTheLastOneIsNowhere() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("4ll:pfn 0x60<Enter>")
    #expect(driver.screen.contains("PFNs end at 0x5f"))
    driver.press("<Esc>")
    #expect(try view(driver).pfn == 2)
    driver.press(":pfn 0x5f<Enter>")
    #expect(try view(driver).pfn == 0x5f)
  }

  @Test func theBiographyIsThatOfThePageUnderTheCursor() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press("4ll")
    let pfn = try view(driver).pfn
    driver.press("P")
    #expect(driver.session.inspector.current == .page)
    driver.press("^O")
    #expect(driver.session.inspector.position.place == .map(pfn: pfn, checkpoint: 0))
  }

  @Test func theMapStepsThroughCheckpoints() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("4")
    #expect(driver.screen.contains("as of checkpoint 4"))
    driver.press("KK")
    #expect(driver.screen.contains("as of checkpoint 2"))
    driver.press("JJJ")
    #expect(driver.screen.contains("No checkpoint follows"))
    driver.press("KKKKK")
    #expect(driver.screen.contains("No checkpoint before this one"))
  }

  @Test func zoomGoesToOnePageACellAndKeepsThePage() throws {
    let pfns = (0..<64).map { UInt64($0) * 64 }
    let driver = try InspectorDriver(bytes: SparseCapture.bytes(pfns: pfns), name: "a.bin", rows: 16, columns: 60)
    driver.press("4:pfn 0x33<Enter>")
    let whole = try cell(driver).pfns
    #expect(whole.count > 1 && whole.contains(0x33))
    driver.press(String(repeating: "+", count: 9))
    #expect(try cell(driver).pfns == 0x33..<0x34)
    #expect(driver.screen.contains("1 page a cell"))
    driver.press(String(repeating: "-", count: 9))
    #expect(try cell(driver).pfns == whole)
    #expect(driver.screen.contains("32 pages a cell, the whole guest"))
  }

  /// A map of some PFNs of up to 52 bits.
  private func map(_ pfns: some Sequence<UInt64>) throws -> (driver: InspectorDriver, layout: MapLayout) {
    var stream = DeltaStream()
    stream.send(pfns.map { DeltaStream.Entry($0) })
    let read = try stream.read()
    let driver = InspectorDriver(capture: read.capture, index: read.index, columns: 100)
    driver.press("4")
    return (driver, try #require(view(driver).layout(driver.session.inspector.scene)))
  }

  @Test func aPageFarAwayLeavesTheMapOfTheRestAsItIs() throws {
    let far: UInt64 = 1 << 51 | 5
    let alone = try map(0..<0x8000)
    let both = try map(Array(0..<0x8000) + [far])
    // A line says that there is more, and the PFNs in front of the rows have more digits.
    #expect(both.layout.shift <= alone.layout.shift + 1)
    #expect(try cell(both.driver).cell.pages == 1 << both.layout.shift)
    #expect(both.driver.screen.contains("0x8000 to 0x7ffffffffffff: never sent; the rest lies far away"))
    #expect(!alone.driver.screen.contains("far away"))
    both.driver.press("G")
    #expect(try cell(both.driver).cell.firstPFN == far)
  }

  @Test func pagesFarAwayThatDoNotFitAreSeenWhenOneZoomsOut() throws {
    let far = (1..<300 as Range<UInt64>).map { $0 << 40 }
    let (driver, layout) = try map(Array(0..<0x1000) + far)
    #expect(driver.screen.contains("all but what lies far away"))
    #expect(try cell(driver).cell.pages == 1 << layout.shift)
    driver.press(String(repeating: "-", count: 60))
    #expect(try cell(driver).cell.pages >= 0x1000)
    #expect(driver.screen.contains("0x0 to 0x12b0000000000"))
    driver.press(String(repeating: "+", count: 60))
    #expect(try cell(driver).pfns == 0..<1)
  }

  @Test(arguments: ["hvm-remus.bin", "pv64.bin", "hvm-live.bin"])
  func theFiguresEqualCountsOfRows(_ sample: String) throws {
    let driver = try InspectorDriver(sample: sample)
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let pages = PageRows(capture: read.capture, index: read.index)
    let rows = try pages.rows(0..<read.index.contentCount, contentOnly: true)
    driver.press("4gg")
    for _ in 0..<60 {
      let (cell, pfns) = try cell(driver)
      let inside = rows.filter { pfns.contains($0.pfn) }
      #expect(Int(cell.sends) == inside.count)
      #expect(cell.lastCheckpoint == inside.last?.checkpoint)
      let last = try #require(read.index.checkpoints.indices.last)
      #expect(cell.bytes == inside.filter { $0.checkpoint == last }.reduce(0) { $0 + ($1.length ?? 0) })
      if cell.sends > 2 { #expect(driver.screen.contains("Sent \(NumberText.grouped(cell.sends)) times")) }
      driver.press("l")
    }
  }

  @Test func theCursorStepsOverGapsAndRowEnds() throws {
    let driver = try InspectorDriver(
      bytes: SparseCapture.bytes(pfns: [0x0, 0x3f, 0x40, 0xff00]), name: "sparse.bin")
    driver.press("4")
    #expect(driver.screen.contains("0x80 to 0xfeff: never sent"))
    driver.press("l")
    #expect(try view(driver).pfn == 1)
    driver.press("jj")
    #expect(try view(driver).pfn == 0xff01)
    driver.press("k")
    #expect(try view(driver).pfn == 0x41)
    driver.press("gg" + String(repeating: "l", count: 64))
    #expect(try view(driver).pfn == 0x40)
    driver.press("h")
    #expect(try view(driver).pfn == 0x3f)
    driver.press(":pfn 0x1234<Enter>")
    #expect(try view(driver).pfn == 0xff00)
    driver.press("G")
    #expect(try view(driver).pfn == 0xff3f)
  }

  @Test func rowsOfAMapAreLinesAndBack() throws {
    let memory = try IndexedCapture(bytes: SparseCapture.bytes(pfns: [0x0, 0x80, 0x400, 0x9000]))
    let map = try MemoryMap(GuestMemory(capture: memory.capture, index: memory.index))
    for shift in 0..<18 {
      let rows = MapRows(map.extent, pagesPerRow: 1 << UInt64(shift))
      var last: UInt64?
      for line in 0..<min(rows.lineCount, 500) {
        guard case .row(let row)? = rows.line(at: line) else { continue }
        #expect(rows.line(ofRow: row) == line)
        if let last { #expect(rows.row(last, movedBy: 1) == row && rows.row(row, movedBy: -1) == last) }
        last = row
      }
      #expect(rows.line(at: rows.lineCount) == nil)
    }
  }

  @Test func aClickSelectsASecondOneOpens() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press("4")
    let layout = try #require(try view(driver).layout(driver.session.inspector.scene))
    driver.click(row: 2 + layout.cells.row, column: layout.cells.column + 3)
    #expect(try view(driver).pfn == 3 << UInt64(layout.shift))
    driver.click(row: 2 + layout.cells.row, column: layout.cells.column + 3, afterMilliseconds: 100)
    #expect(driver.session.inspector.current == .pages)
  }

  @Test(arguments: MapLook.allCases)
  func everySignOfALookDiffers(_ look: MapLook) {
    for pfns in [UInt64(1), 64] {
      let signs = look.signs(pfnsPerCell: pfns)
      #expect(Set(signs.map(\.unicode)).count == signs.count)
      #expect(Set(signs.map(\.ascii)).count == signs.count)
      #expect(signs.allSatisfy { $0.ascii.isASCII })
    }
  }

  @Test func stoppingKeepsWhatWasCounted() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press("4z")
    #expect(driver.screen.contains("Nothing is running"))
    #expect(try cell(driver).cell.pages > 0)
  }
}
