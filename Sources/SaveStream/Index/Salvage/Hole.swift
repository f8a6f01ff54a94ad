/// Bytes of a checkpoint that no reader could make sense of, up to where the stream was found again. Shown as one leaf
/// that is not understood.
package struct Hole: BitwiseCopyable, Sendable {
  /// The file offset of its first byte, where things became implausible.
  public let offset: UInt64
  /// One past its last byte.
  public let end: UInt64

  init(_ range: Range<UInt64>) {
    offset = range.lowerBound
    end = range.upperBound
  }
}
