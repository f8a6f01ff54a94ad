/// The rows that a `PageSelectionBuilder` has found so far, in the form that costs least: nothing for all rows, a bit
/// each in the order of the stream, a number each where they are to be sorted.
struct FoundRows {
  /// The rows that there is memory to look at.
  let range: Range<UInt64>
  private let key: PageSortKey?
  private var members: RowSet?
  private var least: LeastNumbers?
  /// Whether rows behind `range` have to be left out.
  private let isShortened: Bool

  /// - Parameters:
  ///   - range: the rows that may be added.
  ///   - isFiltered: whether only some of them are.
  init(of range: Range<UInt64>, in order: PageOrder?, isFiltered: Bool, memoryBudget: Int) {
    key = order.flatMap { $0.isNatural ? nil : PageSortKey($0, rowCount: range.upperBound) }
    var readable = range
    if key != nil {
      least = LeastNumbers(
        capacity: memoryBudget / MemoryLayout<UInt64>.size, expected: range.upperBound - range.lowerBound)
    } else if isFiltered {
      let rows = RowSet.rows(inBytes: memoryBudget)
      readable = range.clamped(to: range.lowerBound..<range.lowerBound.addingClamped(rows))
      members = RowSet(over: readable)
    }
    self.range = readable
    isShortened = readable != range
  }

  /// Whether there is nothing to find out.
  var isEverything: Bool { members == nil && least == nil }
  var isSorted: Bool { least != nil }
  /// Numbers to sort.
  var count: Int { least?.numbers.count ?? 0 }
  /// Rows that can be looked at before `makeRoom` has to be called.
  var room: Int { least?.room ?? .max }
  /// Whether there are more rows than the budget has room for.
  var isFull: Bool { isShortened || least?.hasDropped ?? false }

  mutating func add(_ row: PageRow, at position: UInt64) {
    if let key {
      least?.add(key.number(for: row, at: position))
    } else {
      members?.append(position)
    }
  }

  /// Goes on to drop rows that do not belong to the first ones.
  mutating func makeRoom(work: Int) { least?.prune(work: work) }

  /// What sorts the rows; nil where nothing has to be sorted.
  var sort: SlicedSort? { least?.sort }

  /// Goes on sorting.
  mutating func step(_ sort: inout SlicedSort, work: Int) { least?.step(&sort, work: work) }

  /// Leaves out all rows behind the first so many.
  mutating func keepFirst(_ count: Int) { least?.keepFirst(count) }

  /// What a selection holds of them.
  var rows: PageSelection.Rows {
    if let least, let key { return .sorted(numbers: least.numbers, key: key) }
    return members.map { .some($0) } ?? .all(range)
  }
}

extension UInt64 {
  fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
