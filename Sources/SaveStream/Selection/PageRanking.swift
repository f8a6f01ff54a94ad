/// The pages that lead by what they came to over all their sends: how often they were sent, how many bytes they took.
///
/// All rows are given to it once, in the order of the stream:
///
///     while ranking.wantsPass {
///       for row in rows { ranking.add(row) }
///       ranking.endPass()
///     }
///
/// What it holds is bounded. One pass is enough for two million pages, a guest of 8 GiB; of a larger one each pass
/// takes the PFNs that there is room for, from the lowest that no pass has taken.
package struct PageRanking {
  /// What pages are ranked by.
  package enum Key: String, Sendable, CaseIterable {
    case sends, bytes, ratio, words

    /// The column that tells it.
    var column: Column<PageTotals> {
      let name = self == .words ? "changedWords" : rawValue
      return PageTotals.columns.first { $0.name == name } ?? PageTotals.columns[0]
    }
  }

  /// Pages that a pass takes at most.
  package static let usualRoom = 1 << 21

  private let column: Column<PageTotals>
  private let room: Int
  private var first: FirstRows<PageTotals>
  private var places: [UInt64: Int] = [:]
  private var totals: [PageTotals] = []
  /// The PFNs that this pass takes.
  private var low: UInt64 = 0
  /// nil for all from `low` on.
  private var end: UInt64?
  /// Whether rows have to be given once more.
  package private(set) var wantsPass = true

  /// - Parameters:
  ///   - count: pages that are kept.
  ///   - room: pages that a pass may take; two at least.
  package init(by key: Key, isDescending: Bool = true, count: Int, room: Int = usualRoom) {
    column = key.column
    self.room = max(2, room)
    first = FirstRows(most: count, isDescending: isDescending)
  }

  /// Takes a row in. One without content is no send.
  package mutating func add(_ row: PageRow) {
    guard row.type.carriesContent, row.pfn >= low, end.map({ row.pfn < $0 }) ?? true else { return }
    if let place = places[row.pfn] { return totals[place].add(row) }
    if totals.count == room { dropUpperHalf() }
    guard end.map({ row.pfn < $0 }) ?? true else { return }
    places[row.pfn] = totals.count
    totals.append(PageTotals(row))
  }

  /// Leaves the upper half of the pages to another pass.
  private mutating func dropUpperHalf() {
    totals.sort { $0.pfn < $1.pfn }
    end = totals[totals.count / 2].pfn
    totals.removeLast(totals.count - totals.count / 2)
    places = Dictionary(uniqueKeysWithValues: totals.enumerated().map { ($0.element.pfn, $0.offset) })
  }

  /// To be called when all rows have been given.
  package mutating func endPass() {
    // So that pages which are equal come in the order of their PFNs.
    for page in totals.sorted(by: { $0.pfn < $1.pfn }) { first.add(page, key: column.filterValue(of: page)) }
    totals.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    wantsPass = end != nil
    low = end ?? low
    end = nil
  }

  /// The pages that lead, once no pass is wanted any more.
  package mutating func leaders() -> [PageTotals] { first.sorted() }
}
