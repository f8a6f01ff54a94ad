/// What a part of the dashboard shows beside text.
enum SummaryPanel: Sendable, Hashable {
  case chart(ChartMetric)
  case histogram(HistogramKind)
}
