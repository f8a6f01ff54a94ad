/// What page deltas, and the pages themselves, are like: of a checkpoint or of all.
package struct StreamDistributions: Sendable, Equatable {
  /// Words of four bytes in a run.
  package internal(set) var runLengths = PowerCounts()
  /// Bytes of a delta with its markers; those of whole and of unchanged pages are left out.
  package internal(set) var deltaSizes = PowerCounts()
  /// Words that a delta carries.
  package internal(set) var changedWords = PowerCounts()
  /// Times that a page was sent, of pages that were.
  package internal(set) var sendsPerPage = PowerCounts()

  package init() {}
}
