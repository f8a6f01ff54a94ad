/// How many of some values there are, counted by powers of two: 0, 1, 2 to 3, 4 to 7 and so on.
package struct PowerCounts: Sendable, Equatable {
  /// Values of similar size, counted together.
  package struct Bucket: Sendable, Equatable {
    package let values: ClosedRange<UInt64>
    /// How many values there are.
    package let count: UInt64
    /// Their sum.
    package let total: UInt64
  }

  /// By the bits that a value needs; as long as the largest one makes it.
  private var counts: [UInt64] = []
  private var totals: [UInt64] = []
  /// The largest value; 0 where there is none.
  package private(set) var largest: UInt64 = 0

  package init() {}

  /// How many values there are.
  package var count: UInt64 { counts.reduce(0, &+) }
  /// All of the values together.
  package var sum: UInt64 { totals.reduce(0, &+) }
  /// nil where there are none.
  package var average: Double? { count == 0 ? nil : Double(sum) / Double(count) }

  package mutating func add(_ value: UInt64, count: UInt64 = 1) {
    guard count > 0 else { return }
    let place = UInt64.bitWidth - value.leadingZeroBitCount
    makeRoom(for: place)
    counts[place] &+= count
    totals[place] &+= value &* count
    largest = max(largest, value)
  }

  /// Takes in all values of others.
  package mutating func add(_ other: PowerCounts) {
    guard let last = other.counts.indices.last else { return }
    makeRoom(for: last)
    for place in other.counts.indices {
      counts[place] &+= other.counts[place]
      totals[place] &+= other.totals[place]
    }
    largest = max(largest, other.largest)
  }

  /// Takes in all runs by the words that they carry.
  mutating func add(_ runs: RunLengths) {
    for words in 1...RunLengths.maximumWords { add(UInt64(words), count: runs.runs(ofWords: words)) }
  }

  private mutating func makeRoom(for place: Int) {
    while counts.count <= place {
      counts.append(0)
      totals.append(0)
    }
  }

  /// From the smallest values that occur to the largest, those between that do not occur included.
  package var buckets: [Bucket] {
    guard let first = counts.firstIndex(where: { $0 > 0 }) else { return [] }
    return (first..<counts.count).map { place in
      Bucket(values: Self.values(ofPlace: place), count: counts[place], total: totals[place])
    }
  }

  private static func values(ofPlace place: Int) -> ClosedRange<UInt64> {
    guard place > 0 else { return 0...0 }
    let first = UInt64(1) << UInt64(place - 1)
    return first...first &+ (first - 1)
  }
}
