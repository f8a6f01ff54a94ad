import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct SlicedSortTests {
  /// Numbers of many shapes, each once.
  private static func numbers(_ shape: Int, _ count: Int) -> [UInt64] {
    var random = SeededRandom(seed: UInt64(shape))
    switch shape {
    case 0: return Array(0..<UInt64(count))
    case 1: return (0..<UInt64(count)).reversed()
    case 2: return Array(Set((0..<count).map { _ in random.next() }))
    case 3: return (0..<UInt64(count)).map { $0 << 40 | .max >> 30 }
    // Each number has a bit more than the one before: as many passes as there are bits.
    case 4: return (0..<64).map { UInt64.max << UInt64($0) }.shuffled(using: &random)
    default: return (0..<UInt64(count)).map { (random.next() & 3) << 62 | $0 }
    }
  }

  @Test(arguments: 0...5, [0, 1, 2, 25, 3000]) func sortsTheFrontFirst(_ shape: Int, _ count: Int) {
    let numbers = Self.numbers(shape, count)
    let expected = numbers.sorted()
    for work in [1, 1000, 1 << 20] {
      var least = LeastNumbers(capacity: 10_000, expected: 10_000)
      for number in numbers { least.add(number) }
      var sort = least.sort
      while !sort.isFinished {
        let before = sort.sortedCount
        least.step(&sort, work: work)
        if sort.sortedCount > before {
          #expect(least.numbers[before..<sort.sortedCount] == expected[before..<sort.sortedCount])
        }
      }
      #expect(least.numbers == expected)
      #expect(sort.sortedCount == numbers.count && !least.hasDropped)
    }
  }

  @Test(arguments: 0...5, [16, 100, 4000]) func keepsExactlyTheLeastNumbers(_ shape: Int, _ capacity: Int) {
    var least = LeastNumbers(capacity: capacity, expected: 3000)
    let numbers = Self.numbers(shape, 3000)
    for number in numbers {
      while least.room == 0 { least.prune(work: 50) }
      least.add(number)
    }
    let kept = least.numbers.sorted()
    #expect(kept == Array(numbers.sorted().prefix(kept.count)))
    #expect(kept.count >= min(capacity / 2, numbers.count) && kept.count <= capacity)
    #expect(least.hasDropped == (kept.count < numbers.count))
  }

  @Test(arguments: 0...5) func whatIsThereCanBeSortedAtAnyMoment(_ shape: Int) {
    for steps in 0..<40 {
      var least = LeastNumbers(capacity: 1000, expected: 3000)
      for number in Self.numbers(shape, 3000).prefix(1000) { least.add(number) }
      for _ in 0..<steps { least.prune(work: 50) }
      let there = least.numbers.sorted()
      var sort = least.sort
      while !sort.isFinished { least.step(&sort, work: 100) }
      #expect(least.numbers == there, "after \(steps) steps")
    }
  }
}
