/// One body and its tail in the index: where they are, and where their batches and compressed chunks begin.
///
/// Checkpoint 0 is the first full image of any stream. All offsets are file offsets.
public struct CheckpointRow: BitwiseCopyable, Sendable {
  /// Where the body starts.
  public let offset: UInt64
  /// Where the tail starts (just after the END word), or 0 when the body has no end.
  public let tailOffset: UInt64
  /// One past the last byte of the checkpoint that the capture holds.
  public let end: UInt64
  /// The index of this checkpoint's first batch among all batches.
  public let firstBatch: Int
  /// The index of this checkpoint's first compressed chunk among all of them.
  public let firstCompressedChunk: Int
  /// Where the packed totals begin in the index's totals.
  let totalsStart: Int
  /// Whether body and tail are there in whole.
  public let isComplete: Bool
  /// Whether every page delta of the body decodes and there is one for each entry that needs one.
  public let deltasDecode: Bool
  /// Whether the body sends pages as compressed data (format B).
  public let isCompressed: Bool
  /// Whether the tail or body says that no checkpoint follows (`LAST_CHECKPOINT`).
  public let isLast: Bool

  /// Bytes of body and tail that the capture holds.
  public var length: UInt64 { end - offset }
}
