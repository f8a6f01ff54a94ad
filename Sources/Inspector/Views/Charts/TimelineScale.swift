@_spi(Measuring) import SaveStream

/// How long a bar is: the first full image dwarfs the checkpoints after it, and so may the one after it, for which the
/// sender had no page in its cache; one scale does not suit all.
enum TimelineScale: Int, Sendable, CaseIterable {
  /// Linear up to what most checkpoints after the first image do not exceed; longer bars are cut.
  case split
  /// By the logarithm.
  case log
  case linear

  var next: TimelineScale { TimelineScale(rawValue: rawValue + 1) ?? .split }

  /// The part of a full bar, 0…1.
  func part(_ length: UInt64, _ longest: LongestCheckpoints) -> Double {
    part(Double(length), top: Double(longest.full(self)))
  }

  /// The part of a full bar that stands for `top` bytes, 0…1.
  func part(_ length: Double, top: Double) -> Double {
    guard top > 0 else { return 0 }
    guard self == .log, top > Self.logStart else { return min(1, length / top) }
    return min(1, Self.doublings(length) / Self.doublings(top))
  }

  /// Whether a bar is longer than a full one.
  func isCut(_ length: UInt64, _ longest: LongestCheckpoints) -> Bool { length > longest.full(self) }

  /// What a full bar stands for, from the longest way of saying it to the shortest.
  func words(_ longest: LongestCheckpoints, _ units: SizeUnits, _ glyphs: Glyphs) -> [String] {
    let full = NumberText.size(longest.full(self), units)
    switch self {
    case .split where longest.all <= longest.full(self): return ["split scale: a full bar is \(full)"]
    case .split:
      let most = NumberText.size(longest.all, units)
      return [
        "split scale: a full bar is \(full); longer ones, up to \(most), end in \(glyphs.onwards)",
        "split scale: a full bar is \(full), longer ones end in \(glyphs.onwards)", "split: full bar \(full)",
      ]
    case .linear: return ["linear scale: a full bar is \(full)"]
    case .log:
      return ["log scale: a full bar is \(full), an empty one \(NumberText.size(UInt64(Self.logStart), units))"]
    }
  }

  /// Bytes up to which a logarithmic bar is empty: less tells nothing apart.
  private static let logStart = 256.0

  private static func doublings(_ length: Double) -> Double {
    guard length > logStart else { return 0 }
    // Between two powers of two the line is straight: near enough for a bar, and needs no library.
    return Double(length.exponent) + length.significand - 1 - 8
  }
}

/// The lengths that scales go by. Each checkpoint is looked at once, and the last one again until another follows it.
struct LongestCheckpoints: Sendable, Equatable {
  private(set) var count = 0
  private(set) var first: UInt64 = 0
  /// Those after checkpoint 0.
  private var lengths: [UInt64] = []
  /// The longest of those after checkpoint 0.
  private(set) var others: UInt64 = 0
  /// The same but for outliers; the length of checkpoint 0 where it is the only one.
  private(set) var steady: UInt64 = 0

  var all: UInt64 { max(first, others) }

  /// What a full bar stands for.
  func full(_ scale: TimelineScale) -> UInt64 { scale == .split ? steady : all }

  mutating func update(_ checkpoints: CheckpointRows) {
    if checkpoints.count < count { self = LongestCheckpoints() }
    guard !checkpoints.isEmpty else { return }
    first = checkpoints[0].length
    if !lengths.isEmpty { lengths.removeLast() }
    for position in lengths.count + 1..<max(checkpoints.count, lengths.count + 1) {
      lengths.append(checkpoints[position].length)
    }
    count = checkpoints.count
    others = lengths.reduce(0, max)
    let sorted = SteadyValue.sorted(lengths).map { Double($0) }
    steady = UInt64(exactly: SteadyValue.of(sorted).rounded()) ?? others
    if steady == 0 { steady = all }
  }
}
