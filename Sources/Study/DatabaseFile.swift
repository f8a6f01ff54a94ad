import CSQLite
@_spi(Measuring) import SaveStream

/// An open SQLite database: with its statements the only code that calls the library (`sqlite3.h`).
///
/// What it calls is told apart by the pointers that it holds: they come from a call that succeeded, are nobody else's,
/// and are given back once, in `deinit`. Text goes in with its length, and SQLite copies it before the call returns.
@safe final class DatabaseFile {
  /// `sqlite3 *`; nil only where there was no memory to open anything.
  fileprivate let connection: OpaquePointer?
  /// How messages name the file.
  let name: String

  /// Opens a file that is there; an empty one is an empty database.
  /// - Parameters:
  ///   - path: without a zero among its bytes but the last.
  ///   - isNew: whether nobody else knows of the file yet, so that it needs no locks of SQLite's. Those of its maker
  ///     would be in their way on a network's file system.
  init(path: [CChar], namedInMessages name: String, isNew: Bool = false) throws(OutputError) {
    self.name = name
    var connection: OpaquePointer?
    // A name like `:memory:` means no file to SQLite: a path that starts with `.` or `/` is always one.
    let slash = CChar(bitPattern: UInt8(ascii: "/"))
    let file = path.first == slash ? path : [CChar(bitPattern: UInt8(ascii: ".")), slash] + path
    let code = unsafe sqlite3_open_v2(
      file, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, isNew ? "unix-none" : nil)
    unsafe self.connection = connection
    guard code == SQLITE_OK else { throw unsafe Self.failure(connection, code, name) }
  }

  deinit { unsafe sqlite3_close_v2(connection) }

  /// Runs statements of the program that give no rows.
  func run(_ statements: String) throws(OutputError) {
    let code = unsafe sqlite3_exec(connection, statements, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Makes a statement ready.
  func statement(_ text: String) throws(OutputError) -> DatabaseStatement { try DatabaseStatement(text, of: self) }

  /// The number that a statement gives; nil where it gives no row.
  func number(_ text: String) throws(OutputError) -> Int64? {
    let statement = try statement(text)
    return try statement.step() ? statement.number(at: 0) : nil
  }

  /// What the library says of its last failure.
  fileprivate func failure(_ code: CInt) -> OutputError { unsafe Self.failure(connection, code, name) }

  private static func failure(_ connection: OpaquePointer?, _ code: CInt, _ name: String) -> OutputError {
    let advice =
      switch code & 0xff {
      case SQLITE_FULL: "; free some space, or write to another place"
      case SQLITE_BUSY, SQLITE_LOCKED: "; another program writes to it: try again when that has ended"
      case SQLITE_NOTADB: "; choose another name"
      case SQLITE_READONLY, SQLITE_CANTOPEN: "; choose a file in a folder that you may write to"
      default: ""
      }
    // The words are the library's own, and stay there until the next call.
    let words = unsafe connection.flatMap { unsafe sqlite3_errmsg($0) }.map { unsafe String(cString: $0) }
    return OutputError(destination: name, reason: "SQLite: \(words ?? "error \(code)")\(advice)")
  }
}

/// A statement that is run again and again with other values.
@safe final class DatabaseStatement {
  private let database: DatabaseFile
  /// `sqlite3_stmt *`.
  private let statement: OpaquePointer?
  /// Values that have been bound for the next run.
  private var bound: CInt = 0

  fileprivate init(_ text: String, of database: DatabaseFile) throws(OutputError) {
    self.database = database
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(database.connection, text, -1, &statement, nil)
    unsafe self.statement = statement
    guard code == SQLITE_OK, unsafe statement != nil else { throw database.failure(code) }
  }

  deinit { unsafe sqlite3_finalize(statement) }

  // MARK: Values, in the order of the statement's parameters

  // A call for a place that the statement does not have fails, and with it the run that follows.

  /// Binds a number; one past those that SQLite has, as text.
  func bind(_ number: UInt64?) {
    guard let number else { return bindNull() }
    guard let signed = Int64(exactly: number) else { return bind("\(number)") }
    bound += 1
    unsafe sqlite3_bind_int64(statement, bound, signed)
  }

  func bind(_ number: Int?) {
    guard let number else { return bindNull() }
    bound += 1
    unsafe sqlite3_bind_int64(statement, bound, Int64(number))
  }

  func bind(_ number: Double?) {
    guard let number else { return bindNull() }
    bound += 1
    unsafe sqlite3_bind_double(statement, bound, number)
  }

  func bind(_ truth: Bool?) { bind(truth.map { $0 ? 1 : 0 }) }

  func bind(_ text: String?) {
    guard var text else { return bindNull() }
    bound += 1
    let place = bound
    text.withUTF8 { bytes in
      // A byte and a character of C are of one size, so that any text can be seen as either; it is copied at once.
      unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
        // An empty text has no address, and no address is NULL to SQLite.
        guard let start = bytes.baseAddress else {
          _ = unsafe csqlite_bind_text_copy(statement, place, "", 0)
          return
        }
        _ = unsafe csqlite_bind_text_copy(statement, place, start, CInt(clamping: bytes.count))
      }
    }
  }

  private func bindNull() {
    bound += 1
    unsafe sqlite3_bind_null(statement, bound)
  }

  // MARK: Runs

  /// Runs it with the values that were bound, and makes it ready for the next ones.
  func run() throws(OutputError) {
    let count = unsafe sqlite3_bind_parameter_count(statement)
    precondition(bound == count, "\(bound) values for \(count) parameters")
    bound = 0
    while try step() {}
    unsafe sqlite3_reset(statement)
  }

  /// Goes to the next row; false where there is none.
  func step() throws(OutputError) -> Bool {
    let code = unsafe sqlite3_step(statement)
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw database.failure(code) }
    return code == SQLITE_ROW
  }

  /// A number of the row that it stands at; 0 for a cell without one.
  func number(at column: CInt) -> Int64 { unsafe sqlite3_column_int64(statement, column) }
}
