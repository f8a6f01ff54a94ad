/// The keys of charts.
extension KeyMap {
  static let charts = [
    bind(
      "c", to: .nextChart, .views, in: [.checkpoints], hint: "chart",
      "The next chart: bytes, dirty pages, ratio, encodings; lengths of runs, sizes of deltas, words, times sent")
  ]
}
