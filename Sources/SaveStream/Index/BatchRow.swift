/// A chunk with a PFN array, in the index: where it is and which entries it brought.
///
/// Stays at 32 bytes, as there is one for every 1024 entries at most.
public struct BatchRow: BitwiseCopyable, Sendable {
  /// The file offset of the chunk.
  public let offset: UInt64
  /// How many entries of the capture come before this batch.
  public let firstEntry: UInt64
  /// How many content-carrying entries of the capture come before this batch.
  public let firstContent: UInt64
  /// The entries whose words the capture holds whole; fewer than declared when the array is cut.
  public let count: UInt32
  private let packed: UInt32

  /// The largest iteration number that a row can state; later iterations show as this one.
  static let maximumIteration = 1 << 28 - 1

  init(
    offset: UInt64, firstEntry: UInt64, firstContent: UInt64, count: UInt32, iteration: Int, isVerify: Bool,
    hasImages: Bool, isCut: Bool
  ) {
    self.offset = offset
    self.firstEntry = firstEntry
    self.firstContent = firstContent
    self.count = count
    let flags: UInt32 = (isVerify ? 1 : 0) | (hasImages ? 2 : 0) | (isCut ? 4 : 0)
    packed = UInt32(min(iteration, Self.maximumIteration)) << 4 | flags
  }

  /// The upward scan over the PFNs that this batch belongs to, from 0 within its body.
  public var iteration: Int { Int(packed >> 4) }
  /// Whether the pages were sent again for comparison and are not applied.
  public var isVerify: Bool { packed & 1 != 0 }
  /// Whether page images follow the array (format A).
  public var hasImages: Bool { packed & 2 != 0 }
  /// Whether the capture ends inside the array, so that no image of it can be placed.
  public var isCut: Bool { packed & 4 != 0 }
}
