@_spi(Measuring) import SaveStream

/// What a chart over checkpoints shows of each of them.
enum ChartMetric: Int, Sendable, CaseIterable {
  case bytes, pages, ratio
  /// How many of its pages travelled in which way.
  case encodings

  var title: String {
    switch self {
    case .bytes: "bytes"
    case .pages: "dirty pages"
    case .ratio: "compression ratio"
    case .encodings: "share of encodings"
    }
  }

  /// The value of a checkpoint; nil where it has none.
  func value(of point: CheckpointSeries.Point) -> Double? {
    switch self {
    case .bytes: Double(point.bytes)
    case .pages: Double(point.pages)
    case .ratio: point.ratio
    case .encodings: point.pages > 0 ? Double(point.pages) : nil
    }
  }

  func text(_ value: Double, _ units: SizeUnits) -> String {
    switch self {
    case .bytes: NumberText.size(Self.whole(value), units)
    case .pages, .encodings: NumberText.grouped(Self.whole(value))
    case .ratio: NumberText.decimal(value)
    }
  }

  private static func whole(_ value: Double) -> UInt64 { UInt64(exactly: max(0, value).rounded()) ?? .max }

  /// The encodings of a stack, from its foot upwards.
  static let stacked: [PageEncoding] = [.raw, .full, .delta, .empty]
}
