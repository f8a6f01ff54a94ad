/// Checkpoints in as many groups as a chart has room for, with what each sent: where there are more, neighbours stand
/// together. The first image is a group of its own, as it is like no other.
struct CheckpointGroups {
  struct Group {
    let checkpoints: Range<Int>
    var length: UInt64 = 0
    var totals = CheckpointTotals()

    /// What it is called: `checkpoint 7`, `checkpoints 8 to 15`.
    var name: String {
      checkpoints.count == 1
        ? "checkpoint \(checkpoints.lowerBound)"
        : "checkpoints \(checkpoints.lowerBound) to \(checkpoints.upperBound - 1), on average"
    }

    /// The average of a number over its checkpoints.
    func mean(_ number: UInt64) -> Double { Double(number) / Double(max(checkpoints.count, 1)) }
  }

  let groups: [Group]
  /// Checkpoints of a group, but for the first one and perhaps the last.
  let size: Int

  init(of index: IndexSnapshot, atMost limit: Int) {
    let count = index.checkpoints.count
    size = max(1, (count - 1 + limit - 1) / max(limit, 1))
    var groups: [Group] = []
    var start = 0
    while start < count {
      let end = start == 0 ? 1 : min(start + size, count)
      var group = Group(checkpoints: start..<end)
      for checkpoint in start..<end {
        group.length &+= index.checkpoints[checkpoint].length
        group.totals.add(index.totals(ofCheckpoint: checkpoint))
      }
      groups.append(group)
      start = end
    }
    self.groups = groups
  }
}

/// How numbers are spread.
struct Spread {
  let mean: Double
  let median: Double
  /// 95 of 100 are not above it.
  let high: Double
  let most: Double
  /// The place of the largest.
  let placeOfMost: Int

  /// nil where there are no numbers.
  init?(_ numbers: [Double]) {
    guard let most = numbers.max(), let place = numbers.firstIndex(of: most) else { return nil }
    let sorted = numbers.sorted()
    mean = numbers.reduce(0, +) / Double(numbers.count)
    median = sorted[(sorted.count - 1) / 2]
    high = sorted[(sorted.count * 95 + 99) / 100 - 1]
    self.most = most
    placeOfMost = place
  }
}
