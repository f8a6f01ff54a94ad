/// The pages that a receiver makes for a guest: those of which some entry of a PFN array has content, or says that it
/// is to be allocated.
public struct PopulatedPages: Sendable, Equatable {
  /// Different PFNs, each of which takes a page of 4096 bytes on the target.
  public let count: UInt64
  /// Whether there are more, but they lay too far apart to be told from each other.
  public let isAtLeast: Bool
  /// The highest of them; nil where there is none.
  public let highestPFN: UInt64?

  init(count: UInt64 = 0, isAtLeast: Bool = false, highestPFN: UInt64? = nil) {
    self.count = count
    self.isAtLeast = isAtLeast
    self.highestPFN = highestPFN
  }

  /// Bytes that the target must have free for them.
  public var byteCount: UInt64 { count.multipliedReportingOverflow(by: UInt64(pageSize)).partialValue }
}

extension PopulatedPages {
  init(_ pfns: PFNSet) {
    self.init(count: pfns.count, isAtLeast: pfns.isOverfull, highestPFN: pfns.highest)
  }
}
