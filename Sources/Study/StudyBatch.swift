@_spi(Measuring) import SaveStream

/// A chunk or record with a PFN array, as a row of the table of batches.
struct StudyBatch {
  let checkpoint: Int
  /// The place within the checkpoint, from 0.
  let batch: Int
  let iteration: Int
  /// The file offset of its first byte.
  let offset: UInt64
  let entries: UInt64
  /// Entries that carry content.
  let pages: UInt64
  /// Whether the pages were sent again for comparison.
  let isVerify: Bool
}

extension IndexSnapshot {
  /// Calls `body` with each batch, in the order of the stream.
  func forEachBatch(_ body: (StudyBatch) throws(OutputError) -> Void) throws(OutputError) {
    var row = 0
    while row < entryRows.count {
      let rows = rowsOfRecord(atRow: row)
      let first = entryRows[row]
      let count = { (contentOnly: Bool) in
        rows.reduce(into: UInt64(0)) { $0 &+= UInt64(self.positions(ofRow: $1, contentOnly: contentOnly).count) }
      }
      try body(
        StudyBatch(
          checkpoint: checkpoint(ofRow: row), batch: batch(ofRow: row).number, iteration: first.iteration,
          offset: record(ofRow: row), entries: count(false), pages: count(true), isVerify: first.isVerify))
      row = max(rows.upperBound, row + 1)
    }
  }
}
