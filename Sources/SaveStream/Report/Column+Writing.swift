/// Rows by their table of columns.
extension JSONWriter {
  /// Writes a row as an object.
  mutating func object<Row>(_ columns: some Sequence<Column<Row>>, of row: Row) {
    beginObject()
    fields(columns, of: row)
    endObject()
  }

  /// Writes the cells of a row as fields: those of a part as an object under its key, which is null where the row has
  /// no such part.
  mutating func fields<Row>(_ columns: some Sequence<Column<Row>>, of row: Row) {
    var part: String?
    var isIn = true
    for column in columns {
      if column.part?.key != part {
        if part != nil, isIn { endObject() }
        part = column.part?.key
        isIn = column.part?.isIn(row) ?? true
        if let part {
          key(text: part)
          if isIn { beginObject() } else { value(nil as String?) }
        }
      }
      guard isIn else { continue }
      key(text: column.name)
      value(column, of: row)
    }
    if part != nil, isIn { endObject() }
  }

  private mutating func value<Row>(_ column: Column<Row>, of row: Row) {
    switch column.cells {
    case .number(let number), .count(let number), .size(let number), .hex(let number): value(number(row))
    case .word(let words, _, let place): value(place(row).map { words[Int($0)] })
    case .truth(let truth): value(truth(row))
    case .ratio(let ratio): value(ratio: ratio(row))
    case .text(let text): value(text(row))
    }
  }
}

extension CSVWriter {
  /// Writes the cells of a row.
  mutating func fields<Row>(_ columns: some Sequence<Column<Row>>, of row: Row) {
    for column in columns {
      switch column.cells {
      case .number(let number), .count(let number), .size(let number), .hex(let number): field(number(row))
      case .word(let words, _, let place): field(place(row).map { words[Int($0)] })
      case .truth(let truth): field(truth(row) ? "true" : "false")
      case .ratio(let ratio): field(ratio(row).map { NumberText.decimal($0, places: 4) })
      case .text(let text): field(text(row))
      }
    }
  }
}

extension TextTable.Column {
  /// The column of a table of text for one of rows.
  init<Row>(_ column: Column<Row>) { self.init(heading: column.heading, isNumber: column.isNumber) }
}
