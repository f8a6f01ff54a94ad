/// What a checkpoint sent, counted.
public struct CheckpointTotals: Sendable, Equatable {
  /// Upward scans over the PFNs.
  public var iterations: UInt64 = 0
  /// PFN-array words.
  public var entries: UInt64 = 0
  /// Entries whose content is there, those sent for comparison apart.
  public var pages: UInt64 = 0
  /// Entries whose content was sent for comparison only.
  public var verifyPages: UInt64 = 0
  /// Entries by page type, sixteen counts in the order of `PageType.all`.
  public var entriesByType = [UInt64](repeating: 0, count: 16)
  public var bytes = ByteTotals()
  /// nil for a body whose pages travel as they are (format A).
  public var delta: DeltaTotals?

  public init() {}
  /// Adds what another checkpoint sent.
  mutating func add(_ other: CheckpointTotals) {
    iterations &+= other.iterations
    entries &+= other.entries
    pages &+= other.pages
    verifyPages &+= other.verifyPages
    for type in 0..<16 { entriesByType[type] &+= other.entriesByType[type] }
    bytes.add(other.bytes)
    guard let otherDelta = other.delta else { return }
    var sum = delta ?? DeltaTotals()
    sum.add(otherDelta)
    delta = sum
  }
}
