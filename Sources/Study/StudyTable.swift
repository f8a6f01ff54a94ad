@_spi(Measuring) import SaveStream

/// A table of rows of a kind, made from the columns that the kind has in all other forms.
struct StudyTable<Row> {
  private let columns: [Column<Row>]
  private let insert: DatabaseStatement

  /// - Parameters:
  ///   - names: those that a column of this kind has in place of its own.
  ///   - key: its columns, with a comma before each but the first; empty for a table without a key.
  init(
    _ name: String, _ columns: [Column<Row>], renamed names: [String: String] = [:], key: String = "",
    in database: DatabaseFile
  ) throws(OutputError) {
    self.columns = columns
    let described = columns.map { DatabaseColumn(names[$0.name] ?? $0.name, Self.type(of: $0)) }
    insert = try database.table(name, [.capture] + described, key: key)
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
    for column in columns {
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

/// A column of a table: its name and its type in SQL, words of the program.
struct DatabaseColumn {
  let name: String
  let type: String

  init(_ name: String, _ type: String) {
    self.name = name
    self.type = type
  }

  /// The number of the capture that a row is of.
  static let capture = DatabaseColumn("capture", "INTEGER NOT NULL REFERENCES captures")
}

extension DatabaseFile {
  /// Makes a table, unless it is there, and a statement that adds a row to it.
  /// - Throws: when a table of that name has other columns.
  func table(
    _ name: String, _ columns: [DatabaseColumn], key: String = ""
  ) throws(OutputError) -> DatabaseStatement {
    let list = columns.map { "\"\($0.name)\" \($0.type)" }.joined(separator: ", ")
    let end = key.isEmpty ? ")" : ", PRIMARY KEY (\(key))) WITHOUT ROWID"
    try run("CREATE TABLE IF NOT EXISTS \(name) (\(list)\(end)")
    let info = "SELECT count(*) FROM pragma_table_info('\(name)')"
    let values = columns.map { "'\($0.name)'" }.joined(separator: ", ")
    let count = Int64(columns.count)
    guard try number(info) == count, try number("\(info) WHERE name IN (\(values))") == count else {
      throw OutputError(
        destination: self.name, reason: "was written by another version of savescope; export to a new file")
    }
    let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let places = [String](repeating: "?", count: columns.count).joined(separator: ", ")
    return try statement("INSERT INTO \(name) (\(names)) VALUES (\(places))")
  }
}
