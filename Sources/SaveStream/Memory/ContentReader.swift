/// Finds and reads the contents of entries by their places among all contents of a capture.
///
/// Not for use from two threads at once.
final class ContentReader {
  let capture: Capture
  let index: IndexSnapshot
  private let window: ByteWindow
  /// The deltas where the last one was read, for those who read forwards.
  private var walk: DeltaWalk
  private var lastBatch: KnownBatch?
  private var lastFound: (content: UInt64, found: FoundContent)?

  init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    window = ByteWindow(capture)
    walk = DeltaWalk(capture, index)
  }

  private var wordBytes: Int { (index.stream?.toolstackBits ?? 64) / 8 }

  // MARK: Batches and checkpoints

  /// What the index says of a batch and of the checkpoint that it belongs to.
  private struct KnownBatch {
    let position: Int
    let row: BatchRow
    let contents: Range<UInt64>
    let checkpoint: Int
    /// The contents of the checkpoint, and the page deltas that are there for them.
    let checkpointContents: Range<UInt64>
    let deltas: Range<UInt64>
  }

  /// The batch that brought a content.
  private func known(_ content: UInt64) -> KnownBatch {
    if let lastBatch, lastBatch.contents.contains(content) { return lastBatch }
    let position = max(0, index.batches.partitioningIndex { $0.firstContent <= content } - 1)
    let row = index.batches[position]
    let isLast = position + 1 >= index.batches.count
    let end = isLast ? index.contentCount : index.batches[position + 1].firstContent
    let checkpoint = index.checkpoint(ofBatch: position)
    let batch = KnownBatch(
      position: position, row: row, contents: row.firstContent..<max(row.firstContent, end), checkpoint: checkpoint,
      checkpointContents: contents(ofCheckpoint: checkpoint),
      deltas: row.hasImages ? 0..<0 : index.compressedPages(ofCheckpoint: checkpoint))
    lastBatch = batch
    return batch
  }

  /// The batch that brought a content.
  func batch(of content: UInt64) -> Int { known(content).position }

  /// The places of the contents that a checkpoint brought.
  func contents(ofCheckpoint checkpoint: Int) -> Range<UInt64> {
    let first = firstContent(ofCheckpoint: checkpoint)
    return first..<max(first, firstContent(ofCheckpoint: checkpoint + 1))
  }

  /// The contents that come before a checkpoint; all of them for one that is past the last.
  private func firstContent(ofCheckpoint checkpoint: Int) -> UInt64 {
    guard checkpoint >= 0 else { return 0 }
    guard checkpoint < index.checkpoints.count else { return index.contentCount }
    let batch = index.checkpoints[checkpoint].firstBatch
    return batch < index.batches.count ? index.batches[batch].firstContent : index.contentCount
  }

  /// The entries that come before a checkpoint; all of them for one that is past the last.
  func firstEntry(ofCheckpoint checkpoint: Int) -> UInt64 {
    guard checkpoint >= 0 else { return 0 }
    guard checkpoint < index.checkpoints.count else { return index.entryCount }
    let batch = index.checkpoints[checkpoint].firstBatch
    return batch < index.batches.count ? index.batches[batch].firstEntry : index.entryCount
  }

  // MARK: Places

  /// Whether a content is a page image; else it is a delta.
  func isImage(_ content: UInt64) -> Bool { known(content).row.hasImages }

  /// Whether the capture holds a content, as far as the index tells.
  func isThere(_ content: UInt64) -> Bool {
    let batch = known(content)
    return batch.row.hasImages ? imageOffset(of: content, batch) != nil : deltaPlace(of: content, batch) != nil
  }

  /// The file offset of an image; nil when the capture does not hold all of it.
  private func imageOffset(of content: UInt64, _ batch: KnownBatch) -> UInt64? {
    guard batch.contents.contains(content), batch.row.hasImages, !batch.row.isCut else { return nil }
    let array = UInt64(batch.row.count) * UInt64(wordBytes)
    let offset = batch.row.offset + 4 + array + (content - batch.row.firstContent) * UInt64(pageSize)
    return offset + UInt64(pageSize) <= index.size ? offset : nil
  }

  /// The place of a content's delta among all page deltas of the capture; nil when there is none for it.
  private func deltaPlace(of content: UInt64, _ batch: KnownBatch) -> UInt64? {
    guard batch.checkpointContents.contains(content) else { return nil }
    let place = content - batch.checkpointContents.lowerBound
    return place < batch.deltas.upperBound - batch.deltas.lowerBound ? batch.deltas.lowerBound + place : nil
  }

  /// Finds a content. For a delta that takes a scan from the restart point before it, unless it is near the one that
  /// was found last.
  func find(_ content: UInt64) throws(CaptureError) -> FoundContent {
    if let lastFound, lastFound.content == content { return lastFound.found }
    let batch = known(content)
    var found = FoundContent.missing
    if batch.row.hasImages {
      if let offset = imageOffset(of: content, batch) { found = .image(offset) }
    } else if let place = deltaPlace(of: content, batch), let extent = try delta(at: place) {
      found = .delta(extent)
    }
    lastFound = (content, found)
    return found
  }

  private func delta(at place: UInt64) throws(CaptureError) -> DeltaExtent? {
    try walk.seek(to: place)
    return try walk.next()
  }

  // MARK: Bytes

  /// The 4096 bytes at a file offset; nil when the capture ends before the last of them.
  func image(at offset: UInt64) throws(CaptureError) -> [UInt8]? {
    try window.withBytes(at: offset, count: pageSize) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  /// Gives the bytes of a content: an image or a delta. Nil when it is missing.
  func withBytes<Result>(
    of found: FoundContent, _ body: (Span<UInt8>) -> Result
  ) throws(CaptureError) -> Result? {
    switch found {
    case .image(let offset): return try window.withBytes(at: offset, count: pageSize) { body($0) }
    case .delta(let extent) where extent.encoding != .missing:
      if walk.page == extent.page + 1 { return walk.withBytes(body) }
      let bytes = try capture.deltaBytes(in: extent.ranges)
      return body(bytes.span)
    case .delta, .missing: return nil
    }
  }

  /// Makes of the page that `pages` holds from `start` on what a content makes of it. False, with the page as it was,
  /// when the content is missing.
  func apply(_ found: FoundContent, to pages: inout [UInt8], at start: Int = 0) throws(CaptureError) -> Bool {
    if case .image(let offset) = found {
      // Whoever goes through deltas jumps from image to image: no reading ahead.
      return try capture.fill(&pages, at: start, from: offset, count: pageSize) == pageSize
    }
    var isSound = false
    let applied: Void? = try withBytes(of: found) { bytes in
      var span = pages.mutableSpan
      isSound = (try? DeltaDecoder.apply(bytes, to: &span, place: start)) != nil
    }
    return applied != nil && isSound
  }

  // MARK: Sends

  /// A send with all that is known of it.
  func describe(_ send: PageSends.Send) throws(CaptureError) -> PageSend {
    let found = try find(send.content)
    let batch = known(send.content)
    let isVerify = batch.row.isVerify && !found.isMissing
    var ranges: [Range<UInt64>] = []
    var counts: DeltaCounts?
    switch found {
    case .image(let offset): ranges = [offset..<offset + UInt64(pageSize)]
    case .delta(let extent):
      ranges = extent.ranges
      counts = extent.encoding == .delta ? extent.counts : nil
    case .missing: break
    }
    return PageSend(
      checkpoint: batch.checkpoint, iteration: batch.row.iteration, type: send.type,
      encoding: isVerify ? .verify : found.encoding, ranges: ranges, delta: counts, content: send.content,
      isImage: batch.row.hasImages)
  }

  /// The bytes of a send's content.
  func bytes(of send: PageSend) throws(CaptureError) -> [UInt8] { try capture.deltaBytes(in: send.ranges) }
}

/// Where a content is and how it travels.
enum FoundContent {
  /// A page image, at this file offset.
  case image(UInt64)
  /// A page delta; its own encoding may be `missing`.
  case delta(DeltaExtent)
  /// Nothing of it is there.
  case missing

  var encoding: PageEncoding {
    switch self {
    case .image: .raw
    case .delta(let extent): extent.encoding
    case .missing: .missing
    }
  }

  /// Whether it is not there in whole, or does not decode.
  var isMissing: Bool { encoding == .missing }

  /// Whether it sets every word, so that nothing before it matters.
  var isWhole: Bool {
    switch self {
    case .image: true
    case .delta(let extent): extent.isWhole
    case .missing: false
    }
  }
}
