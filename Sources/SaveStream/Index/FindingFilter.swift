/// The fields of findings: `severity` (which has an order), `rule`, `offset` and `checkpoint`.
extension Finding: FilterableRow {
  public static let filterSchema = FilterSchema([
    .words("severity", Severity.allCases.map(\.rawValue), isOrdered: true),
    .words("rule", FindingRule.allCases.map(\.rawValue)), FilterField("offset"),
    FilterField("checkpoint", also: ["ckpt"]),
  ])

  public func filterValue(of field: Int) -> UInt64? {
    switch field {
    case 0: severity.place
    case 1: Self.rulePlaces[rule]
    case 2: offset
    case 3: checkpoint.map { UInt64($0) }
    default: nil
    }
  }

  private static let rulePlaces = Dictionary(
    uniqueKeysWithValues: FindingRule.allCases.enumerated().map { ($0.element, UInt64($0.offset)) })
}

extension Severity {
  /// The place among all severities, the least first.
  fileprivate var place: UInt64 {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
