@_spi(Measuring) import SaveStream

/// A database of one or many captures, for study with whatever speaks SQL.
///
/// All that is added lies in one transaction: `finish()` makes it stand. Rows are written as they come, so that memory
/// stays flat whatever the size of a capture; sorting goes by way of temporary files of SQLite's.
package final class StudyDatabase {
  private let file: DatabaseFile
  private let captures: DatabaseStatement
  private let checkpoints: StudyTable<CheckpointFilterRow>
  private let batches: DatabaseStatement
  private let sends: StudyTable<PageRow>
  private let findings: StudyTable<Finding>

  /// How many rows came of a capture.
  package struct Added: Sendable {
    package var sends: UInt64 = 0
    /// What kept the rest of them from being read.
    package var failure: CaptureError?
  }

  /// What tells a database of savescope: `svsc`, and the form of its tables.
  private static let applicationID = 0x7376_7363
  private static let schema = 1

  /// Opens a database that is there, or makes one out of an empty file.
  /// - Parameters:
  ///   - path: the file's path, with a zero at its end.
  ///   - isNew: whether the file is the caller's alone, so that it goes as a whole where writing fails.
  package init(path: [CChar], namedInMessages name: String, isNew: Bool) throws(OutputError) {
    file = try DatabaseFile(path: path, namedInMessages: name, isNew: isNew)
    if isNew {
      // Nobody else sees the file, and where writing fails it is removed.
      try file.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE")
    } else {
      try Self.check(file)
    }
    try file.run("PRAGMA cache_size = -\(Self.cacheKiB); BEGIN IMMEDIATE")
    let number = DatabaseColumn("capture", "INTEGER PRIMARY KEY")
    captures = try file.table("captures", [number] + StudyCapture.columns.map { DatabaseColumn($0.name, $0.type) })
    checkpoints = try StudyTable(
      "checkpoints", CheckpointFilterRow.filterColumns, renamed: ["index": "checkpoint"], key: "capture, checkpoint",
      in: file)
    batches = try file.table("batches", Self.batchColumns, key: "capture, checkpoint, batch")
    sends = try StudyTable("sends", PageRow.columns, in: file)
    findings = try StudyTable("findings", Finding.columns, in: file)
    _ = try file.table("pages", Self.pageColumns, key: "capture, pfn")
  }

  private static let cacheKiB = 65_536

  private static let batchColumns = keyedColumns(
    ["checkpoint", "batch", "iteration", "offset", "entries", "pages", "verify"])

  private static let pageColumns =
    keyedColumns(["pfn", "sends", "checkpoints", "firstCheckpoint", "lastCheckpoint", "bytes"])
    + [DatabaseColumn("ratio", "REAL")]
    + ["changedWords", "raw", "full", "delta", "empty"].map { DatabaseColumn($0, "INTEGER") }

  /// The column of the capture, and columns of numbers.
  private static func keyedColumns(_ names: [String]) -> [DatabaseColumn] {
    [.capture] + names.map { DatabaseColumn($0, "INTEGER") }
  }

  /// Makes sure that a file that is added to is one of ours.
  private static func check(_ file: DatabaseFile) throws(OutputError) {
    let isEmpty = try file.number("SELECT count(*) FROM sqlite_schema") == 0
    guard !isEmpty else { return }
    guard try file.number("PRAGMA application_id") == Int64(applicationID) else {
      throw OutputError(destination: file.name, reason: "is no database of savescope export; choose another name")
    }
    guard try file.number("PRAGMA user_version") == Int64(schema) else {
      throw OutputError(
        destination: file.name, reason: "was written by another version of savescope; export to a new file")
    }
  }

  // MARK: A capture

  /// Adds a capture with all its rows.
  /// - Parameters:
  ///   - contentOnly: leaves out entries that carry no content.
  ///   - progress: told how much of it has been written, 0…1.
  package func add(
    _ study: StudyCapture, contentOnly: Bool, _ progress: (Double) -> Void
  ) throws(OutputError) -> Added {
    captures.bind(nil as Int?)
    for column in StudyCapture.columns {
      switch column.cells {
      case .number(let number): captures.bind(number(study))
      case .truth(let truth): captures.bind(truth(study))
      case .text(let text): captures.bind(text(study))
      }
    }
    try captures.run()
    guard let capture = try file.number("SELECT last_insert_rowid()") else { return Added() }
    let index = study.index
    for checkpoint in index.checkpoints.indices {
      try checkpoints.add(CheckpointFilterRow(checkpoint, of: index), of: capture)
    }
    try index.forEachBatch { batch throws(OutputError) in try add(batch, of: capture) }
    for finding in index.findings { try findings.add(finding, of: capture) }
    let added = try addSends(of: study, capture, contentOnly: contentOnly, progress)
    try addPages(of: capture)
    return added
  }

  private func add(_ batch: StudyBatch, of capture: Int64) throws(OutputError) {
    batches.bind(Int(capture))
    for number in [batch.checkpoint, batch.batch, batch.iteration] { batches.bind(number) }
    for number in [batch.offset, batch.entries, batch.pages] { batches.bind(number) }
    batches.bind(batch.isVerify)
    try batches.run()
  }

  /// Rows that are read at a time.
  private static let slice: UInt64 = 8192

  private func addSends(
    of study: StudyCapture, _ capture: Int64, contentOnly: Bool, _ progress: (Double) -> Void
  ) throws(OutputError) -> Added {
    let rows = PageRows(capture: study.capture, index: study.index)
    let count = rows.count(contentOnly: contentOnly)
    var added = Added()
    while added.sends < count, added.failure == nil {
      let end = min(added.sends + Self.slice, count)
      var slice: [PageRow] = []
      do throws(CaptureError) {
        slice = try rows.rows(added.sends..<end, contentOnly: contentOnly)
      } catch {
        added.failure = error
      }
      for row in slice { try sends.add(row, of: capture) }
      added.sends += UInt64(slice.count)
      if slice.isEmpty { break }
      progress(Double(added.sends) / Double(max(count, 1)))
    }
    return added
  }

  /// Makes the rows of pages out of those that were sent. A content that is not whole has no ratio, as in `sends`.
  private func addPages(of capture: Int64) throws(OutputError) {
    let pages = try file.statement(
      """
      INSERT INTO pages SELECT capture, pfn, count(*), count(DISTINCT checkpoint), min(checkpoint), max(checkpoint),
        sum(length), 4096.0 * count(ratio) / nullif(sum(length) FILTER (WHERE ratio IS NOT NULL), 0),
        sum(changedWords), sum(encoding = 'raw'), sum(encoding = 'full'), sum(encoding = 'delta'),
        sum(encoding = 'empty')
      FROM sends WHERE capture = ? AND encoding NOT IN ('none', 'verify') GROUP BY pfn ORDER BY pfn
      """)
    pages.bind(Int(capture))
    try pages.run()
  }

  // MARK: The end

  /// Makes indices and views, and what was added stand.
  package func finish() throws(OutputError) {
    try file.run("CREATE INDEX IF NOT EXISTS sendsByPage ON sends (capture, pfn, checkpoint)")
    try file.run("CREATE INDEX IF NOT EXISTS findingsByRule ON findings (rule, capture)")
    for view in StudyViews.all {
      try file.run("DROP VIEW IF EXISTS \(view.name); CREATE VIEW \(view.name) AS \(view.query)")
    }
    try file.run("PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(Self.schema)")
    try file.run("COMMIT")
  }
}
