import TestSupport
import Testing

@testable import SaveStream

@Suite struct RunMergeTests {
  /// Merges in slices of `budget` words.
  private func merged(_ words: [UInt64], slices budget: Int) -> [UInt64] {
    var merge = RunMerge(ContiguousArray(words))
    var left = budget
    while !merge.step(&left) { left = budget }
    return Array(merge.ordered)
  }

  @Test(arguments: [[], [7], [1, 2, 3], [3, 2, 1], [1, 1, 0, 0], [5, 6, 7, 1, 2, 9, 0]] as [[UInt64]])
  func putsWordsInOrder(_ words: [UInt64]) {
    for budget in [1, 2, 3, 100] { #expect(merged(words, slices: budget) == words.sorted()) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func putsScansOfPFNsInOrder(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var words: [UInt64] = []
    for _ in 0..<40 {
      let scan = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt64.random(in: 0...5000, using: &random) }
      words += scan.sorted()
    }
    #expect(merged(words, slices: 1000) == words.sorted(), "seed \(seed)")
  }

  @Test func noSliceLooksAtMoreThanItsBudget() {
    var merge = RunMerge(ContiguousArray((0..<1000).map { UInt64($0 % 10) }))
    var left = 100
    let isOrdered = merge.step(&left)
    #expect(!isOrdered)
    #expect(left == 0)
  }
}
