/// Which rows of the page table a view shows, and in which order: a filter and a column to sort by, worked out by a
/// `PageSelectionBuilder`. A value that does not change.
///
/// Rows in the order of the stream take nothing, or one bit of each row of the table where a filter leaves some out; 64
/// MiB are enough for 500 million rows, that is 2 TB of page images. Sorted rows take eight bytes each, of which 64 MiB
/// hold 8,388,608. Beyond that the first ones of the order are kept, at least half as many.
@_spi(Measuring) public struct PageSelection: Sendable {
  /// How much of what was asked for it holds.
  public enum Extent: Sendable, Equatable {
    /// All of it.
    case whole
    /// Only what has been found so far.
    case growing
    /// Only what had been found when it was stopped.
    case stopped
    /// Only the first rows: all of them would have taken more memory than the budget.
    case full
  }

  enum Rows: Sendable {
    case all(Range<UInt64>)
    case some(RowSet)
    case sorted(numbers: [UInt64], key: PageSortKey)
  }

  /// Bytes that a selection takes at most.
  public static let memoryBudget = 64 << 20

  let rows: Rows
  public let filter: Filter<PageRow>?
  public let order: PageOrder?
  /// Whether rows are numbered over those that carry content, see `PageRows`.
  public let contentOnly: Bool
  public let extent: Extent
  /// Rows that passed the filter, shown or not.
  public let matchCount: UInt64

  /// Rows to show.
  public var count: Int {
    switch rows {
    case .all(let range): Int(clamping: range.upperBound - range.lowerBound)
    case .some(let set): set.count
    case .sorted(let numbers, _): numbers.count
    }
  }

  /// The number, in `PageRows`, of the row at a place from 0. O(log n).
  public func position(at place: Int) -> UInt64 {
    precondition(place >= 0 && place < count, "place \(place) of \(count)")
    switch rows {
    case .all(let range): return range.lowerBound + UInt64(place)
    case .some(let set): return set[place]
    case .sorted(let numbers, let key): return key.row(of: numbers[place])
    }
  }

  /// The place of the row with a number; nil where it is not shown. O(1), but O(n) where rows are sorted: some
  /// milliseconds for eight million of them.
  public func place(of position: UInt64) -> Int? {
    switch rows {
    case .all, .some: firstPlace(from: position).flatMap { self.position(at: $0) == position ? $0 : nil }
    case .sorted(let numbers, let key): numbers.firstIndex { key.row(of: $0) == position }
    }
  }

  /// The place of the first row that comes no earlier in the stream than the one with a number; nil where there is
  /// none, or where rows are sorted.
  public func firstPlace(from position: UInt64) -> Int? {
    let rank: Int
    switch rows {
    case .all(let range): rank = position > range.lowerBound ? Int(clamping: position - range.lowerBound) : 0
    case .some(let set): rank = set.rank(of: position)
    case .sorted: return nil
    }
    return rank < count ? rank : nil
  }

  /// The place of a row by its number, or the nearest one where it is not shown: in the order of the stream the one
  /// behind it, else the one that it would stand before; the last where none is. nil where no row is shown. O(log n);
  /// for sorted rows the row is read from the table.
  public func nearestPlace(
    to position: UInt64, in table: PageRows
  ) throws(CaptureError) -> (place: Int, isShown: Bool)? {
    guard count > 0 else { return nil }
    let rank: Int
    if case .sorted(let numbers, let key) = rows {
      guard let row = try table.rows(position..<position + 1, contentOnly: contentOnly).first else { return (0, false) }
      let number = key.number(for: row, at: position)
      rank = numbers.partitioningIndex { $0 < number }
    } else {
      rank = firstPlace(from: position) ?? count
    }
    let place = min(rank, count - 1)
    return (place, self.position(at: place) == position)
  }

  /// The place of the first row shown, in the order of the selection, whose number lies in a range; nil where there is
  /// none. O(log n), but O(n) where rows are sorted.
  public func firstPlace(in range: Range<UInt64>) -> Int? {
    guard !range.isEmpty else { return nil }
    guard case .sorted(let numbers, let key) = rows else {
      return firstPlace(from: range.lowerBound).flatMap { range.contains(position(at: $0)) ? $0 : nil }
    }
    let (mask, length) = (key.rowMask, range.upperBound - range.lowerBound)
    for place in numbers.indices where (numbers[place] & mask) &- range.lowerBound < length { return place }
    return nil
  }

  /// The least number, from one on, that a row shown has; nil where there is none. O(log n), but O(n) where rows are
  /// sorted.
  public func nextPosition(from position: UInt64) -> UInt64? {
    guard case .sorted(let numbers, let key) = rows else {
      return firstPlace(from: position).map { self.position(at: $0) }
    }
    // Rows before it wrap around, and so are far away: no branch is needed.
    let mask = key.rowMask
    guard position <= mask else { return nil }
    let distance = numbers.reduce(UInt64.max) { min($0, ($1 & mask) &- position) }
    return distance <= mask ? position &+ distance : nil
  }

  /// The greatest number below one that a row shown has; nil where there is none. O(log n), but O(n) where rows are
  /// sorted.
  public func lastPosition(before position: UInt64) -> UInt64? {
    guard case .sorted(let numbers, let key) = rows else {
      let rank = firstPlace(from: position) ?? count
      return rank > 0 ? self.position(at: rank - 1) : nil
    }
    guard position > 0 else { return nil }
    let mask = key.rowMask
    let distance = numbers.reduce(UInt64.max) { min($0, position &- 1 &- ($1 & mask)) }
    return distance < position ? position &- 1 &- distance : nil
  }

  /// Whether rows stand in another order than that of the stream.
  public var isSorted: Bool { if case .sorted = rows { true } else { false } }

  /// The rows at a range of places, clamped to what there is. Costs a batch for each stretch of rows that do not follow
  /// each other in the stream, and for compressed pages a walk over up to 63 deltas.
  public func rows(_ places: Range<Int>, of table: PageRows) throws(CaptureError) -> [PageRow] {
    let places = places.clamped(to: 0..<count)
    var found: [PageRow] = []
    var place = places.lowerBound
    while place < places.upperBound {
      let first = position(at: place)
      var end = first
      repeat {
        place += 1
        end += 1
      } while place < places.upperBound && position(at: place) == end
      found += try table.rows(first..<end, contentOnly: contentOnly)
    }
    return found
  }
}
