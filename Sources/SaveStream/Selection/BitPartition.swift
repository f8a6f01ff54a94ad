/// Brings, within a range of unique numbers, those without a bit before those with it; can stop on the way and go on.
///
/// Numbers are compared by their highest differing bit, so a range needs no more passes than numbers have bits,
/// whatever they are: there is no pivot to choose badly. The loop has no branch that depends on a number.
struct BitPartition {
  let range: Range<Int>
  private let bit: UInt64
  /// The next number to look at, and where the next one without the bit belongs.
  private var next: Int
  private var end: Int
  /// What the numbers of either side have in common, to know their highest differing bit afterwards.
  private var low = Side()
  private var high = Side()

  /// Bits that are set in some numbers, and bits that are set in all.
  struct Side {
    var any: UInt64 = 0
    var all: UInt64 = .max

    mutating func add(_ number: UInt64) {
      any |= number
      all &= number
    }

    /// The highest bit in which the numbers differ; nil where all are equal or there is none.
    var highestDifference: UInt64? {
      let differences = any & ~all
      return differences == 0 ? nil : 1 << UInt64(63 - differences.leadingZeroBitCount)
    }
  }

  /// - Parameter bit: the highest bit in which the numbers of the range differ.
  init(_ range: Range<Int>, bit: UInt64) {
    self.range = range
    self.bit = bit
    next = range.lowerBound
    end = range.lowerBound
  }

  var isFinished: Bool { next == range.upperBound }
  /// The numbers without the bit, and those with it; once all is done.
  var lowRange: Range<Int> { range.lowerBound..<end }
  var highRange: Range<Int> { end..<range.upperBound }
  /// The highest bits in which those differ.
  var lowBit: UInt64? { low.highestDifference }
  var highBit: UInt64? { high.highestDifference }

  /// Looks at up to `work` numbers. Returns how many it looked at.
  mutating func step(_ numbers: inout MutableSpan<UInt64>, work: Int) -> Int {
    let start = next
    let stop = min(range.upperBound, next + work)
    var (next, end, low, high) = (next, end, low, high)
    while next < stop {
      let number = numbers[next]
      numbers[next] = numbers[end]
      numbers[end] = number
      // All ones for a number with the bit, else zero.
      let mask = number & bit == 0 ? 0 : UInt64.max
      low.any |= number & ~mask
      low.all &= number | mask
      high.any |= number & mask
      high.all &= number | ~mask
      end += Int(~mask & 1)
      next += 1
    }
    (self.next, self.end, self.low, self.high) = (next, end, low, high)
    return stop - start
  }
}
