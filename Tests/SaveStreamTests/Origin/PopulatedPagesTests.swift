import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The pages that a receiver makes for a guest.
@Suite struct PopulatedPagesTests {
  @Test(arguments: Fixtures.half(of: Fixtures.captures + Fixtures.v3))
  func everyPageOfTheGuestIsCountedOnce(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let checkpoint = try #require(read.index.lastCompleteCheckpoint)
    var pfns: Set<UInt64> = []
    for entry in StreamPages(capture: read.capture, index: read.index) where entry.checkpoint <= checkpoint {
      if entry.type.carriesContent || entry.type == .allocateOnly { pfns.insert(entry.pfn) }
    }
    #expect(read.index.populated == PopulatedPages(count: UInt64(pfns.count), highestPFN: pfns.max()))
  }

  @Test func whatAnIncompleteCheckpointSentIsNotCounted() throws {
    var stream = MadeUpStream()
    stream.send([(3, 1), (5, 1), (6, 1)])
    stream.send([(5, 2)])
    stream.announce([9], type: .allocateOnly)
    stream.announce([10], type: .broken)
    stream.announce([11], type: .unmapped)
    stream.endCheckpoint()
    stream.send([(20, 1)])
    #expect(try stream.read().index.populated == PopulatedPages(count: 4, highestPFN: 9))
    var cut = MadeUpStream()
    cut.send([(3, 1), (5, 1), (6, 1)])
    #expect(try cut.read().index.populated == PopulatedPages(count: 3, highestPFN: 6), "nothing is complete: all")
  }

  @Test func aSetTakesRunsAndSaysWhereItHasNoRoom() {
    var set = PFNSet(within: 2 << 12)
    set.insert(60..<70_000)
    #expect(set.isOverfull, "the third leaf has no room")
    #expect(set.count == 65_536 - 60)
    #expect(set.highest == 69_999)
    #expect(set.contains(60) && !set.contains(59) && set.contains(65_535) && !set.contains(65_536))
    var small = PFNSet(within: 1 << 12)
    for range: Range<UInt64> in [3..<3, 5..<6, 63..<65, 60..<130] { small.insert(range) }
    #expect(small.count == 71 && !small.isOverfull)
  }
}
