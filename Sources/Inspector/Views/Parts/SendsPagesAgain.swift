@_spi(Measuring) import SaveStream

extension IndexSnapshot {
  /// Whether the stream sends a page more than once; nil where there are too many pages to count.
  var sendsPagesAgain: Bool? { populated.isAtLeast ? nil : contentCount > populated.count }
}
