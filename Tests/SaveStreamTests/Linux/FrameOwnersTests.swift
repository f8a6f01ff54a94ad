import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FrameOwnersTests {
  @Test func aFrameBelongsToAllThatMapIt() {
    let owners = FrameOwners([(7, [10..<20, 5..<6]), (3, [15..<25]), (9, [10..<12, 11..<14]), (8, [])])
    let expected: [UInt64: [UInt32]] = [
      4: [], 5: [7], 6: [], 10: [7, 9], 13: [7, 9], 14: [7], 15: [3, 7], 19: [3, 7], 20: [3], 24: [3], 25: [],
    ]
    for (pfn, tgids) in expected { #expect(owners[pfn] == tgids, "\(pfn)") }
  }

  @Test func framesInARangeBelongToAllThatMapAnyOfThem() {
    let owners = FrameOwners([(7, [10..<20]), (3, [30..<31]), (9, [40..<50])])
    #expect(owners.owners(in: 0..<10) == [])
    #expect(owners.owners(in: 0..<31) == [3, 7])
    #expect(owners.owners(in: 19..<40) == [3, 7])
    #expect(owners.owners(in: 31..<40) == [])
    #expect(owners.owners(in: 45..<46) == [9])
    #expect(owners.owners(in: 5..<5) == [])
  }
}
