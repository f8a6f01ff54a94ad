/// A COMPRESSED_DATA chunk that has been hopped over and not been scanned yet.
struct PendingChunk: Sendable {
  /// The checkpoint it belongs to.
  let checkpoint: Int
  /// The file offset of the first payload byte.
  let payload: UInt64
  /// Payload bytes that the capture holds.
  let length: UInt64
  /// Content-carrying entries of the body whose words come before this chunk.
  let entriesBefore: UInt64
}
