/// How many of some values there are, counted by powers of two: 0, 1, 2 to 3, 4 to 7 and so on.
package struct PowerCounts: Sendable, Equatable {
  /// 0 first, then from 2^(n−1) up to 2^n.
  private var counts = [UInt64](repeating: 0, count: 65)
  /// All of the values together.
  package private(set) var sum: UInt64 = 0
  package private(set) var largest: UInt64 = 0

  package init() {}

  /// Values of similar size, counted together.
  package struct Bucket: Sendable, Equatable {
    package let values: ClosedRange<UInt64>
    package let count: UInt64
  }

  /// How many values there are.
  package var count: UInt64 { counts.reduce(0, &+) }

  /// From the smallest values that occur to the largest, those between that do not occur included.
  package var buckets: [Bucket] {
    guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
      return []
    }
    return (first...last).map { Bucket(values: Self.values(ofPlace: $0), count: counts[$0]) }
  }

  package mutating func add(_ value: UInt64, count: UInt64 = 1) {
    guard count > 0 else { return }
    counts[64 - value.leadingZeroBitCount] &+= count
    sum &+= value &* count
    largest = max(largest, value)
  }

  private static func values(ofPlace place: Int) -> ClosedRange<UInt64> {
    guard place > 0 else { return 0...0 }
    let first = UInt64(1) << UInt64(place - 1)
    return first...first &+ (first - 1)
  }
}
