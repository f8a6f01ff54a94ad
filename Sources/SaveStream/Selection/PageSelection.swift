/// Which rows of the page table a view shows, and in which order: a filter and a column to sort by, worked out by a
/// `PageSelectionBuilder`. A value that does not change.
///
/// Rows in the order of the stream take nothing, or one bit of each row of the table where a filter leaves some out; 64
/// MiB are enough for 500 million rows, that is 2 TB of page images. Sorted rows take eight bytes each, of which 64 MiB
/// hold 8,388,608. Beyond that the first ones of the order are kept, at least half as many.
public struct PageSelection: Sendable {
  /// How much of what was asked for it holds.
  public enum Extent: Sendable, Equatable {
    /// All of it.
    case whole
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
