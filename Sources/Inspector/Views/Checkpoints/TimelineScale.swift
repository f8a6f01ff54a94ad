import SaveStream

/// How long a bar is: the first full image dwarfs the checkpoints after it, so that one scale does not suit both.
enum TimelineScale: Int, Sendable, CaseIterable {
  /// Checkpoint 0 on a scale of its own, the others linear among themselves.
  case split
  /// By the logarithm.
  case log
  case linear

  var next: TimelineScale { TimelineScale(rawValue: rawValue + 1) ?? .split }

  /// The part of a full bar, 0…1.
  func part(_ length: UInt64, ofCheckpoint number: Int, _ longest: LongestCheckpoints) -> Double {
    switch self {
    case .split: Self.part(length, of: number == 0 ? longest.first : longest.others)
    case .linear: Self.part(length, of: longest.all)
    case .log where longest.all > Self.logStart:
      min(1, Self.doublings(length) / Self.doublings(longest.all))
    case .log: Self.part(length, of: longest.all)
    }
  }

  /// What a full bar stands for, from the longest way of saying it to the shortest.
  func words(_ longest: LongestCheckpoints, _ units: SizeUnits) -> [String] {
    let all = NumberText.size(longest.all, units)
    switch self {
    case .split where longest.count < 2: return ["split scale: a full bar is \(all)"]
    case .split:
      let first = NumberText.size(longest.first, units)
      let others = NumberText.size(longest.others, units)
      return [
        "split scale: a full bar is \(first) for checkpoint 0, \(others) for the others",
        "split scale: a full bar is \(first) for 0, \(others) for others", "split: full bar \(first), then \(others)",
      ]
    case .linear: return ["linear scale: a full bar is \(all)"]
    case .log: return ["log scale: a full bar is \(all), an empty one \(NumberText.size(Self.logStart, units))"]
    }
  }

  private static func part(_ length: UInt64, of whole: UInt64) -> Double {
    whole == 0 ? 0 : min(1, Double(length) / Double(whole))
  }

  /// Bytes up to which a logarithmic bar is empty: less tells nothing apart.
  private static let logStart: UInt64 = 256

  private static func doublings(_ length: UInt64) -> Double {
    guard length > logStart else { return 0 }
    let highest = 63 - length.leadingZeroBitCount
    // Between two powers of two the line is straight: near enough for a bar, and needs no library.
    return Double(highest) + Double(length) / Double(UInt64(1) << UInt64(highest)) - 1 - 8
  }
}

/// The lengths that scales go by. Each checkpoint is looked at once, and the last one again until another follows it.
struct LongestCheckpoints: Sendable, Equatable {
  private(set) var count = 0
  private(set) var first: UInt64 = 0
  private var closedOthers: UInt64 = 0
  private var last: UInt64 = 0

  /// The longest of those after checkpoint 0.
  var others: UInt64 { count > 1 ? max(closedOthers, last) : 0 }
  var all: UInt64 { max(first, others) }

  mutating func update(_ checkpoints: CheckpointRows) {
    if checkpoints.count < count { self = LongestCheckpoints() }
    guard !checkpoints.isEmpty else { return }
    first = checkpoints[0].length
    for position in max(count - 1, 1)..<max(checkpoints.count - 1, max(count - 1, 1)) {
      closedOthers = max(closedOthers, checkpoints[position].length)
    }
    count = checkpoints.count
    last = checkpoints[count - 1].length
  }
}
