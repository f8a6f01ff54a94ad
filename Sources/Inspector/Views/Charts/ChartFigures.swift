@_spi(Measuring) import SaveStream

/// Average and quantiles of what a chart shows: of the checkpoints after the first full image, where there are any.
struct ChartFigures: Sendable, Equatable {
  private(set) var average = 0.0
  private(set) var median = 0.0
  /// What 95 of 100 do not exceed.
  private(set) var percentile95 = 0.0
  private(set) var largest = 0.0
  /// The checkpoint that has the largest.
  private(set) var largestAt = 0
  /// The largest but for outliers: see `SteadyValue`.
  private(set) var steady = 0.0
  /// Checkpoints that have a value.
  private(set) var count = 0

  /// - Parameter values: those of all checkpoints, from checkpoint 0 on.
  init(_ values: [Double?]) {
    var sum = 0.0
    var kept: [Double] = []
    for (number, value) in values.enumerated() where number > 0 || values.count == 1 {
      guard let value else { continue }
      sum += value
      kept.append(value)
      if kept.count == 1 || value > largest { (largest, largestAt) = (value, number) }
    }
    count = kept.count
    guard count > 0 else { return }
    average = sum / Double(count)
    let sorted = SteadyValue.sorted(kept)
    median = sorted[(sorted.count - 1) / 2]
    percentile95 = sorted[(sorted.count * 95 + 99) / 100 - 1]
    steady = SteadyValue.of(sorted)
  }

  /// The figures in words, from the longest way of saying them to the shortest.
  func words(_ metric: ChartMetric, _ units: SizeUnits, _ glyphs: Glyphs) -> [String] {
    guard count > 0 else { return ["none of the checkpoints has a value"] }
    let text = { (value: Double) in metric.text(value, units) }
    let dot = " \(glyphs.dot) "
    let long = ["average \(text(average))", "median \(text(median))", "95 % up to \(text(percentile95))"]
    let most = "largest \(text(largest)) (checkpoint \(largestAt))"
    return [
      (long + [most]).joined(separator: dot),
      "avg \(text(average))\(dot)med \(text(median))\(dot)95 % \(text(percentile95))\(dot)max \(text(largest))",
      "med \(text(median))\(dot)max \(text(largest))",
    ]
  }
}

/// The largest of some values but for outliers: of the upper twentieth, and of one at least, those count as outliers
/// that are more than twice as large as all the rest.
enum SteadyValue {
  /// - Parameter sorted: ascending.
  static func of(_ sorted: [Double]) -> Double {
    guard let largest = sorted.last else { return 0 }
    let rest = sorted.count > 1 ? sorted[sorted.count - 1 - max(1, sorted.count / 20)] : 0
    guard rest > 0 else { return largest }
    return sorted.last { $0 <= 2 * rest } ?? largest
  }

  /// The values in ascending order: all of them, or where they are many, every so manieth.
  static func sorted<Value: Comparable>(_ values: [Value]) -> [Value] {
    let step = (values.count + mostSorted - 1) / mostSorted
    guard step > 1 else { return values.sorted() }
    return stride(from: 0, to: values.count, by: step).map { values[$0] }.sorted()
  }

  /// So many are sorted in a millisecond or two.
  private static let mostSorted = 1 << 14
}
