import SaveStream

/// Which rows of the page table a list shows, and in which order.
public struct PageListRequest: Sendable, Equatable {
  /// The filter as it was written; empty for none.
  var expression = ""
  public internal(set) var filter: Filter<PageRow>?
  /// Whether another view set the filter, and not the user: it goes when one comes to Pages by another way.
  var isFilterBorrowed = false
  /// nil for the order of the stream.
  public internal(set) var order: PageOrder?
  /// All entries, or those that carry content.
  public internal(set) var allEntries = false
  /// Rows that the table had when this was asked for.
  var tableCount: UInt64 = 0
  /// Bytes of the capture that were there then: rows whose content had not arrived may be others now.
  var size: UInt64 = 0

  /// Whether nothing is left out or sorted.
  var isEverything: Bool { filter == nil && order == nil }

  /// Whether another one asks for the same, of a table that may have grown.
  func isSame(as other: PageListRequest) -> Bool {
    filter == other.filter && order == other.order && allEntries == other.allEntries
  }
}
