/// A COMPRESSED_DATA chunk in the index: its payload and the page deltas that begin in it.
package struct CompressedChunkRow: BitwiseCopyable, Sendable {
  /// The file offset of the first payload byte.
  public let payload: UInt64
  /// How many page deltas of the capture begin before this payload.
  public let firstPage: UInt64
  /// The payload bytes that the capture holds.
  public let length: UInt32
  /// The payload bytes that decode as page deltas, from the start; equal to `length` in a sound chunk.
  public let decodedLength: UInt32
  /// Where the restart points of this chunk begin in the index's restart points.
  let firstRestart: UInt32
  /// The leading payload bytes that finish a delta begun in the chunk before; 0 from every known sender.
  public let carriedBytes: UInt16
  /// Whether the last delta that begins here goes on in the next chunk.
  public let isContinued: Bool
  /// Whether it is all of a chunk.
  let piece: Piece

  /// What of a chunk a row is: in a damaged capture one chunk may have three.
  enum Piece: UInt8, BitwiseCopyable, Sendable {
    /// All of it, or what comes before a damage: behind its id and length.
    case front
    /// Bytes that do not decode; the deltas that begin here are lost, and only their number is known.
    case lost
    /// Deltas that were found again behind the damage.
    case regained
  }
}
