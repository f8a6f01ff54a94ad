/// How many there are of each size: a histogram whose ranges double, 0, 1, 2 to 3, 4 to 7, and so on.
package struct Distribution: Sendable, Equatable {
  /// Values of similar size, counted together.
  package struct Bucket: Sendable, Equatable {
    package let values: ClosedRange<UInt64>
    /// How many values there are.
    package let count: UInt64
    /// Their sum.
    package let total: UInt64
  }

  /// By the bits that a value needs; as long as the greatest one makes it.
  private var counts: [UInt64] = []
  private var totals: [UInt64] = []
  /// The greatest value; 0 where there is none.
  package private(set) var greatest: UInt64 = 0

  package init() {}

  /// How many values there are.
  package var count: UInt64 { counts.reduce(0, &+) }
  /// Their sum.
  package var total: UInt64 { totals.reduce(0, &+) }
  /// nil where there are none.
  package var average: Double? { count == 0 ? nil : Double(total) / Double(count) }

  package mutating func add(_ value: UInt64) { add(value, at: UInt64.bitWidth - value.leadingZeroBitCount, 1) }

  /// Takes in all values of another one.
  package mutating func add(_ other: Distribution) {
    guard let last = other.counts.indices.last else { return }
    makeRoom(for: last)
    for place in other.counts.indices {
      counts[place] &+= other.counts[place]
      totals[place] &+= other.totals[place]
    }
    greatest = max(greatest, other.greatest)
  }

  private mutating func add(_ value: UInt64, at place: Int, _ times: UInt64) {
    makeRoom(for: place)
    counts[place] &+= times
    totals[place] &+= value &* times
    greatest = max(greatest, value)
  }

  private mutating func makeRoom(for place: Int) {
    while counts.count <= place {
      counts.append(0)
      totals.append(0)
    }
  }

  /// The ranges from the first to the last that has values, those between them that have none included.
  package var buckets: [Bucket] {
    guard let first = counts.firstIndex(where: { $0 > 0 }) else { return [] }
    return (first..<counts.count).map { place in
      let least: UInt64 = place == 0 ? 0 : 1 << UInt64(place - 1)
      let most: UInt64 = place == 0 ? 0 : least &- 1 &+ least
      return Bucket(values: least...most, count: counts[place], total: totals[place])
    }
  }
}

/// What page deltas, and the pages themselves, are like: of a checkpoint or of all.
package struct StreamDistributions: Sendable, Equatable {
  /// Words of four bytes in a run.
  package internal(set) var runLengths = Distribution()
  /// Bytes of a delta with its markers; those of whole and of unchanged pages are left out.
  package internal(set) var deltaSizes = Distribution()
  /// Words that a delta carries.
  package internal(set) var changedWords = Distribution()
  /// Times that a page was sent, of pages that were.
  package internal(set) var sendsPerPage = Distribution()

  package init() {}
}
