import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct RunMergeTests {
  /// Merges in slices of `budget` words.
  private func merged(_ words: [UInt64], slices budget: Int) -> [UInt64] {
    var merge = RunMerge<UInt64>()
    for word in words { merge.append(word) }
    var left = budget
    while !merge.step(&left) { left = budget }
    return Array(merge.take())
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

  @Test(arguments: [1, 2] as [UInt64])
  func piecesOfAnyLengthGiveTheSame(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var merge = RunMerge<UInt64>()
    var words: [UInt64] = []
    for length in [3, 20_000, 1, 16_384, 16_383, 700, 1] {
      let piece = (0..<length).map { _ in UInt64.random(in: 0...(.max), using: &random) }.sorted()
      merge.append(contentsOf: ContiguousArray(piece))
      merge.append(piece[0])
      words += piece + [piece[0]]
    }
    #expect(merge.count == words.count)
    var left = Int.max
    let isOrdered = merge.step(&left)
    #expect(isOrdered)
    let isSame = Array(merge.take()) == words.sorted()
    #expect(isSame, "seed \(seed)")
  }

  @Test func noSliceLooksAtMoreThanItsBudget() {
    var merge = RunMerge<UInt64>()
    for word in 0..<1000 { merge.append(UInt64(word % 10)) }
    var left = 100
    let isOrdered = merge.step(&left)
    #expect(!isOrdered)
    #expect(left == 0)
  }

  /// Descending: as many runs as there could be.
  @Test func theWorkGrowsWithTheLogarithmOfTheRuns() {
    var merge = RunMerge<UInt64>()
    for word in (0..<4096).reversed() { merge.append(UInt64(word)) }
    var left = 4096 * 15
    let isOrdered = merge.step(&left)
    #expect(isOrdered)
    #expect(merge.take().first == 0)
  }
}
