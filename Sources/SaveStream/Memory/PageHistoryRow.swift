/// A row of a page's history: one time that it was sent, by its number.
package struct PageHistoryRow: Sendable, Equatable {
  /// The place among all sends of the page, from 0.
  package let number: Int
  package let send: PageSend

  package init(number: Int, send: PageSend) {
    self.number = number
    self.send = send
  }

  private var length: UInt64? { send.ranges.isEmpty ? nil : send.length }
}

/// Rows of a page's history: those of all its sends, or of some, made when they are looked at.
package struct PageHistoryRows: RandomAccessCollection, Sendable {
  private let sends: PackedSends
  /// The numbers of the sends, ascending; nil for all.
  private let numbers: ContiguousArray<UInt32>?

  init(_ sends: PackedSends, _ numbers: ContiguousArray<UInt32>? = nil) {
    self.sends = sends
    self.numbers = numbers
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { numbers?.count ?? sends.count }

  package subscript(place: Int) -> PageHistoryRow {
    let number = numbers.map { Int($0[place]) } ?? place
    return PageHistoryRow(number: number, send: sends[number])
  }
}

extension PageHistory {
  /// A row for each send.
  package var rows: PageHistoryRows { PageHistoryRows(sends) }

  /// A row for each send that passes.
  package func rows(where passes: (PageHistoryRow) -> Bool) -> PageHistoryRows {
    var numbers = ContiguousArray<UInt32>()
    for row in rows where passes(row) { numbers.append(UInt32(clamping: row.number)) }
    return PageHistoryRows(sends, numbers)
  }

  /// A row for each send that a filter lets pass.
  package func rows(where filter: Filter<PageHistoryRow>) -> PageHistoryRows { rows { filter.matches($0) } }
}

/// The table of columns, and filters by it.
extension PageHistoryRow: FilterableRow {
  package static let columns: [Column<PageHistoryRow>] = [
    Column("send", .number { UInt64($0.number) }),
    Column("checkpoint", heading: "ckpt", .number { UInt64($0.send.checkpoint) }),
    Column("iteration", heading: "iter", .number { UInt64($0.send.iteration) }),
    Column("type", .word(PageType.all.map(\.name)) { UInt64($0.send.type.rawValue) }),
    Column("encoding", .word(PageEncoding.allCases.map(\.rawValue)) { UInt64($0.send.encoding.place) }),
    Column("offset", .hex { $0.send.offset }),
    Column("length", heading: "bytes", .number { $0.length }),
    Column("runs", .number { $0.send.delta.map { UInt64($0.runs) } }),
    Column("skips", .number { $0.send.delta.map { UInt64($0.skips) } }),
    Column("changedWords", heading: "sent", also: ["words"], .number { $0.send.delta.map { UInt64($0.literalWords) } }),
    Column(
      "ratio",
      .ratio { row in
        PageRow.ratio(row.send.encoding, row.length).map { Double($0) / Double(FilterField.decimalScale) }
      }),
    Column("pinned", .truth { $0.send.type.isPinned }),
  ]

  package static let filterSchema = FilterSchema(columns)

  package func filterValue(of field: Int) -> UInt64? {
    Self.columns.indices.contains(field) ? Self.columns[field].filterValue(of: self) : nil
  }
}
