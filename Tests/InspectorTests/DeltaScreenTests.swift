@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// A page delta in the Tree view: its run map, and the page that results.
@Suite struct DeltaScreenTests {
  /// An inspector with the delta of a place within checkpoint 1 selected.
  private func driver(
    delta: Int, rows: Int = 24, columns: Int = 80, glyphs: Glyphs = .unicode, chunksOf length: Int = .max
  ) throws -> InspectorDriver {
    let driver = try InspectorDriver(
      bytes: SmallRemusCapture.bytes(chunksOf: length), name: "small-remus.bin", rows: rows, columns: columns,
      glyphs: glyphs)
    driver.press("2J" + String(repeating: "j", count: delta) + "<Enter>")
    return driver
  }

  private func pane(_ driver: InspectorDriver) -> FieldsPane? {
    (driver.session.inspector.view(.tree) as? TreeView)?.fields
  }

  /// Cells of the run map on the screen that show a character.
  private func cells(_ driver: InspectorDriver, _ scalar: Unicode.Scalar, _ style: Style) -> Int {
    driver.grid.cells.count { $0 == Grid.Cell(scalar.value, style) }
  }

  @Test func theRunMapLooksAsKept() throws {
    try expectScreen(driver(delta: 0), "run-map-80x24")
    try expectScreen(driver(delta: 0, rows: 50, columns: 160), "run-map-160x50")
    try expectScreen(driver(delta: 4, rows: 24, columns: 80, glyphs: .ascii), "run-map-ascii-80x24")
  }

  @Test func theResultingPageLooksAsKept() throws {
    let small = try driver(delta: 4)
    small.press("v")
    try expectScreen(small, "resulting-page-80x24")
    let large = try driver(delta: 4, rows: 50, columns: 160)
    large.press("v")
    try expectScreen(large, "resulting-page-160x50")
  }

  @Test func aCellForEachWordWhereThereIsRoom() throws {
    let driver = try driver(delta: 0, rows: 50, columns: 160)
    #expect(cells(driver, "█", .encodingDelta) == 5 + 100 + 1)
    #expect(cells(driver, "▒", .encodingDelta) == 0)
    #expect(cells(driver, "·", .barEmpty) == 1024 - 106)
  }

  @Test func cellsStandForSeveralWordsWhereThereIsLittleRoom() throws {
    let driver = try driver(delta: 0)
    let grid = try #require(pane(driver)?.mapGrid)
    #expect(grid.wordsPerCell == 1024 / (grid.columns * grid.rows))
    // Words 0 to 4 and 100 to 199, and word 708, by four.
    #expect(grid.wordsPerCell == 4)
    #expect(cells(driver, "█", .encodingDelta) == 1 + 25)
    #expect(cells(driver, "▒", .encodingDelta) == 2)
  }

  @Test func fullAndUnchangedPagesAreSaidInWords() throws {
    #expect(try driver(delta: 1).screen.contains("No word of the page changes"))
    #expect(try driver(delta: 2).screen.contains("All 1024 words are sent"))
    #expect(try pane(driver(delta: 2))?.mapGrid == nil)
  }

  @Test func theCostOfMarkersIsStated() throws {
    #expect(try driver(delta: 3).screen.contains("4 literal bytes, 10 markers (71 %), 8 of them by the limit"))
  }

  @Test func theNewWordsOfTheResultAreLit() throws {
    let driver = try driver(delta: 4, rows: 50, columns: 160)
    driver.press("v")
    let page = try #require((driver.session.inspector.view(.tree) as? TreeView)?.page.page)
    // The first run carries words that were zero before.
    #expect((64..<191).allSatisfy { page.isSent(word: $0) && !page.isNew(word: $0) })
    #expect((191..<576).allSatisfy { page.isSent(word: $0) && page.isNew(word: $0) })
    #expect(page.bytes[0] == 7 && page.bytes[191 * 4] == 0x66 && page.bytes[576 * 4] == 0)
    #expect(driver.screen.contains("page 0x7 at checkpoint 1: 385 words changed, 127 sent as they were"))
    driver.press("v")
    #expect(!driver.screen.contains("page 0x7 at checkpoint 1"))
  }

  @Test func aDeltaOverSeveralChunksIsOneMap() throws {
    let driver = try driver(delta: 0, rows: 50, columns: 160, chunksOf: 300)
    #expect(cells(driver, "█", .encodingDelta) == 106)
  }

  @Test func theResultIsForDeltasOnly() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1v")
    #expect(driver.screen.contains("v works on a page delta"))
  }

  @Test func keysMoveWithinTheResultingPage() throws {
    let driver = try driver(delta: 0, rows: 50, columns: 160)
    driver.press("v<Tab><Tab>G")
    let page = { (driver.session.inspector.view(.tree) as? TreeView)?.page }
    #expect(page()?.cursor == 4095)
    driver.press("ggjl")
    #expect(page()?.cursor == 17)
    driver.press("y")
    guard case .copy(let byte)? = driver.effects.last else { return #expect(Bool(false), "nothing was copied") }
    #expect(byte == "11")
  }

  @Test(arguments: Fixtures.half(of: [1, 2, 3, 4] as [UInt64]))
  func randomKeysOnDamagedDeltasLeaveAScreenOfText(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bytes = SmallRemusCapture.bytes(chunksOf: seed % 2 == 0 ? .max : 700)
    let deltas = bytes.count - 6800..<bytes.count - 200
    for _ in 0..<4 { bytes[Int.random(in: deltas, using: &random)] = .random(in: 0...255, using: &random) }
    let driver = try InspectorDriver(bytes: bytes, name: "damaged, seed \(seed)")
    let keys: [Key] =
      Array("vvvjjkkGg+-*\\PybJK".unicodeScalars).map { .character($0) } + [.tab, .enter, .left, .right]
    driver.press("2J<Enter>v")
    for step in 0..<300 {
      if Int.random(in: 0..<20, using: &random) == 0 {
        driver.resize(rows: .random(in: 0...60, using: &random), columns: .random(in: 0...200, using: &random))
      }
      driver.send(.key(keys.randomElement(using: &random) ?? .enter))
      let grid = driver.grid
      if step.isMultiple(of: 10) { #expect(grid.unsafeCells == 0) }
    }
  }

  /// The line between fields and bytes leaves the bytes what the fields do not need.
  @Test func theBytesGetTheRoomThatFieldsDoNotNeed() {
    let layout = { (wanted: Int, rows: Int) in
      TreeLayout(rows: rows, columns: 160, focus: .tree, lower: .fields, isMaximised: false, fieldRows: wanted)
    }
    #expect(layout(2, 46).fields.rows == 6)
    #expect(layout(9, 46).fields.rows == 9)
    #expect(layout(9, 46).hex.rows == 37)
    #expect(layout(99, 46).fields.rows == 23)
    #expect(layout(99, 10).fields.rows == 5)
  }
}
