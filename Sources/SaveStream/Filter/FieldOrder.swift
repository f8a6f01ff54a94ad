/// An order of rows by one of the fields that filters know. Rows that are equal in it stay as they are, and those whose
/// cell is empty come last, either way.
package struct FieldOrder<Row: FilterableRow>: Sendable {
  private let field: Int
  package let isDescending: Bool

  /// - Parameter name: of a field, in any case, or another name that it has.
  /// - Returns: nil when there is no such field.
  package init?(by name: String, isDescending: Bool = false) {
    guard let field = Row.filterSchema.place(of: name) else { return nil }
    self.field = field
    self.isDescending = isDescending
  }

  /// What a row is sorted by; nil where its cell is empty.
  package func value(of row: Row) -> UInt64? { row.filterValue(of: field) }

  /// Places of rows in this order.
  /// - Parameter row: the row at a place.
  package func sorted(_ places: some Sequence<Int>, _ row: (Int) -> Row) -> [Int] {
    let keys = places.enumerated().map { rank, place in
      (value: row(place).filterValue(of: field), rank: rank, place: place)
    }
    return keys.sorted { left, right in
      switch (left.value, right.value) {
      case (let first?, let second?) where first != second: isDescending ? first > second : first < second
      case (_?, nil): true
      case (nil, _?): false
      default: left.rank < right.rank
      }
    }.map(\.place)
  }
}
