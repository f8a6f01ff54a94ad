/// What the compressed data of a checkpoint holds, page delta by page delta.
public struct DeltaTotals: Sendable, Equatable {
  /// Pages sent as unchanged.
  public var empty: UInt64 = 0
  /// Pages sent whole.
  public var full: UInt64 = 0
  /// Pages sent as runs and skips.
  public var delta: UInt64 = 0
  /// Run markers.
  public var runs: UInt64 = 0
  /// Skip markers.
  public var skips: UInt64 = 0
  /// Bytes of words carried, those of full pages included.
  public var literalBytes: UInt64 = 0
  /// Bytes of markers, those of full and empty pages included.
  public var markerBytes: UInt64 = 0

  public init() {}

  mutating func add(_ other: DeltaTotals) { combine(other, &+) }

  mutating func subtract(_ other: DeltaTotals) { combine(other, &-) }

  private mutating func combine(_ other: DeltaTotals, _ operation: (UInt64, UInt64) -> UInt64) {
    empty = operation(empty, other.empty)
    full = operation(full, other.full)
    delta = operation(delta, other.delta)
    runs = operation(runs, other.runs)
    skips = operation(skips, other.skips)
    literalBytes = operation(literalBytes, other.literalBytes)
    markerBytes = operation(markerBytes, other.markerBytes)
  }

  /// Pages of all three kinds.
  public var pages: UInt64 { empty &+ full &+ delta }
  /// Bytes that the pages took on the wire.
  public var encodedBytes: UInt64 { literalBytes &+ markerBytes }
  /// Page bytes divided by encoded bytes, or nil when nothing was encoded.
  public var ratio: Double? { encodedBytes == 0 ? nil : Double(pages) * 4096 / Double(encodedBytes) }
}

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
