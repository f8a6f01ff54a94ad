import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Places of rows in a selection, against looking at every one.
@Suite struct PageSelectionPlacesTests {
  private static let orders = [
    nil, PageOrder(.pfn), PageOrder(.changedWords, isDescending: true), PageOrder(.offset, isDescending: true),
  ]

  private let table: PageRows
  private let count: UInt64

  init() throws {
    let indexed = try IndexedCapture(bytes: SmallRemusCapture.bytes)
    table = PageRows(capture: indexed.capture, index: indexed.index)
    count = table.count(contentOnly: true)
  }

  private func built(_ filter: String?, _ order: PageOrder?) throws -> PageSelection {
    var builder = PageSelectionBuilder(
      table, contentOnly: true, filter: try filter.map { try Filter($0) }, order: order)
    while try builder.step() == nil {}
    return try #require(builder.selection)
  }

  @Test(arguments: [nil, "pfn in (3, 4, 7)", "checkpoint = 1 and pfn != 5", "pfn = 99"])
  func everyRowHasANearestPlace(_ filter: String?) throws {
    for order in Self.orders {
      let selection = try built(filter, order)
      let shown = (0..<selection.count).map { selection.position(at: $0) }
      let all = try built(nil, order)
      for position in 0..<count {
        let nearest = try selection.nearestPlace(to: position, in: table)
        guard !shown.isEmpty else {
          #expect(nearest == nil)
          continue
        }
        // The row itself, or the first of those shown that come behind it in the order.
        let rank = try #require(all.place(of: position))
        let behind = (rank..<all.count).map { all.position(at: $0) }.first(where: shown.contains)
        #expect(nearest?.place == behind.flatMap { shown.firstIndex(of: $0) } ?? shown.count - 1)
        #expect(nearest?.isShown == shown.contains(position))
      }
    }
  }

  @Test(arguments: [nil, "pfn in (3, 4, 7)", "pfn = 99"])
  func rowsAreFoundByRangesOfTheTable(_ filter: String?) throws {
    for order in Self.orders {
      let selection = try built(filter, order)
      let shown = (0..<selection.count).map { selection.position(at: $0) }
      for start in 0...count {
        #expect(selection.nextPosition(from: start) == shown.filter { $0 >= start }.min())
        #expect(selection.lastPosition(before: start) == shown.filter { $0 < start }.max())
        for end in start...count {
          #expect(selection.firstPlace(in: start..<end) == shown.firstIndex { $0 >= start && $0 < end })
        }
      }
    }
  }
}
