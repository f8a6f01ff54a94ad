/// Where the rows, entries, contents and deltas of a checkpoint, a row or a chunk begin and end: worked out here, and
/// asked for by everybody. Each costs O(log n) at most. A checkpoint or row past the last is empty, and stands at the
/// end.
extension IndexSnapshot {
  /// The rows of entries that a checkpoint brought.
  package func rows(of checkpoint: Int) -> Range<Int> {
    let first = firstRow(of: checkpoint)
    return first..<max(first, firstRow(of: checkpoint + 1))
  }

  /// The compressed chunks that a checkpoint brought.
  package func compressedChunks(of checkpoint: Int) -> Range<Int> {
    let first = firstCompressedChunk(of: checkpoint)
    return first..<max(first, firstCompressedChunk(of: checkpoint + 1))
  }

  /// The entries of a checkpoint, by their places among all of the capture.
  package func entries(of checkpoint: Int) -> Range<UInt64> {
    let first = firstEntry(ofRow: firstRow(of: checkpoint))
    return first..<max(first, firstEntry(ofRow: firstRow(of: checkpoint + 1)))
  }

  /// The contents of a checkpoint, by their places among all of the capture.
  package func contents(of checkpoint: Int) -> Range<UInt64> {
    let first = firstContent(ofRow: firstRow(of: checkpoint))
    return first..<max(first, firstContent(ofRow: firstRow(of: checkpoint + 1)))
  }

  /// The page deltas of a checkpoint, by their places among all of the capture.
  package func deltas(of checkpoint: Int) -> Range<UInt64> {
    let chunks = compressedChunks(of: checkpoint)
    let first = firstDelta(ofChunk: chunks.lowerBound)
    return first..<max(first, firstDelta(ofChunk: chunks.upperBound))
  }

  /// The page deltas that begin in a compressed chunk, by their places among all of the capture.
  package func deltas(ofChunk chunk: Int) -> Range<UInt64> {
    let first = firstDelta(ofChunk: chunk)
    return first..<max(first, firstDelta(ofChunk: chunk + 1))
  }

  /// The contents of a row, by their places among all of the capture.
  package func contents(ofRow row: Int) -> Range<UInt64> {
    let first = firstContent(ofRow: row)
    return first..<max(first, firstContent(ofRow: row + 1))
  }

  /// The entries of a checkpoint, or the contents among them.
  package func positions(of checkpoint: Int, contentOnly: Bool) -> Range<UInt64> {
    contentOnly ? contents(of: checkpoint) : entries(of: checkpoint)
  }

  /// The entries of a row, or the contents among them.
  package func positions(ofRow row: Int, contentOnly: Bool) -> Range<UInt64> {
    if contentOnly { return contents(ofRow: row) }
    let first = firstEntry(ofRow: row)
    return first..<max(first, firstEntry(ofRow: row + 1))
  }

  // MARK: The other way

  /// The row that brought an entry or, among contents, a content; the first one where there is none.
  package func row(holding position: UInt64, contentOnly: Bool) -> Int {
    let next = entryRows.partitioningIndex { (contentOnly ? $0.firstContent : $0.firstEntry) <= position }
    return max(0, next - 1)
  }

  /// The row whose words, or whose record's head, begin at a file offset or last before it; nil before the first.
  package func row(at offset: UInt64) -> EntryRow? {
    let next = entryRows.partitioningIndex { $0.start <= offset }
    return next == 0 ? nil : entryRows[next - 1]
  }

  /// The checkpoint that a row belongs to.
  package func checkpoint(ofRow row: Int) -> Int { max(0, partition { $0.firstRow <= row } - 1) }

  /// The checkpoint that a compressed chunk belongs to.
  package func checkpoint(ofCompressedChunk chunk: Int) -> Int {
    max(0, partition { $0.firstCompressedChunk <= chunk } - 1)
  }

  /// The checkpoint that holds a file offset, or nil.
  public func checkpoint(holding offset: UInt64) -> Int? {
    let position = partition { $0.offset <= offset } - 1
    return position >= 0 && offset < checkpoints[position].end ? position : nil
  }

  // MARK: Records

  /// The rows of the record that a row belongs to.
  package func rowsOfRecord(atRow row: Int) -> Range<Int> {
    guard entryRows[row].isLong, let long = longRecord(before: row) else { return row..<row + 1 }
    return long.firstRow..<long.firstRow + long.rowCount
  }

  /// The file offset of the record that a row belongs to.
  package func record(ofRow row: Int) -> UInt64 { entryRows[rowsOfRecord(atRow: row).lowerBound].start }

  /// The file offset of the first image of a row; nil where its contents are deltas, or cannot be placed.
  package func images(ofRow number: Int) -> UInt64? {
    let row = entryRows[number]
    guard row.hasImages, !row.isCut else { return nil }
    guard row.isLong else { return row.arrayEnd }
    guard let long = longRecord(before: number), long.images > 0 else { return nil }
    return long.images &+ (row.firstContent - entryRows[long.firstRow].firstContent) &* UInt64(pageSize)
  }

  /// A record's place among those with PFN arrays of its checkpoint, by one of its rows; and the entries of it that
  /// stand in rows before that one.
  package func batch(ofRow row: Int) -> (number: Int, entriesBefore: Int) {
    let first = rows(of: checkpoint(ofRow: row)).lowerBound
    let number = row - first - (continued(before: row + 1) - continued(before: first))
    let firstEntry = entryRows[rowsOfRecord(atRow: row).lowerBound].firstEntry
    return (number, Int(clamping: entryRows[row].firstEntry - firstEntry))
  }

  /// The first row of a record, by its place within a checkpoint; nil when there is none.
  package func row(ofBatch number: Int, in checkpoint: Int) -> Int? {
    let rows = rows(of: checkpoint)
    guard number >= 0, number < rows.count else { return nil }
    let before = continued(before: rows.lowerBound)
    let place = rows.partitioningIndex { row in
      row - rows.lowerBound - (continued(before: row + 1) - before) < number
    }
    return place < rows.upperBound ? place : nil
  }

  /// Rows before one that go on with a record.
  private func continued(before row: Int) -> Int {
    guard let long = longRecord(before: row - 1) else { return 0 }
    return long.continuedBefore + min(row - 1 - long.firstRow, long.rowCount - 1)
  }

  /// The last record of several rows that begins at a row or before it.
  private func longRecord(before row: Int) -> LongRecordRow? {
    let position = longRecords.partitioningIndex { $0.firstRow <= row } - 1
    return position >= 0 ? longRecords[position] : nil
  }

  // MARK: Beginnings

  private func firstRow(of checkpoint: Int) -> Int {
    guard checkpoint >= 0 else { return 0 }
    return checkpoint < checkpoints.count ? checkpoints[checkpoint].firstRow : entryRows.count
  }

  private func firstCompressedChunk(of checkpoint: Int) -> Int {
    guard checkpoint >= 0 else { return 0 }
    return checkpoint < checkpoints.count ? checkpoints[checkpoint].firstCompressedChunk : compressedChunks.count
  }

  private func firstEntry(ofRow row: Int) -> UInt64 { row < entryRows.count ? entryRows[row].firstEntry : entryCount }

  private func firstContent(ofRow row: Int) -> UInt64 {
    row < entryRows.count ? entryRows[row].firstContent : contentCount
  }

  private func firstDelta(ofChunk chunk: Int) -> UInt64 {
    chunk < compressedChunks.count ? compressedChunks[chunk].firstPage : compressedPageCount
  }

  private func partition(where belongs: (CheckpointRow) -> Bool) -> Int {
    let closed = checkpoints.closed.partitioningIndex(where: belongs)
    guard closed == checkpoints.closed.count, let open = checkpoints.open, belongs(open) else { return closed }
    return closed + 1
  }
}
