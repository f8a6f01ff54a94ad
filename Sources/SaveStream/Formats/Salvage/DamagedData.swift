/// Compressed data of a body from the first damage on.
enum DamagedData {
  /// A chunk that does not decode to its end.
  case faulty(PendingChunk, CompressedChunkScan)
  /// A chunk behind a damage, not looked at yet.
  case chunk(PendingChunk)
  /// Bytes that no chunk was found in, and how many contents' entries come before them.
  case hole(Hole, entriesBefore: UInt64)
}

/// Page deltas that decode, from a file offset to the end of their chunk.
struct DeltaPiece {
  let payload: UInt64
  let scan: CompressedChunkScan
  let kind: CompressedChunkRow.Piece
}
