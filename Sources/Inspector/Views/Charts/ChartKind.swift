@_spi(Measuring) import SaveStream

/// The charts of checkpoints, in the order in which a key turns from one to the next.
enum ChartKind: Sendable, Hashable {
  /// A figure over time.
  case metric(ChartMetric)
  /// A distribution within the checkpoint under the cursor, and over all.
  case histogram(HistogramKind)

  /// Those that have something to show of a capture.
  static func available(_ index: IndexSnapshot) -> [ChartKind] {
    let hasDeltas = index.totals.delta != nil
    let metrics = hasDeltas ? ChartMetric.allCases : [.bytes, .pages]
    let histograms = hasDeltas ? HistogramKind.allCases : [.sends]
    return metrics.map { .metric($0) } + histograms.map { .histogram($0) }
  }
}
