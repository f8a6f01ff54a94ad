import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct RowSetTests {
  @Test(arguments: [1, 3, 64, 1000, 300_000]) func aSetAnswersLikeAList(_ step: UInt64) {
    var random = SeededRandom(seed: step)
    var list: [UInt64] = []
    var set = RowSet(over: 100..<30_000_000)
    var row: UInt64 = 100
    while list.count < 5000, row < 30_000_000 {
      list.append(row)
      set.append(row)
      row += UInt64.random(in: 1...step, using: &random)
    }
    #expect(set.count == list.count)
    #expect(list.indices.allSatisfy { set[$0] == list[$0] })
    for row in [0, 99, 100, 101, 163, 164, 1124, 1125, 262_243, 262_244, 299_999, 10_000_000, 90_000_000]
      + list.prefix(200)
    {
      #expect(set.rank(of: row) == list.count { $0 < row }, "row \(row)")
    }
  }

  @Test func anEmptySetHasNothingBeforeAnyRow() {
    let set = RowSet(over: 5..<5)
    #expect(set.count == 0)
    #expect(set.rank(of: 7) == 0)
  }

  @Test func aCopyStaysAsItIsWhileTheSetGrows() {
    var set = RowSet(over: 0..<1_000_000)
    for row in stride(from: UInt64(0), to: 400_000, by: 7) { set.append(row) }
    let copy = set
    for row in stride(from: UInt64(400_001), to: 900_000, by: 3) { set.append(row) }
    #expect(copy.count == 57_143)
    #expect((0..<copy.count).allSatisfy { copy[$0] == UInt64($0) * 7 })
    #expect(copy.rank(of: 500_000) == copy.count)
  }
}
