/// The fields of pages that differ: `kind`, `pfn`, `words`, `from` and `to` (page types), and `doubt`.
extension PageDifference: FilterableRow {
  public static let filterSchema = FilterSchema([
    .words("kind", Change.allCases.map(\.rawValue)), FilterField("pfn"), FilterField("words"), .pageType("from"),
    .pageType("to"), .words("doubt", PageDoubt.allCases.map(\.rawValue)),
  ])

  public func filterValue(of field: Int) -> UInt64? {
    switch field {
    case 0: change.place
    case 1: pfn
    case 2: words.map { UInt64($0) }
    case 3: fromType.map { UInt64($0.rawValue) }
    case 4: toType.map { UInt64($0.rawValue) }
    case 5: doubt.flatMap { PageDoubt.allCases.firstIndex(of: $0) }.map { UInt64($0) }
    default: nil
    }
  }
}

extension PageDifference.Change {
  /// The place among all kinds.
  fileprivate var place: UInt64 {
    switch self {
    case .changed: 0
    case .typeChanged: 1
    case .added: 2
    case .removed: 3
    }
  }
}
