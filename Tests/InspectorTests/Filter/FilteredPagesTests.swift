@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// The Pages view with a filter and an order: what is listed, and where the cursor goes.
@Suite struct FilteredPagesTests {
  private static let fixtures =
    ["hvm-remus.bin", "pv64.bin", "hvm-live.bin"].map(Fixtures.sample) + Fixtures.tiny.map(\.path)

  private func pages(_ driver: InspectorDriver) throws -> PagesView {
    try #require(driver.session.inspector.view(.pages) as? PagesView)
  }

  private func selected(_ driver: InspectorDriver) throws -> PageRow { try #require(pages(driver).selectedRow) }

  /// The rows on all screens of the view, one after the other.
  private func listed(_ driver: InspectorDriver) throws -> [PageRow] {
    let view = try pages(driver)
    return (0..<view.count(driver.session.inspector.scene)).compactMap { place in
      driver.press(":\(place + 1)<Enter>")
      return try? selected(driver)
    }
  }

  private func table(_ driver: InspectorDriver, _ path: String) throws -> [PageRow] {
    let rows = PageRows(capture: Capture(bytes: try FixtureFile.bytes(path)), index: driver.session.inspector.index)
    return try rows.rows(0..<rows.count(contentOnly: true), contentOnly: true)
  }

  private func driver(_ path: String, rows: Int = 60) throws -> InspectorDriver {
    try InspectorDriver(bytes: try FixtureFile.bytes(path), name: path, rows: rows, columns: 160)
  }

  @Test(arguments: fixtures)
  func listsWhatPlainFilteringAndSortingWould(_ path: String) throws {
    let driver = try driver(path)
    driver.press("2")
    let table = try table(driver, path).prefix(2000)
    let last = try #require(table.last)
    let expression = "not type = NOTAB or pfn in 0x10..0x3f and index < 500"
    let filter = try Filter<PageRow>(expression)
    // Rows behind those that were looked at come after them in the order of the stream, and are not compared.
    driver.press("&\(expression)<Enter>")
    let found = try listed(driver).prefix {
      ($0.checkpoint, $0.batch, $0.index) <= (last.checkpoint, last.batch, last.index)
    }
    #expect(Array(found) == table.filter { filter.matches($0) })
  }

  @Test func sortsByEveryColumnBothWays() throws {
    let driver = try driver(Fixtures.sample("hvm-remus.bin"))
    driver.press("2")
    let table = try table(driver, Fixtures.sample("hvm-remus.bin"))
    for column in PageColumn.allCases {
      for isDescending in [false, true] {
        driver.press(":sort \(column.name)\(isDescending ? " desc" : "")<Enter>")
        let values = try listed(driver).map { $0.value(of: column) }
        let filled = table.compactMap { $0.value(of: column) }.sorted { isDescending ? $0 > $1 : $0 < $1 }
        #expect(values.prefix(filled.count) == filled.map { $0 }[...], "\(column)")
        #expect(values.count == table.count)
      }
    }
  }

  @Test func theCursorStaysOnItsRow() throws {
    let driver = try driver(Fixtures.sample("hvm-remus.bin"), rows: 24)
    driver.press("2:66<Enter>")
    let row = try selected(driver)
    for keys in [
      "&checkpoint > 0<Enter>", "&^U<Enter>", "a", "a", "&checkpoint = 2<Enter>",
    ] {
      driver.press(keys)
      let now = try selected(driver)
      #expect(
        (now.checkpoint, now.batch, now.index) == (row.checkpoint, row.batch, row.index), "after \(keys)")
    }
  }

  @Test func aRowThatIsLeftOutGivesWayToTheNearest() throws {
    let driver = try driver(Fixtures.sample("hvm-remus.bin"), rows: 24)
    driver.press("2:60<Enter>")
    let row = try selected(driver)
    driver.press("&checkpoint != \(row.checkpoint)<Enter>")
    #expect(try selected(driver).checkpoint == row.checkpoint + 1)
    driver.press("&^Ucheckpoint = 99<Enter>")
    #expect(try pages(driver).selectedRow == nil)
    driver.press("&^U<Enter>")
    #expect(try selected(driver).checkpoint == row.checkpoint + 1)
  }

  @Test func placesAreRowsOfTheTable() throws {
    let driver = try driver(Fixtures.sample("hvm-remus.bin"), rows: 24)
    driver.press("2:20<Enter>ma:66<Enter>mb")
    let (first, second) = (UInt64(19), UInt64(65))
    driver.press("&checkpoint > 0<Enter>:sort pfn desc<Enter>")
    let place = { driver.session.inspector.position.place }
    driver.press("'b")
    #expect(place() == .pageRow(second, allEntries: false))
    driver.press("'a")
    #expect(driver.screen.contains("The filter leaves out that row; this is the nearest"))
    #expect(place() != .pageRow(first, allEntries: false))
    driver.press("^O")
    #expect(place() == .pageRow(second, allEntries: false))
    driver.press("&^U<Enter>'a")
    #expect(place() == .pageRow(first, allEntries: false))
    driver.press("&checkpoint = 99<Enter>'b")
    #expect(driver.screen.contains("The filter leaves out that row"))
    driver.press("&^U<Enter>")
    #expect(place() == .pageRow(second, allEntries: false))
  }

  @Test func toTheTreeAndBackKeepsFilterAndRow() throws {
    for sample in ["hvm-remus.bin", "pv64.bin"] {
      let driver = try InspectorDriver(sample: sample)
      driver.press("2&pfn > 3<Enter>:sort pfn desc<Enter>jjj")
      let (screen, row) = (driver.screen, try selected(driver))
      driver.press("<Enter>")
      #expect(driver.session.inspector.current == .tree)
      #expect(driver.session.inspector.position.offset == row.offset)
      driver.press("q")
      #expect(driver.screen == screen)
      driver.press("<Enter>p")
      #expect(try selected(driver) == row)
      #expect(driver.screen == screen)
    }
  }

  @Test func checkpointsAreSteppedThroughAmongTheRowsListed() throws {
    let driver = try driver(Fixtures.sample("hvm-remus.bin"), rows: 24)
    driver.press("2&checkpoint in (1, 2, 4)<Enter>")
    let checkpoints = try ["", "J", "J", "J", "K", "jK", "K", "K"].map { keys in
      driver.press(keys)
      return try selected(driver).checkpoint
    }
    #expect(checkpoints == [1, 2, 4, 4, 2, 2, 1, 1])
    #expect(driver.screen.contains("No checkpoint before this one"))
    driver.press(":ckpt 3<Enter>")
    #expect(try selected(driver).checkpoint == 4)
    #expect(driver.screen.contains("No row of checkpoint 3 is listed; this is the next one"))
    driver.press(":sort pfn desc<Enter>:ckpt 1<Enter>J")
    let row = try selected(driver)
    let all = try listed(driver).filter { $0.checkpoint == 2 }
    #expect(row == all.first)
  }

  @Test func sendsAndSearchesFindRowsThatAreListed() throws {
    let driver = try driver(Fixtures.sample("hvm-remus.bin"), rows: 24)
    driver.press("2:1<Enter>/pfn:0xd<Enter>")
    #expect(try selected(driver).checkpoint == 0)
    driver.press("&checkpoint != 1<Enter>)")
    let next = try selected(driver)
    if next.checkpoint == 0 { driver.press(")") }
    #expect(try selected(driver).checkpoint == 2 && selected(driver).pfn == 0xd)
    driver.press("((")
    #expect(try selected(driver).checkpoint == 0 && selected(driver).pfn == 0xd)
    driver.press(":sort pfn desc<Enter>:pfn 0xd<Enter>)")
    #expect(try selected(driver).pfn == 0xd)
    driver.press(":pfn 0x2<Enter>")
    #expect(try selected(driver).pfn == 2)
    driver.press("&^Upfn > 0x10<Enter>/pfn:0x2<Enter>")
    #expect(driver.screen.contains("Not found among the rows that the filter lets pass"))
  }

  @Test func theMouseSortsByTheColumnThatItsHeadIsClickedOf() throws {
    let driver = try driver(Fixtures.sample("pv64.bin"), rows: 24)
    driver.press("2")
    let head = driver.lines[2]
    let column = head.distance(from: head.startIndex, to: try #require(head.firstRange(of: "PFN")).lowerBound)
    let order = { try pages(driver).list.request.order }
    driver.click(row: 2, column: column)
    #expect(try order() == PageOrder(.pfn))
    driver.click(row: 2, column: column)
    #expect(try order() == PageOrder(.pfn, isDescending: true))
    #expect(driver.lines[2].contains("▼PFN"))
    driver.click(row: 2, column: column)
    #expect(try order() == PageOrder(.pfn))
  }

  @Test func sortingGoesFromColumnToColumnAndBackToTheStream() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2")
    let heads = 10
    var columns: [PageColumn?] = []
    for _ in 0...heads {
      driver.press("s")
      columns.append(try pages(driver).list.request.order?.column)
      guard let column = columns.last ?? nil else { continue }
      let head = try #require(pages(driver).columns(driver.session.inspector.scene).first { $0.column == column }?.head)
      #expect(driver.lines[2].contains(" ▲\(head)"))
      let name = head.lowercased() == column.name ? head.lowercased() : "\(column.name) (\(head))"
      #expect(driver.lines[22].contains("Sorted by \(name) "), "\(driver.lines[22])")
    }
    #expect(
      columns == [.checkpoint, .iteration, .batch, .pfn, .type, .encoding, .length, .runs, .changedWords, .ratio, nil])
    driver.press("S")
    #expect(driver.screen.contains("The rows are in the order of the stream"))
    driver.press(":sort pfm<Enter>")
    #expect(driver.screen.contains("Type sort, a column and desc or nothing"))
  }
}
