import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Selections against plain filtering and sorting of all rows.
@Suite struct PageSelectionTests {
  private static let paths =
    FixtureFile.names(in: Fixtures.packageRoot + "/Samples").filter { $0.hasSuffix(".bin") }.map(Fixtures.sample)
    + (Fixtures.tiny + Fixtures.malformed).map(\.path)
  /// Those that a reader of legacy chunks, independent of the library's, can walk through.
  private static let legacyPaths =
    SampleKind.legacy.map { Fixtures.sample("\($0.rawValue).bin") } + (Fixtures.tiny + Fixtures.malformed).map(\.path)

  private static let filters = [
    nil, "type = NOTAB", "pfn in 0x10..0x40 or not encoding = raw", "checkpoint in 1..2 and index > 3", "runs > 2",
    "pfn > 99999999",
  ]

  private func table(_ path: String) throws -> PageRows {
    let indexed = try IndexedCapture(path: path)
    return PageRows(capture: indexed.capture, index: indexed.index)
  }

  private func built(
    _ table: PageRows, contentOnly: Bool = true, _ filter: String?, _ order: PageOrder?,
    budget: Int = PageSelection.memoryBudget
  ) throws -> PageSelection {
    var builder = PageSelectionBuilder(
      table, contentOnly: contentOnly, filter: try filter.map { try Filter($0) }, order: order, memoryBudget: budget)
    var part = builder.part
    while builder.selection == nil {
      try builder.step()
      #expect(builder.part >= part && builder.part <= 1)
      part = builder.part
    }
    #expect(builder.part == 1)
    return try #require(builder.selection)
  }

  /// The numbers of the rows that should be shown.
  private func expected(
    _ rows: [PageRow], _ filter: String?, _ order: PageOrder?
  ) throws -> [UInt64] {
    let filter = try filter.map { try Filter<PageRow>($0) }
    let wanted = rows.indices.filter { filter?.matches(rows[$0]) ?? true }
    guard let order else { return wanted.map { UInt64($0) } }
    func value(_ place: Int) -> UInt64? { rows[place].value(of: order.column) }
    let filled = wanted.filter { value($0) != nil }.sorted { left, right in
      let (one, other) = (value(left) ?? 0, value(right) ?? 0)
      return one == other ? left < right : (one < other) != order.isDescending
    }
    return (filled + wanted.filter { value($0) == nil }).map { UInt64($0) }
  }

  private func positions(_ selection: PageSelection) -> [UInt64] {
    (0..<selection.count).map { selection.position(at: $0) }
  }

  /// The rows that the other tests here filter and sort by themselves.
  @Test(arguments: legacyPaths) func theRowsAreTheEntriesThatAWalkOverTheChunksFinds(_ path: String) throws {
    let table = try table(path)
    let replay = try NaiveReplay(table.capture, table.index)
    for checkpoint in table.index.checkpoints.indices {
      let rows = try table.rows(table.range(ofCheckpoint: checkpoint, contentOnly: false), contentOnly: false)
      let entries = replay.entries(ofCheckpoint: checkpoint)
      #expect(rows.map(\.pfn) == entries.map(\.pfn), "checkpoint \(checkpoint)")
      #expect(rows.map(\.type) == entries.map(\.type), "checkpoint \(checkpoint)")
      let beginnings: [[UInt8]?] = try zip(rows, entries).map { row, entry in
        guard let offset = row.offset, let content = entry.content else { return nil }
        return try table.capture.bytes(at: offset, count: min(content.count, 16))
      }
      #expect(beginnings == entries.map { entry in entry.content.map { Array($0.prefix(16)) } })
    }
  }

  @Test(arguments: Fixtures.half(of: paths)) func showsWhatPlainFilteringAndSortingWould(_ path: String) throws {
    let table = try table(path)
    for contentOnly in [true, false] {
      let rows = try table.rows(0..<table.count(contentOnly: contentOnly), contentOnly: contentOnly)
      for (number, filter) in Self.filters.enumerated() {
        let columns = PageColumn.allCases.enumerated().filter { filter == nil || $0.offset % 3 == number % 3 }
        for column in [nil] + columns.map({ $0.element }) {
          for isDescending in column == nil ? [false] : [false, true] {
            let order = column.map { PageOrder($0, isDescending: isDescending) }
            let selection = try built(table, contentOnly: contentOnly, filter, order)
            let expected = try expected(rows, filter, order)
            #expect(positions(selection) == expected, "\(filter ?? "all") by \(order.map { "\($0)" } ?? "nothing")")
            #expect(selection.extent == .whole && selection.matchCount == UInt64(expected.count))
          }
        }
      }
    }
  }

  @Test(arguments: paths) func aSmallBudgetKeepsTheFirstRowsOfTheOrder(_ path: String) throws {
    let table = try table(path)
    let rows = try table.rows(0..<table.count(contentOnly: false), contentOnly: false)
    for column in [PageColumn.pfn, .type, .changedWords, .offset] {
      for isDescending in [false, true] {
        let order = PageOrder(column, isDescending: isDescending)
        let selection = try built(table, contentOnly: false, nil, order, budget: 8 * 16)
        let expected = try expected(rows, nil, order)
        #expect(positions(selection) == Array(expected.prefix(selection.count)))
        #expect(selection.count >= min(8, expected.count) && selection.count <= 16)
        #expect(selection.extent == (selection.count < expected.count ? .full : .whole))
        #expect(selection.matchCount == UInt64(expected.count))
      }
    }
  }

  @Test func everyRowIsFoundAtItsPlace() throws {
    let table = try table(Fixtures.sample("hvm-remus.bin"))
    let orders = [nil, PageOrder(.pfn), PageOrder(.pfn, isDescending: true)]
    for filter in [nil, "type = NOTAB and pfn > 0x10"] {
      for order in orders {
        let selection = try built(table, filter, order)
        let shown = positions(selection)
        for (place, position) in shown.enumerated() { #expect(selection.place(of: position) == place) }
        for position in 0..<table.count(contentOnly: true) where !shown.contains(position) {
          #expect(selection.place(of: position) == nil)
        }
        guard order == nil else { continue }
        for position in 0..<table.count(contentOnly: true) {
          #expect(selection.firstPlace(from: position) == shown.firstIndex { $0 >= position })
        }
      }
    }
  }

  @Test(arguments: paths) func rowsOfAScreenAreThoseOfTheTable(_ path: String) throws {
    let table = try table(path)
    let all = try table.rows(0..<table.count(contentOnly: true), contentOnly: true)
    for order in [nil, PageOrder(.pfn, isDescending: true), PageOrder(.changedWords)] {
      let selection = try built(table, "pfn > 0x10", order)
      let shown = positions(selection).map { all[Int($0)] }
      #expect(try selection.rows(3..<63, of: table) == Array(shown.dropFirst(3).prefix(60)))
      #expect(try selection.rows(selection.count - 2..<selection.count + 9, of: table) == shown.suffix(2))
    }
  }

  @Test func stoppedBeforeItReadAnythingItIsEmptyAndSaysSo() throws {
    let table = try table(Fixtures.sample("hvm.bin"))
    var builder = PageSelectionBuilder(table, contentOnly: true, filter: try Filter("pfn > 3"))
    builder.stop()
    let selection = try #require(builder.selection)
    #expect(selection.count == 0 && selection.extent == .stopped)
    #expect(try builder.step()?.count == 0)
  }

  /// 150,001 rows, more than a step reads or sorts. The row of each number has that number as its PFN.
  private static func largeTable() throws -> PageRows {
    var stream = MadeUpStream(p2mSize: 1 << 20)
    stream.send([(0, 1)])
    stream.endCheckpoint(compressesNext: true)
    let pfns = Array(UInt64(1)...150_000)
    for first in stride(from: 0, to: pfns.count, by: 1024) {
      stream.announce(Array(pfns[first..<min(first + 1024, pfns.count)]))
    }
    stream.sendDeltas([[UInt8](repeating: 0, count: pfns.count)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    return PageRows(capture: capture, index: index)
  }

  @Test func stoppedWhileItReadsItKeepsTheRowsFoundInTheirOrder() throws {
    let table = try Self.largeTable()
    var builder = PageSelectionBuilder(table, contentOnly: true, order: PageOrder(.pfn, isDescending: true))
    try builder.step()
    #expect(builder.selection == nil && builder.part > 0 && builder.part < 0.8)
    builder.stop()
    while try builder.step() == nil {}
    let selection = try #require(builder.selection)
    #expect(selection.extent == .stopped)
    #expect(selection.count == 65536 && selection.matchCount == 65536)
    #expect(positions(selection) == (0..<65536).reversed())
  }

  @Test func stoppedWhileItSortsItKeepsTheFirstRows() throws {
    let table = try Self.largeTable()
    var builder = PageSelectionBuilder(table, contentOnly: true, order: PageOrder(.pfn, isDescending: true))
    while builder.part <= 0.8 { try builder.step() }
    builder.stop()
    let selection = try #require(builder.selection)
    #expect(selection.extent == .stopped)
    let last = table.count(contentOnly: true) - 1
    #expect(positions(selection) == (0..<UInt64(selection.count)).map { last - $0 })
  }
}
