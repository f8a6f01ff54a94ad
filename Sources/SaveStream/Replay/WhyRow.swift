/// A row of something that was sent: it tells where its content lies.
package protocol ContentRow: FilterableRow {
  /// The file offset of the content; nil where there is none.
  var contentOffset: UInt64? { get }
}

extension PageRow: ContentRow {
  package var contentOffset: UInt64? { encoding == .full ? offset : nil }
}

extension PageHistoryRow: ContentRow {
  package var contentOffset: UInt64? { send.encoding == .full ? send.offset : nil }
}

/// A row of pages sent, with why it was sent in whole: the fields `why` and `cacheSlots` behind its own.
package struct WhyRow<Row: ContentRow>: Sendable {
  package let row: Row
  /// nil where it was not sent in whole within compressed data, or nobody asked.
  package let why: FullPageReason?
  /// Slots that a cache would have needed to hold it; nil where none would have helped.
  package let cacheSlots: Int?

  /// - Parameter reasons: nil where nobody asks.
  package init(_ row: Row, _ reasons: FullPageReasons? = nil) {
    let found = reasons.flatMap { reasons in row.contentOffset.flatMap { reasons.reason(at: $0) } }
    self.row = row
    why = found?.reason
    cacheSlots = found?.cacheSlots
  }
}

extension WhyRow: FilterableRow {
  package static var filterSchema: FilterSchema {
    FilterSchema(
      Row.filterSchema.fields + [.words("why", FullPageReason.names), FilterField("cacheSlots")],
      leadingFields: Row.filterSchema.leadingFields)
  }

  /// The fields that only a replay of the sender's cache tells.
  package static var whyFields: Range<Int> { Row.filterSchema.fields.count..<Row.filterSchema.fields.count + 2 }

  package func filterValue(of field: Int) -> UInt64? {
    switch field - Row.filterSchema.fields.count {
    case 0: why.map { UInt64($0.rawValue) }
    case 1: cacheSlots.map { UInt64($0) }
    default: row.filterValue(of: field)
    }
  }
}

extension Filter {
  /// Whether it asks for one of some fields.
  package func asksFor(anyOf fields: Range<Int>) -> Bool { expression.asks(for: fields) }
}
