/// The entries of a capture as rows, read when they are asked for: a million rows cost as much as ten.
///
/// Rows are numbered in the order of the stream, either over all entries or over those that carry content. Not for
/// use from two threads at once.
@_spi(Measuring) public final class PageRows {
  public let capture: Capture
  public let index: IndexSnapshot
  private let contents: Contents

  public init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    contents = Contents(capture: capture, index: index)
  }

  /// How many rows there are: of all entries, or of those that carry content.
  public func count(contentOnly: Bool) -> UInt64 { contentOnly ? index.contentCount : index.entryCount }

  /// The rows that belong to a checkpoint; empty for a checkpoint that is not there.
  public func range(ofCheckpoint checkpoint: Int, contentOnly: Bool) -> Range<UInt64> {
    guard index.checkpoints.indices.contains(checkpoint) else { return 0..<0 }
    return index.positions(of: checkpoint, contentOnly: contentOnly)
  }

  /// The rows that a filter can let pass, as far as it tells checkpoints: those of the checkpoints in between.
  public func range(of filter: Filter<PageRow>?, contentOnly: Bool) -> Range<UInt64> {
    let all = 0..<count(contentOnly: contentOnly)
    guard let filter else { return all }
    let checkpoints = index.checkpoints.count
    guard let bounds = filter.bounds(of: PageColumn.checkpoint.rawValue), bounds.lowerBound < UInt64(checkpoints) else {
      return 0..<0
    }
    let first = range(ofCheckpoint: Int(bounds.lowerBound), contentOnly: contentOnly)
    guard bounds.upperBound < UInt64(checkpoints) else { return first.lowerBound..<all.upperBound }
    let last = range(ofCheckpoint: Int(bounds.upperBound), contentOnly: contentOnly)
    return first.lowerBound..<max(first.lowerBound, last.upperBound)
  }

  /// The rows at the positions in `range`, clamped to what there is; or those of them that a filter lets pass. Costs
  /// the batches touched, and for compressed pages a walk over up to 63 deltas before the first.
  public func rows(
    _ range: Range<UInt64>, contentOnly: Bool, where filter: Filter<PageRow>? = nil
  ) throws(CaptureError) -> [PageRow] {
    var rows: [PageRow] = []
    try forEach(in: range, contentOnly: contentOnly, where: filter) { _, row in rows.append(row) }
    return rows
  }

  /// Calls `body` with the position of each row in `range` that a filter lets pass, and the row, in the order of the
  /// stream.
  /// - Parameter looksAtDeltas: false where the caller needs nothing that stands behind the type. Compressed pages then
  ///   come as `missing`, and cost no more than their words in the PFN array.
  func forEach(
    in range: Range<UInt64>, contentOnly: Bool, where filter: Filter<PageRow>? = nil, looksAtDeltas: Bool = true,
    _ body: (UInt64, PageRow) -> Void
  ) throws(CaptureError) {
    let query = Query(
      range: range.clamped(to: 0..<count(contentOnly: contentOnly)), contentOnly: contentOnly, filter: filter,
      looksAtDeltas: looksAtDeltas)
    guard !query.range.isEmpty else { return }
    var words = Contents.room(for: contents.format)
    var row = index.row(holding: query.range.lowerBound, contentOnly: contentOnly)
    while row < index.entryRows.count,
      index.positions(ofRow: row, contentOnly: contentOnly).lowerBound < query.range.upperBound
    {
      try read(row, query, into: &words, body)
      row += 1
    }
  }

  /// The number of the row whose entry stands at a file offset or, for an offset inside a page image or delta, of
  /// the entry it belongs to; nil where there is none among the rows.
  public func position(holding offset: UInt64, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    guard let checkpoint = index.checkpoint(holding: offset) else { return nil }
    let rows = index.rows(of: checkpoint)
    let isCompressed = index.checkpoints[checkpoint].isCompressed
    for row in isCompressed ? rows : rowsOfRecord(around: offset, rows) {
      var found: UInt64?
      try forEach(in: index.positions(ofRow: row, contentOnly: contentOnly), contentOnly: contentOnly) {
        position, row in
        if found == nil, row.holds(offset, wordBytes: contents.format.wordBytes) { found = position }
      }
      if let found { return found }
    }
    return nil
  }

  /// The rows of the record that holds a file offset, if any does.
  private func rowsOfRecord(around offset: UInt64, _ rows: Range<Int>) -> Range<Int> {
    guard !rows.isEmpty else { return rows }
    let next = index.entryRows.partitioningIndex { $0.start <= offset }
    return index.rowsOfRecord(atRow: max(next - 1, rows.lowerBound))
  }

  // MARK: Rows of the index

  /// Which rows are wanted, and what of them.
  private struct Query {
    let range: Range<UInt64>
    let contentOnly: Bool
    let filter: Filter<PageRow>?
    let looksAtDeltas: Bool
  }

  /// A row of the index, and what its entries have in common.
  private struct Stretch {
    let number: Int
    let row: EntryRow
    let checkpoint: Int
    /// The place of its record within the checkpoint, and the entries of that record in rows before this one.
    let batch: (number: Int, entriesBefore: Int)
    let images: ImagePlaces
    let iteration: Int
    let wordBytes: Int

    init(_ number: Int, in index: IndexSnapshot) {
      self.number = number
      row = index.entryRows[number]
      checkpoint = index.checkpoint(ofRow: number)
      batch = index.batch(ofRow: number)
      images = ImagePlaces(ofRow: number, in: index)
      iteration = row.iteration
      wordBytes = row.wordBytes
    }

    func pageRow(at place: Int, _ entry: PageEntry, _ content: ContentPlace) -> PageRow {
      PageRow(
        checkpoint: checkpoint, iteration: iteration, batch: batch.number, index: batch.entriesBefore + place,
        pfn: entry.pfn, type: entry.type, encoding: content.encoding, offset: content.offset, length: content.length,
        delta: content.counts, entryOffset: row.array &+ UInt64(place * wordBytes))
    }
  }

  /// Calls `body` with the rows of a row of the index that are wanted.
  /// - Parameter words: room for its words, used again and again.
  private func read(
    _ number: Int, _ query: Query, into words: inout [UInt8], _ body: (UInt64, PageRow) -> Void
  ) throws(CaptureError) {
    let row = index.entryRows[number]
    let stretch = Stretch(number, in: index)
    let count = try contents.read(row, into: &words)
    let format = contents.format
    let span = words.span
    var position = query.contentOnly ? row.firstContent : row.firstEntry
    var content = row.firstContent
    for place in 0..<count {
      let entry = format.entry(in: span, at: place)
      let carriesContent = entry.type.carriesContent
      if query.contentOnly, !carriesContent { continue }
      if position >= query.range.upperBound { return }
      if position >= query.range.lowerBound, let found = try pageRow(stretch, place, entry, content, query) {
        body(position, found)
      }
      position += 1
      if carriesContent { content += 1 }
    }
  }

  /// The row of an entry, or nil where the filter does not let it pass.
  /// - Parameter content: the place of its content among all of the capture, where it carries one.
  private func pageRow(
    _ stretch: Stretch, _ place: Int, _ entry: PageEntry, _ content: UInt64, _ query: Query
  ) throws(CaptureError) -> PageRow? {
    guard entry.type.carriesContent, !stretch.row.hasImages else {
      let found = entry.type.carriesContent ? stretch.images.place(of: content) : ContentPlace.none
      let row = stretch.pageRow(at: place, entry, found)
      return query.filter?.matches(row) ?? true ? row : nil
    }
    let row = stretch.pageRow(at: place, entry, .missing)
    let decision = query.filter.map { $0.decision(on: row) } ?? true
    if decision == false { return nil }
    if decision == true, !query.looksAtDeltas { return row }
    let whole = stretch.pageRow(at: place, entry, try contents.deltaPlace(of: content, inRow: stretch.number))
    return decision == true || query.filter?.matches(whole) ?? true ? whole : nil
  }
}

extension PageRow {
  /// Whether a file offset lies in the entry's word or in its content.
  fileprivate func holds(_ position: UInt64, wordBytes: Int) -> Bool {
    if position >= entryOffset, position - entryOffset < UInt64(wordBytes) { return true }
    guard let offset, let length else { return false }
    return position >= offset && position - offset < length
  }
}
