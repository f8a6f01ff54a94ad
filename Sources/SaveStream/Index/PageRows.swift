/// The entries of a capture as rows, read when they are asked for: a million rows cost as much as ten.
///
/// Rows are numbered in the order of the stream, either over all entries or over those that carry content. Not for
/// use from two threads at once.
public final class PageRows {
  public let capture: Capture
  public let index: IndexSnapshot
  /// The deltas where the last rows ended, for those who read forwards.
  private var walk: DeltaWalk?

  public init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
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

  /// The rows at the positions in `range`, clamped to what there is. Costs the batches touched, and for compressed
  /// pages a walk over up to 63 deltas before the first.
  public func rows(_ range: Range<UInt64>, contentOnly: Bool) throws(CaptureError) -> [PageRow] {
    let range = range.clamped(to: 0..<count(contentOnly: contentOnly))
    var rows: [PageRow] = []
    var batch = index.batches.partitioningIndex { start(of: $0, contentOnly) <= range.lowerBound } - 1
    while batch >= 0, batch < index.batches.count, start(ofBatch: batch, contentOnly) < range.upperBound {
      try append(batch: batch, range, contentOnly, to: &rows)
      batch += 1
    }
    return rows
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
      var rows: [PageRow] = []
      let start = start(ofBatch: candidate, contentOnly)
      try append(batch: candidate, start..<UInt64.max, contentOnly, to: &rows)
      let place = rows.firstIndex { $0.holds(offset, wordBytes: wordBytes) }
      if let place { return start + UInt64(place) }
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

  /// Appends those rows of a batch whose positions are in `range`.
  private func append(
    batch: Int, _ range: Range<UInt64>, _ contentOnly: Bool, to rows: inout [PageRow]
  ) throws(CaptureError) {
    let row = index.batches[batch]
    let checkpoint = index.checkpoint(ofBatch: batch)
    let words = try capture.bytes(at: row.offset + 4, count: Int(row.count) * wordBytes)
    let whole = words.count / wordBytes
    let images = row.offset + 4 + UInt64(whole) * UInt64(wordBytes)
    var position = start(of: row, contentOnly)
    var content: UInt64 = 0
    for place in 0..<whole {
      let entry = LegacyEntry(word: words.littleEndianWord(at: place * wordBytes, bytes: wordBytes))
      let carriesContent = entry.type.carriesContent
      defer { if carriesContent { content += 1 } }
      if contentOnly, !carriesContent { continue }
      defer { position += 1 }
      guard range.contains(position) else { continue }
      let found: Content
      if !carriesContent {
        found = Content(encoding: .none)
      } else if row.hasImages {
        found = image(images + content * UInt64(pageSize), row)
      } else {
        found = try delta(row.firstContent + content, checkpoint: checkpoint)
      }
      rows.append(
        PageRow(
          checkpoint: checkpoint, iteration: row.iteration, batch: batch - index.checkpoints[checkpoint].firstBatch,
          index: place, pfn: entry.pfn, type: entry.type, encoding: found.encoding, offset: found.offset,
          length: found.length, delta: found.counts, entryOffset: row.offset + 4 + UInt64(place * wordBytes)))
    }
  }

  // MARK: Content

  private struct Content {
    var encoding: PageEncoding
    var offset: UInt64?
    var length: UInt64?
    var counts: DeltaCounts?
  }

  private func image(_ offset: UInt64, _ row: BatchRow) -> Content {
    guard !row.isCut, offset < index.size else { return Content(encoding: .missing) }
    let length = min(UInt64(pageSize), index.size - offset)
    guard length == UInt64(pageSize) else { return Content(encoding: .missing, offset: offset, length: length) }
    return Content(encoding: row.isVerify ? .verify : .raw, offset: offset, length: length)
  }

  /// The delta for a content-carrying entry, by its place among all of the capture.
  private func delta(_ content: UInt64, checkpoint: Int) throws(CaptureError) -> Content {
    let row = index.checkpoints[checkpoint]
    let firstContent = row.firstBatch < index.batches.count ? index.batches[row.firstBatch].firstContent : content
    let pages = index.compressedPages(ofCheckpoint: checkpoint)
    let page = pages.lowerBound + (content - firstContent)
    guard page < pages.upperBound else { return Content(encoding: .missing) }
    if walk?.page != page { walk = try DeltaWalk(capture, index, from: page) }
    guard let extent = try walk?.next() else { return Content(encoding: .missing) }
    return Content(
      encoding: extent.encoding, offset: extent.ranges.first?.lowerBound, length: extent.length,
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

extension IndexSnapshot {
  /// The checkpoint that holds a file offset, or nil.
  public func checkpoint(holding offset: UInt64) -> Int? {
    let position = partition { $0.offset <= offset } - 1
    return position >= 0 && offset < checkpoints[position].end ? position : nil
  }

  /// The checkpoint that a batch belongs to.
  func checkpoint(ofBatch batch: Int) -> Int { max(0, partition { $0.firstBatch <= batch } - 1) }

  /// The page deltas of a checkpoint, by their places among all of the capture.
  func compressedPages(ofCheckpoint checkpoint: Int) -> Range<UInt64> {
    func firstPage(_ chunk: Int) -> UInt64 {
      chunk < compressedChunks.count ? compressedChunks[chunk].firstPage : compressedPageCount
    }
    let first = firstPage(checkpoints[checkpoint].firstCompressedChunk)
    let isLast = checkpoint + 1 >= checkpoints.count
    let end = isLast ? compressedPageCount : firstPage(checkpoints[checkpoint + 1].firstCompressedChunk)
    return first..<max(first, end)
  }

  private func partition(where belongs: (CheckpointRow) -> Bool) -> Int {
    let closed = checkpoints.closed.partitioningIndex(where: belongs)
    guard closed == checkpoints.closed.count, let open = checkpoints.open, belongs(open) else { return closed }
    return closed + 1
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
