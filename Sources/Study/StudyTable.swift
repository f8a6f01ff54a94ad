import SaveStream

/// A table of rows of a kind, made from the columns that the kind has in all other forms.
struct StudyTable<Row> {
  let name: String
  /// With the names that they have in the table.
  private let columns: [(name: String, column: Column<Row>)]
  /// What stands behind the columns: a key.
  private let constraint: String
  private let insert: DatabaseStatement

  /// - Parameters:
  ///   - names: those that a column of this kind has in place of its own.
  ///   - constraint: as in SQL, with a comma before it.
  init(
    _ name: String, _ columns: [Column<Row>], renamed names: [String: String] = [:], constraint: String = "",
    in database: DatabaseFile
  ) throws(OutputError) {
    self.name = name
    self.constraint = constraint
    self.columns = columns.map { (names[$0.name] ?? $0.name, $0) }
    let list = self.columns.map { "\"\($0.name)\" \(Self.type(of: $0.column))" }.joined(separator: ", ")
    let options = constraint.isEmpty ? "" : " WITHOUT ROWID"
    try database.run(
      "CREATE TABLE IF NOT EXISTS \(name) (capture INTEGER NOT NULL REFERENCES captures, \(list)\(constraint))\(options)"
    )
    let places = [String](repeating: "?", count: columns.count + 1).joined(separator: ", ")
    insert = try database.statement("INSERT INTO \(name) VALUES (\(places))")
  }

  private static func type(of column: Column<Row>) -> String {
    switch column.cells {
    case .number, .count, .size, .hex, .truth: "INTEGER"
    case .word, .text: "TEXT"
    case .ratio: "REAL"
    }
  }

  /// Adds a row of a capture.
  func add(_ row: Row, of capture: Int64) throws(OutputError) {
    insert.bind(Int(capture))
    for (_, column) in columns {
      switch column.cells {
      case .number(let value), .count(let value), .size(let value), .hex(let value): insert.bind(value(row))
      case .word(let words, _, let place): insert.bind(place(row).map { words[Int($0)] })
      case .truth(let truth): insert.bind(truth(row))
      case .ratio(let ratio): insert.bind(ratio(row))
      case .text(let text): insert.bind(text(row))
      }
    }
    try insert.run()
  }
}
