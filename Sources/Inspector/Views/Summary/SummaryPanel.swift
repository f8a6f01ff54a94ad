/// What a part of the dashboard shows beside text.
enum SummaryPanel: Sendable, Hashable {
  case chart(ChartMetric)
  case histogram(HistogramKind)
  /// Guest memory as a small map.
  case memory(MapLook)

  var isChart: Bool { if case .chart = self { true } else { false } }

  /// Rows that it makes use of at most: cells of a map grow.
  var mostRows: Int { if case .memory = self { 32 } else { 16 } }
}
