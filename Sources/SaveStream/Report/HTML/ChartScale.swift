/// The scale of a chart: from 0 to a round number. Where few values are far above all others (a first image, a
/// checkpoint that found the sender's cache empty), it ends above the others, and theirs are cut off.
struct ChartScale {
  let top: Double
  /// Whether some values are above the top.
  let cutsOff: Bool

  /// - Parameters:
  ///   - steps: what round numbers are multiples of: 1000 for counts, 1024 for bytes.
  init(_ values: [Double], steps: Double) {
    let most = values.max() ?? 0
    let sorted = values.sorted()
    var top = most
    if sorted.count >= Self.fewest {
      let usual = sorted[(sorted.count - 1) * 9 / 10]
      // The largest of those that are not far above most others.
      let limit = usual * Self.farAbove
      top = usual > 0 && most > limit ? sorted.last { $0 <= limit } ?? usual : most
    }
    cutsOff = top < most
    self.top = Self.rounded(up: max(top, 1e-9), steps: steps)
  }

  /// The same with a known end.
  init(top: Double) {
    self.top = top
    cutsOff = false
  }

  /// Values among which outliers are told from the rest.
  private static let fewest = 5
  /// How many times above nine of ten others a value is cut off.
  private static let farAbove = 2.5

  /// 0…1: where a value stands, those above the top at it.
  func part(_ value: Double) -> Double { min(max(value / top, 0), 1) }

  /// The next of 1, 2, 5, 10, 20, 50 … times a power of `steps`.
  private static func rounded(up value: Double, steps: Double) -> Double {
    var unit = 1.0
    while value > unit * steps, unit < 1e18 { unit *= steps }
    if value <= 1 {
      while value <= unit / 10, unit > 1e-9 { unit /= 10 }
      return [0.1, 0.2, 0.5, 1].map { $0 * unit }.first { $0 >= value } ?? unit
    }
    let rounds = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, steps]
    return rounds.map { $0 * unit }.first { $0 >= value } ?? value
  }
}
