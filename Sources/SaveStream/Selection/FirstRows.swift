/// The first rows of an order out of any number of them that come one by one, within a bound. Those whose key is equal
/// stay as they came, and those without one come last.
package struct FirstRows<Row> {
  private struct Keyed {
    let key: UInt64?
    let arrival: Int
    let row: Row
  }

  private let most: Int
  private let isDescending: Bool
  private var kept: [Keyed] = []
  private var arrivals = 0
  /// Whether rows were left out, as there were more than are kept.
  package private(set) var hasDropped = false

  /// - Parameter most: rows that are kept, one at least; up to twice as many are held.
  package init(most: Int, isDescending: Bool) {
    self.most = max(1, most)
    self.isDescending = isDescending
  }

  /// O(log n) on average.
  package mutating func add(_ row: Row, key: UInt64?) {
    kept.append(Keyed(key: key, arrival: arrivals, row: row))
    arrivals += 1
    if kept.count >= 2 * most { prune() }
  }

  /// The rows in order.
  package mutating func sorted() -> [Row] {
    prune()
    return kept.map(\.row)
  }

  private mutating func prune() {
    kept.sort(by: precedes)
    guard kept.count > most else { return }
    hasDropped = true
    kept.removeLast(kept.count - most)
  }

  private func precedes(_ left: Keyed, _ right: Keyed) -> Bool {
    switch (left.key, right.key) {
    case (let first?, let second?) where first != second: isDescending ? first > second : first < second
    case (_?, nil): true
    case (nil, _?): false
    default: left.arrival < right.arrival
    }
  }
}
