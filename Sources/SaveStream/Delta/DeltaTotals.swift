/// The markers of one page delta, counted.
public struct DeltaCounts: Sendable, Equatable, BitwiseCopyable {
  /// Run markers.
  public var runs: UInt16 = 0
  /// Skip markers.
  public var skips: UInt16 = 0
  /// Words that the runs carry.
  public var literalWords: UInt16 = 0

  public init(runs: UInt16 = 0, skips: UInt16 = 0, literalWords: UInt16 = 0) {
    self.runs = runs
    self.skips = skips
    self.literalWords = literalWords
  }
}

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

extension DeltaTotals {
  /// Counts one page delta.
  mutating func add(_ extent: DeltaExtent) {
    switch extent.encoding {
    case .empty: empty += 1
    case .full: full += 1
    case .delta: delta += 1
    default: return
    }
    runs += UInt64(extent.counts.runs)
    skips += UInt64(extent.counts.skips)
    let literal = extent.encoding == .full ? UInt64(pageSize) : UInt64(extent.counts.literalWords) * 4
    literalBytes += literal
    markerBytes += extent.length - min(literal, extent.length)
  }
}
