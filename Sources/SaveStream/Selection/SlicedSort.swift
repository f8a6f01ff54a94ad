/// Sorts unique numbers in place, ascending, a slice of work at a time. The front is finished first, so that what is
/// sorted is of use when it has to stop.
struct SlicedSort {
  /// Ranges that still have to be sorted, the last one first, with the highest bit in which their numbers differ.
  private var pending: [(range: Range<Int>, bit: UInt64)] = []
  private var current: BitPartition?
  /// Numbers at the front that stand where they belong.
  private(set) var sortedCount = 0

  /// Ranges up to this length are sorted by insertion.
  private static let shortLength = 24

  init(_ range: Range<Int>, bit: UInt64?) {
    if let bit { pending = [(range, bit)] } else { sortedCount = range.upperBound }
  }

  var isFinished: Bool { pending.isEmpty && current == nil }

  /// Looks at about `work` numbers.
  mutating func step(_ numbers: inout MutableSpan<UInt64>, work: Int) {
    var left = work
    while left > 0, !isFinished {
      if var partition = current {
        left -= partition.step(&numbers, work: left)
        current = partition
        if partition.isFinished { finish(partition) }
      } else if let (range, bit) = pending.popLast() {
        if range.count > Self.shortLength {
          current = BitPartition(range, bit: bit)
        } else {
          Self.insertionSort(&numbers, range)
          sortedCount = range.upperBound
          left -= range.count * 4
        }
      }
    }
  }

  private mutating func finish(_ partition: BitPartition) {
    current = nil
    // A side whose numbers do not differ has one number at most.
    pending.append((partition.highRange, partition.highBit ?? 0))
    pending.append((partition.lowRange, partition.lowBit ?? 0))
  }

  private static func insertionSort(_ numbers: inout MutableSpan<UInt64>, _ range: Range<Int>) {
    for place in range.dropFirst() {
      let number = numbers[place]
      var hole = place
      while hole > range.lowerBound, numbers[hole - 1] > number {
        numbers[hole] = numbers[hole - 1]
        hole -= 1
      }
      numbers[hole] = number
    }
  }
}
