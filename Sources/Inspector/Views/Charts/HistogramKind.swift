@_spi(Measuring) import SaveStream

/// The distributions that are shown as histograms.
enum HistogramKind: Int, Sendable, CaseIterable {
  case runLengths, deltaSizes, changedWords, sends

  var title: String {
    switch self {
    case .runLengths: "lengths of runs in words"
    case .deltaSizes: "sizes of deltas in bytes"
    case .changedWords: "words that a delta carries"
    case .sends: "times that pages were sent"
    }
  }

  /// What is counted.
  var unit: String {
    switch self {
    case .runLengths: "run"
    case .deltaSizes, .changedWords: "delta"
    case .sends: "page"
    }
  }

  var subject: DistributionRequest.Subject { self == .sends ? .sends : .deltas }

  /// The counts of this kind.
  func counts(of distribution: Distribution?) -> PowerCounts? {
    switch (distribution, self) {
    case (.deltas(let deltas), .runLengths): deltas.runLengths
    case (.deltas(let deltas), .deltaSizes): deltas.sizes
    case (.deltas(let deltas), .changedWords): deltas.changedWords
    case (.sends(let times), .sends): times
    default: nil
    }
  }
}
