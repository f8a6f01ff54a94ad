/// The metadata chunks of a legacy body, found by walking it.
struct MetadataChunks {
  struct Chunk {
    let id: LegacyChunkID
    /// File offsets, the id included.
    let range: Range<UInt64>

    var name: String { id.name ?? "\(id.rawValue)" }
  }

  /// In the order of the stream; compressed data is left out.
  private(set) var chunks: [Chunk] = []

  /// - Throws: `CheckpointCut.Failure` when something in the body cannot be read, and when the capture cannot.
  init(ofCheckpoint checkpoint: Int, in memory: GuestMemory) throws {
    let index = memory.index
    guard case .legacy(let shape)? = index.shape else { throw CheckpointCut.Failure.incomplete }
    let header = shape.header
    let row = index.checkpoints[checkpoint]
    let window = ByteWindow(memory.capture, correctedBy: index)
    var position = row.offset
    var batch = row.firstRow
    // In front of a tail the END may be lost.
    while position < row.bodyEnd ?? row.end {
      if let hole = index.hole(at: position) {
        position = hole.end
        continue
      }
      let chunk = try LegacyChunk.read(window, at: position, framing: header.framing)
      switch chunk.kind {
      case .end: return
      case .batch:
        guard batch < index.entryRows.count, index.entryRows[batch].start == position else {
          throw CheckpointCut.Failure.unreadableChunk(position)
        }
        let last = index.rowsOfRecord(atRow: batch).upperBound - 1
        position = index.placedEnd(ofRow: last) ?? chunk.payload.upperBound + Self.imageBytes(ofBatch: last, index)
        batch = last + 1
      case .metadata(let id):
        guard chunk.finding?.severity != .error, chunk.cutIn == nil else {
          throw CheckpointCut.Failure.unreadableChunk(position)
        }
        if id != .compressedData { chunks.append(Chunk(id: id, range: position..<chunk.payload.upperBound)) }
        position = chunk.payload.upperBound
      case .unknown, .cut: throw CheckpointCut.Failure.unreadableChunk(position)
      }
    }
  }

  private static func imageBytes(ofBatch batch: Int, _ index: IndexSnapshot) -> UInt64 {
    index.entryRows[batch].hasImages ? UInt64(index.contents(ofRow: batch).count) * UInt64(pageSize) : 0
  }
}
