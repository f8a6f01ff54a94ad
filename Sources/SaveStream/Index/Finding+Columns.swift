/// The table of columns of findings, and filters by it.
@_spi(Measuring) extension Finding: FilterableRow {
  package static let columns: [Column<Finding>] = [
    Column("severity", .word(Severity.allCases.map(\.rawValue), isOrdered: true) { UInt64($0.severity.rank) }),
    Column("rule", .word(FindingRule.allCases.map(\.rawValue)) { rulePlaces[$0.rule] }),
    Column("offset", .hex { $0.offset }),
    Column("checkpoint", heading: "ckpt", .number { $0.checkpoint.map { UInt64($0) } }),
    Column("message", heading: "what", .text { FindingText.message(for: $0) }),
  ]

  public static let filterSchema = FilterSchema(columns)

  public func filterValue(of field: Int) -> UInt64? {
    Self.columns.indices.contains(field) ? Self.columns[field].filterValue(of: self) : nil
  }

  private static let rulePlaces = Dictionary(
    uniqueKeysWithValues: FindingRule.allCases.enumerated().map { ($0.element, UInt64($0.offset)) })
}
