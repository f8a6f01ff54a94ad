/// Brings the least `count` of unique numbers to the front, in no order, a slice of work at a time.
struct SlicedSelect {
  private let count: Int
  private var current: BitPartition?

  init(_ range: Range<Int>, bit: UInt64?, count: Int) {
    self.count = count
    current = bit.map { BitPartition(range, bit: $0) }
  }

  var isFinished: Bool { current == nil }

  /// Looks at about `work` numbers.
  mutating func step(_ numbers: inout MutableSpan<UInt64>, work: Int) {
    var left = work
    while left > 0, var partition = current {
      left -= partition.step(&numbers, work: left)
      current = partition.isFinished ? next(after: partition) : partition
    }
  }

  /// Goes on in the side that holds the border.
  private func next(after partition: BitPartition) -> BitPartition? {
    let (low, high) = (partition.lowRange, partition.highRange)
    if low.upperBound == count { return nil }
    return low.upperBound > count
      ? partition.lowBit.map { BitPartition(low, bit: $0) } : partition.highBit.map { BitPartition(high, bit: $0) }
  }
}
