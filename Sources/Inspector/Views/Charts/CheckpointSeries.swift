@_spi(Measuring) import SaveStream

/// What each checkpoint came to, for charts over time: each is looked at once, so many at a time, and the last one
/// again when the capture has grown.
struct CheckpointSeries: Sendable {
  /// The figures of one checkpoint.
  struct Point: Sendable, Equatable {
    var bytes: UInt64 = 0
    /// Pages that were sent, those for comparison apart.
    var pages: UInt64 = 0
    /// Page bytes divided by encoded bytes; nil where nothing was encoded.
    var ratio: Double?
    /// Pages by the way they travelled.
    var raw: UInt64 = 0
    var full: UInt64 = 0
    var delta: UInt64 = 0
    var empty: UInt64 = 0

    init(bytes: UInt64, _ totals: CheckpointTotals) {
      self.bytes = bytes
      pages = totals.pages
      ratio = totals.delta?.ratio
      let encoded = totals.delta ?? DeltaTotals()
      (full, delta, empty) = (encoded.full, encoded.delta, encoded.empty)
      raw = pages - min(pages, encoded.pages)
    }

    /// Pages that travelled in a way.
    func pages(as encoding: PageEncoding) -> UInt64 {
      switch encoding {
      case .raw: raw
      case .full: full
      case .delta: delta
      case .empty: empty
      default: 0
      }
    }
  }

  private(set) var points: [Point] = []
  /// Changes whenever the points do.
  private(set) var generation = 0

  /// Checkpoints whose totals can be unpacked in about a millisecond.
  private static let pointsAtOnce = 1 << 11

  func isBehind(_ index: IndexSnapshot) -> Bool { points.count != index.checkpoints.count }

  /// The index has changed, and with it perhaps the last checkpoint.
  mutating func indexChanged() {
    guard !points.isEmpty else { return }
    points.removeLast()
    generation += 1
  }

  /// Takes in some of the checkpoints that are not there yet.
  mutating func update(_ index: IndexSnapshot) {
    let count = index.checkpoints.count
    guard points.count != count else { return }
    if points.count > count { points = [] }
    for position in points.count..<min(count, points.count + Self.pointsAtOnce) {
      points.append(Point(bytes: index.checkpoints[position].length, index.totals(ofCheckpoint: position)))
    }
    generation += 1
  }
}
