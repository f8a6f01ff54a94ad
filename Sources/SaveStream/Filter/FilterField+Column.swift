/// Fields of filters out of the columns of rows.
extension FilterField {
  /// The field that a column is; nil for one that nothing is asked about.
  init?<Row>(_ column: Column<Row>) {
    let kind: Kind
    switch column.cells {
    case .number, .count, .size, .hex: kind = .number
    case .word(let words, let isOrdered, _): kind = .words(words, isOrdered: isOrdered)
    case .truth: kind = .words(["false", "true"], isOrdered: false)
    case .ratio: kind = .decimal
    case .text: return nil
    }
    // The head of a part, such as `page data`, is not that of the row.
    let names = (column.part == nil ? [column.heading] : []) + column.otherNames
    self.init(column.name, kind, also: names.filter { $0.lowercased() != column.name.lowercased() })
  }
}

extension Column {
  /// The value of a cell as a filter counts it; nil where the cell is empty.
  func filterValue(of row: Row) -> UInt64? {
    switch cells {
    case .number(let value), .count(let value), .size(let value), .hex(let value), .word(_, _, let value): value(row)
    case .truth(let value): value(row) ? 1 : 0
    case .ratio(let value): value(row).map { UInt64(($0 * Double(FilterField.decimalScale)).rounded()) }
    case .text: nil
    }
  }
}
