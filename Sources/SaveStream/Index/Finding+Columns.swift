/// The table of columns of findings, and filters by it.
@_spi(Measuring) extension Finding: FilterableRow {
  package static let columns: [Column<Finding>] = [
    Column("severity", .word(Severity.allCases.map(\.rawValue), isOrdered: true) { UInt64($0.severity.rank) }),
    Column("rule", .word(FindingRule.allCases.map(\.rawValue)) { rulePlaces[$0.rule] }),
    Column("offset", .hex { $0.offset }),
    Column("checkpoint", heading: "ckpt", .number { $0.checkpoint.map { UInt64($0) } }),
    Column("message", heading: "what", .text { FindingText.message(for: $0) }),
  ]

  /// The same with what only a finding has that tells of something found again: how sure it is, and why.
  package static let foundAgainColumns =
    columns + [
      Column(
        "certainty",
        .word(PlaceSign.Certainty.allCases.map(\.word), isOrdered: true) {
          $0.sign.map { UInt64($0.certainty.rawValue) }
        }),
      Column("reason", .text { $0.sign?.reason ?? "" }),
    ]

  public static let filterSchema = FilterSchema(columns)

  public func filterValue(of field: Int) -> UInt64? {
    Self.columns.indices.contains(field) ? Self.columns[field].filterValue(of: self) : nil
  }

  private static let rulePlaces = Dictionary(
    uniqueKeysWithValues: FindingRule.allCases.enumerated().map { ($0.element, UInt64($0.offset)) })
}
