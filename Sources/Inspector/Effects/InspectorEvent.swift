@_spi(Measuring) import SaveStream

/// What happens to the inspector: all it ever learns comes in one of these.
package enum InspectorEvent: Sendable {
  /// A key, and when it was pressed, on a clock that only goes forward; nil where nobody measured that.
  case key(Key, milliseconds: UInt64? = nil)
  case mouse(Mouse)
  /// The size of the screen, first of all events and then whenever it changes.
  case resize(rows: Int, columns: Int)
  /// What the index knows now, and when, on a clock that only goes forward. Sent while indexing goes on (several
  /// times a second is enough) and once when it has ended.
  case index(IndexSnapshot, milliseconds: UInt64)
  /// The index of the capture read once more, on behind damage: nothing that was known before holds.
  case reread(IndexSnapshot, milliseconds: UInt64)
  /// The answer to `Effect.read`.
  case answer(ReadAnswer)
  /// How far the search of `Effect.search` is, and what it found.
  case search(SearchProgress)
  /// The search was given up, as the medium failed.
  case searchFailed(CaptureError)
  /// How far the work of `Effect.work` is, and what it came to.
  case work(WorkProgress)
  /// The work of a kind was given up, as the medium failed.
  case workFailed(WorkKind, CaptureError)
  /// Nothing happened: time to go on with what takes longer than one event, see `Inspector.isBehind`.
  case goOn
  /// Whether the capture is followed now.
  case following(Bool)
  /// How far the export of `Effect.export` is; nil when it has ended, and `done` or `trouble` then says how.
  case exporting(ExportProgress?)
  /// The capture's file has grown since it was read to its end.
  case grown
  /// A file that was to be written is there already, and was left alone.
  case fileExists(FileRequest)
  /// Something outside went well, such as writing a file: shown until the next key.
  case done(String)
  /// The capture to be compared with has been read.
  case other(path: String, IndexSnapshot)
  /// The file is no longer what was read, and why: said until the next key, and in the title from then on.
  case changed(String)
  /// Something outside failed, such as reading the file: shown until the next key.
  case trouble(String)
}
