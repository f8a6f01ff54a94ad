/// The entries of a capture as rows, read when they are asked for: a million rows cost as much as ten.
///
/// Rows are numbered in the order of the stream, either over all entries or over those that carry content. Not for
/// use from two threads at once.
public final class PageRows {
  public let capture: Capture
  public let index: IndexSnapshot
  /// The deltas where the last rows ended, for those who read forwards.
  private var walk: DeltaWalk

  public init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    walk = DeltaWalk(capture, index)
  }

  /// How many rows there are: of all entries, or of those that carry content.
  public func count(contentOnly: Bool) -> UInt64 { contentOnly ? index.contentCount : index.entryCount }

  /// The rows that belong to a checkpoint; empty for a checkpoint that is not there.
  public func range(ofCheckpoint checkpoint: Int, contentOnly: Bool) -> Range<UInt64> {
    guard index.checkpoints.indices.contains(checkpoint) else { return 0..<0 }
    let first = start(ofBatch: index.checkpoints[checkpoint].firstBatch, contentOnly)
    let end = start(ofBatch: endOfBatches(ofCheckpoint: checkpoint), contentOnly)
    return first..<max(first, end)
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
    var words = [UInt8](repeating: 0, count: Int(LegacyFraming.maximumBatch) * wordBytes)
    var batch = max(0, index.batches.partitioningIndex { start(of: $0, contentOnly) <= query.range.lowerBound } - 1)
    while batch < index.batches.count, start(ofBatch: batch, contentOnly) < query.range.upperBound {
      try read(batch, query, into: &words, body)
      batch += 1
    }
  }

  /// The number of the row whose entry stands at a file offset or, for an offset inside a page image or delta, of
  /// the entry it belongs to; nil where there is none among the rows.
  public func position(holding offset: UInt64, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    guard let checkpoint = index.checkpoint(holding: offset) else { return nil }
    let batches = index.checkpoints[checkpoint].firstBatch..<endOfBatches(ofCheckpoint: checkpoint)
    let batch = index.batches.partitioningIndex { $0.offset <= offset } - 1
    let isCompressed = index.checkpoints[checkpoint].isCompressed
    let first = isCompressed ? batches.lowerBound : max(batch, batches.lowerBound)
    for candidate in first..<batches.upperBound {
      let range = start(ofBatch: candidate, contentOnly)..<start(ofBatch: candidate + 1, contentOnly)
      var found: UInt64?
      try forEach(in: range, contentOnly: contentOnly) { position, row in
        if found == nil, row.holds(offset, wordBytes: wordBytes) { found = position }
      }
      if let found { return found }
      if !isCompressed { return nil }
    }
    return nil
  }

  // MARK: Batches

  private var wordBytes: Int { (index.stream?.toolstackBits ?? 64) / 8 }

  private func start(of row: BatchRow, _ contentOnly: Bool) -> UInt64 {
    contentOnly ? row.firstContent : row.firstEntry
  }

  private func start(ofBatch batch: Int, _ contentOnly: Bool) -> UInt64 {
    batch < index.batches.count ? start(of: index.batches[batch], contentOnly) : count(contentOnly: contentOnly)
  }

  private func endOfBatches(ofCheckpoint checkpoint: Int) -> Int {
    checkpoint + 1 < index.checkpoints.count ? index.checkpoints[checkpoint + 1].firstBatch : index.batches.count
  }

  /// Which rows are wanted, and what of them.
  private struct Query {
    let range: Range<UInt64>
    let contentOnly: Bool
    let filter: Filter<PageRow>?
    let looksAtDeltas: Bool
  }

  /// Calls `body` with the rows of a batch that are wanted.
  /// - Parameter words: room for a PFN array, used again and again.
  private func read(
    _ number: Int, _ query: Query, into words: inout [UInt8], _ body: (UInt64, PageRow) -> Void
  ) throws(CaptureError) {
    let row = index.batches[number]
    let checkpoint = index.checkpoint(ofBatch: number)
    let filled = try capture.fill(&words, from: row.offset + 4, count: Int(row.count) * wordBytes)
    let batch = PageBatch(
      row: row, checkpoint: checkpoint, number: number - index.checkpoints[checkpoint].firstBatch,
      wordBytes: wordBytes, wordCount: filled / wordBytes, size: index.size)
    var position = start(of: row, query.contentOnly)
    var contents: UInt64 = 0
    for place in 0..<batch.wordCount {
      let entry = LegacyEntry(word: LegacyBatchScan.word(words.span, at: place * batch.wordBytes, batch.wordBytes))
      let carriesContent = entry.type.carriesContent
      if query.contentOnly, !carriesContent { continue }
      if position >= query.range.upperBound { return }
      if position >= query.range.lowerBound, let found = try pageRow(batch, place, entry, contents, query) {
        body(position, found)
      }
      position += 1
      if carriesContent { contents += 1 }
    }
  }

  /// The row of an entry, or nil where the filter does not let it pass.
  /// - Parameter contents: entries with content that come before it in the batch.
  private func pageRow(
    _ batch: PageBatch, _ place: Int, _ entry: LegacyEntry, _ contents: UInt64, _ query: Query
  ) throws(CaptureError) -> PageRow? {
    guard entry.type.carriesContent, !batch.row.hasImages else {
      let content = entry.type.carriesContent ? batch.image(behind: contents) : PageContent(encoding: .none)
      let row = batch.pageRow(at: place, entry, content)
      return query.filter?.matches(row) ?? true ? row : nil
    }
    let row = batch.pageRow(at: place, entry, .missing)
    let decision = query.filter.map { $0.decision(on: row) } ?? true
    if decision == false { return nil }
    if decision == true, !query.looksAtDeltas { return row }
    let content = try delta(batch.row.firstContent + contents, checkpoint: batch.checkpoint)
    let whole = batch.pageRow(at: place, entry, content)
    return decision == true || query.filter?.matches(whole) ?? true ? whole : nil
  }

  /// The delta for a content-carrying entry, by its place among all of the capture.
  private func delta(_ content: UInt64, checkpoint: Int) throws(CaptureError) -> PageContent {
    let row = index.checkpoints[checkpoint]
    let firstContent = row.firstBatch < index.batches.count ? index.batches[row.firstBatch].firstContent : content
    let pages = index.compressedPages(ofCheckpoint: checkpoint)
    let page = pages.lowerBound + (content - firstContent)
    guard page < pages.upperBound else { return .missing }
    try walk.seek(to: page)
    guard let extent = try walk.next() else { return .missing }
    return PageContent(
      encoding: extent.encoding, offset: extent.first.lowerBound, length: extent.length,
      counts: extent.encoding == .delta ? extent.counts : nil)
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

extension [UInt8] {
  /// The little-endian number of `count` bytes (1…8) at `start`; 0 where they are not all there.
  func littleEndianWord(at start: Int, bytes count: Int) -> UInt64 {
    guard start >= 0, count <= 8, start + count <= self.count else { return 0 }
    var word: UInt64 = 0
    for place in (0..<count).reversed() { word = word << 8 | UInt64(self[start + place]) }
    return word
  }
}
