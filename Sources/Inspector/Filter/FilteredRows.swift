import SaveStream

/// The rows of a list in memory that a filter lets pass, or all of them. Rows are known by their positions in the list,
/// and shown at places, both from 0.
struct FilteredRows<Row: FilterableRow>: Sendable {
  /// The filter as it was written; empty for none.
  private(set) var expression = ""
  private var filter: Filter<Row>?
  /// The positions of the rows that pass, ascending; not kept where there is no filter.
  private var passing: [Int] = []
  /// Rows of the list that were looked at: all of them, but for a while after a filter was set to a long one.
  private(set) var total = 0
  /// The position of the row that was selected when the filter was set: to go to once it has been looked at, and to come
  /// back to from an empty list.
  private(set) var keptPosition = 0
  /// Whether that row has still to be gone to.
  private var isKeptAhead = false

  /// Rows that are shown.
  var count: Int { filter == nil ? total : passing.count }

  /// Takes another filter; all rows have to be looked at again. A wrong expression lets all pass.
  mutating func filter(by expression: String, keeping position: Int) {
    keptPosition = position
    isKeptAhead = true
    filter = try? Filter<Row>(expression)
    self.expression = filter == nil ? "" : expression
    forget(from: 0)
  }

  /// Rows from a position on are not what they were.
  mutating func forget(from position: Int) {
    total = min(total, position)
    passing.removeLast(passing.count - passing.partitioningIndex { $0 < position })
  }

  /// Looks at the rows that came since the last time in a list of `count` rows, at `most` of them at once.
  mutating func update(count: Int, most: Int = .max, _ row: (Int) -> Row?) {
    forget(from: count)
    guard let filter else {
      total = count
      return
    }
    let end = min(most, count - total) + total
    for position in total..<end {
      if let row = row(position), filter.matches(row) { passing.append(position) }
    }
    total = end
  }

  /// The row to go to now, by its position: once, when it has been looked at or no more rows are to come.
  mutating func takeKept(of count: Int) -> Int? {
    guard isKeptAhead, keptPosition < total || total == count else { return nil }
    isKeptAhead = false
    return keptPosition
  }

  /// The position of the row at a place; nil where there is none.
  func position(at place: Int) -> Int? {
    guard place >= 0, place < count else { return nil }
    return filter == nil ? place : passing[place]
  }

  /// The place of a row by its position, or of the one behind it where it is not shown, else of the last; 0 in an empty
  /// list.
  func nearestPlace(to position: Int) -> Int {
    let place = filter == nil ? position : passing.partitioningIndex { $0 < position }
    return max(0, min(place, count - 1))
  }

  /// What the status line says of the filter; nil where there is none.
  /// - Parameters:
  ///   - all: rows of the list, looked at or not.
  ///   - isWhole: whether no more rows are to come.
  func summary(of all: Int, unit: String, isWhole: Bool) -> FilterSummary? {
    guard filter != nil else { return nil }
    let soFar = isWhole && total == all ? "" : " so far"
    return FilterSummary(
      expression: expression, outcome: "\(DecimalText.grouped(count)) of \(DecimalText.grouped(all)) \(unit)\(soFar)")
  }
}

extension Array {
  /// The number of leading elements for which `belongs` holds, where it holds for a prefix only. O(log n).
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
