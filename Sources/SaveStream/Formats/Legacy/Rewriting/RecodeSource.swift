/// The checkpoints of a legacy stream, chunk by chunk, as recoding reads them again.
struct RecodeSource {
  let capture: Capture
  let index: IndexSnapshot
  let header: LegacyHeader
  private let window: ByteWindow

  /// - Throws: when there is no legacy stream.
  init(_ capture: Capture, _ index: IndexSnapshot) throws(RecodeFailure) {
    guard case .legacy(let shape)? = index.shape, !index.checkpoints.isEmpty else { throw .noLegacyStream }
    self.capture = capture.corrected(by: index)
    self.index = index
    header = shape.header
    window = ByteWindow(self.capture)
  }

  /// A chunk of a body.
  struct Chunk {
    /// All of its bytes, images aside.
    let range: Range<UInt64>
    /// The id of a chunk without PFN array; nil for a batch.
    let id: LegacyChunkID?
    /// The words of a batch's array.
    var entries: [PageEntry] = []
    /// Where the images of a batch are; empty where its pages travel as deltas.
    var images: Range<UInt64> = 0..<0
  }

  /// How many checkpoints, from the first on, can be recoded: complete, decodable, and understood to the last byte.
  var usableCheckpoints: Int {
    let checkpoints = index.checkpoints
    return checkpoints.indices.prefix { position in
      let row = checkpoints[position]
      let totals = index.totals(ofCheckpoint: position)
      return row.isComplete && row.deltasDecode && totals.bytes[.unknown] == 0
        && (position == 0 || totals.verifyPages == 0)
    }.count
  }

  /// What stands in the place of a header that is lost.
  var headerSubstitute: [UInt8] {
    get throws(CaptureError) {
      guard header.isAssumed else { return [] }
      let contents = Contents(capture: capture, index: index)
      var end: UInt64 = 0
      for row in index.entryRows {
        for (entry, _) in try contents.contents(ofRow: row) { end = max(end, entry.pfn + 1) }
      }
      return header.substitute(pfnEnd: end)
    }
  }

  /// Calls `body` with each chunk of a checkpoint's body but the END word, and returns where that is.
  func forEachChunk(ofCheckpoint checkpoint: Int, _ body: (Chunk) throws -> Void) throws -> UInt64 {
    let row = index.checkpoints[checkpoint]
    let end = row.bodyEnd.map { $0 - min(4, $0) } ?? row.end
    var position = row.offset
    while position < end {
      let chunk = try LegacyChunk.read(window, at: position, framing: header.framing)
      switch chunk.kind {
      case .batch:
        let batch = try self.batch(chunk, hasImages: !row.isCompressed)
        position = row.isCompressed ? batch.range.upperBound : batch.images.upperBound
        try body(batch)
      case .metadata(let id) where chunk.payload.upperBound > position && chunk.payload.upperBound <= end:
        position = chunk.payload.upperBound
        try body(Chunk(range: chunk.offset..<position, id: id))
      default:
        // A body that the index takes for sound holds nothing else.
        throw CaptureError(
          .changed, path: capture.path, offset: position,
          reason: "has changed since it was read; try again when it is at rest")
      }
    }
    return end
  }

  private func batch(_ chunk: LegacyChunk, hasImages: Bool) throws(CaptureError) -> Chunk {
    let wordBytes = header.framing.wordBytes
    let words = try capture.bytes(at: chunk.payload.lowerBound, count: chunk.payload.count)
    let entries = EntryFormat.legacy(wordBytes: wordBytes).entries(words.span)
    let end = chunk.payload.upperBound
    let images = hasImages ? UInt64(entries.count { $0.type.carriesContent }) * UInt64(pageSize) : 0
    return Chunk(range: chunk.offset..<end, id: nil, entries: entries, images: end..<end + images)
  }

  /// Whether the body of checkpoint 0 announces compressed bodies.
  func enablesCompression() throws -> Bool {
    var enables = false
    _ = try forEachChunk(ofCheckpoint: 0) { chunk in if chunk.id == .enableCompression { enables = true } }
    return enables
  }
}
