@_spi(Measuring) import SaveStream

/// A distribution, wanted: of what one checkpoint sent, or all.
package struct DistributionRequest: Sendable, Hashable {
  /// What is counted.
  enum Subject: Sendable, Hashable {
    /// Page deltas: their runs, their sizes, the words that they change.
    case deltas
    /// How often pages were sent.
    case sends
  }

  let subject: Subject
  /// nil for all checkpoints.
  let checkpoint: Int?
  /// The end of what had been read of it when this was asked for: it may grow.
  let end: UInt64
  /// The view that asks.
  let asker: ViewKind
}

/// What was counted, so far.
package enum Distribution: Sendable, Equatable {
  case deltas(DeltaDistribution)
  case sends(PowerCounts)
}
