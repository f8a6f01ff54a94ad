/// The least of many unique numbers, within a budget: at least half as many as it has room for.
///
/// When the room is used up, the greater half is dropped, and nothing above what is left comes in any more. So it
/// holds, at any time, exactly the least of all numbers that were added, without a heap's log n steps for each.
struct LeastNumbers {
  private(set) var numbers: [UInt64]
  private let capacity: Int
  /// Whether numbers were dropped.
  private(set) var hasDropped = false
  /// Numbers above are not taken any more.
  private var limit = UInt64.max
  private var bits = BitPartition.Side()
  private var selection: SlicedSelect?
  /// What is known of the numbers that a half was dropped of, and how many of them that is of; nil when it is of all.
  private var recount: (limit: UInt64, bits: BitPartition.Side, count: Int)?

  /// - Parameter expected: numbers that may come; room is made for no more.
  init(capacity: Int, expected: UInt64) {
    self.capacity = max(2, capacity)
    numbers = []
    // Memory that is not written to costs nothing; growing would hold all of it twice for a while.
    numbers.reserveCapacity(Int(min(UInt64(self.capacity), expected)))
  }

  /// Numbers that can be added before `prune` has to be called.
  var room: Int { selection == nil && recount == nil ? capacity - numbers.count : 0 }

  mutating func add(_ number: UInt64) {
    guard number <= limit else {
      hasDropped = true
      return
    }
    numbers.append(number)
    bits.add(number)
  }

  /// Goes on to drop the greater half, until there is room again.
  mutating func prune(work: Int) {
    if recount != nil { return countAgain(work: work) }
    let kept = capacity / 2
    var step = selection ?? SlicedSelect(0..<numbers.count, bit: bits.highestDifference, count: kept)
    var span = numbers.mutableSpan
    step.step(&span, work: work)
    selection = step
    guard step.isFinished else { return }
    selection = nil
    hasDropped = true
    numbers.removeLast(numbers.count - kept)
    recount = (0, BitPartition.Side(), 0)
  }

  /// Finds the greatest of the numbers that are left, and the bits in which they differ. Until that is known, what was
  /// known of more numbers serves.
  private mutating func countAgain(work: Int) {
    guard var (limit, bits, count) = recount else { return }
    let end = min(numbers.count, count + work)
    for number in numbers[count..<end] {
      limit = max(limit, number)
      bits.add(number)
    }
    count = end
    recount = (limit, bits, count)
    guard count == numbers.count else { return }
    (self.limit, self.bits, recount) = (limit, bits, nil)
  }

  /// Leaves out all numbers behind the first so many, wherever they stand.
  mutating func keepFirst(_ count: Int) { numbers.removeLast(max(0, numbers.count - count)) }

  /// What sorts the numbers.
  var sort: SlicedSort { SlicedSort(0..<numbers.count, bit: bits.highestDifference) }

  /// Goes on sorting.
  mutating func step(_ sort: inout SlicedSort, work: Int) {
    var span = numbers.mutableSpan
    sort.step(&span, work: work)
  }
}
