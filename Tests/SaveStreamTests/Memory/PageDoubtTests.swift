import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Whether a page's bytes can be relied on, as told page by page and by a sweep of all memory.
@Suite struct PageDoubtTests {
  @Test(arguments: Fixtures.malformed + Fixtures.tiny)
  func aSweepTellsTheSameAsAPageByItself(_ capture: CaptureFixture) throws {
    let read = try IndexedCapture(path: capture.path)
    for checkpoint in read.index.checkpoints.indices {
      let memory = try GuestMemory(capture: read.capture, index: read.index)
      try memory.sweep(at: checkpoint) { page in
        let alone = try #require(try memory.page(pfn: page.pfn, at: checkpoint))
        #expect(page.doubt == alone.doubt, "PFN \(page.pfn) at \(checkpoint)")
        #expect(page.bytes == alone.bytes, "PFN \(page.pfn) at \(checkpoint)")
      }
    }
  }

  @Test func pagesBehindADeltaThatDoesNotDecodeAreInDoubt() throws {
    let capture = try #require(Fixtures.malformed.first { $0.name == "comp-underrun" })
    let read = try IndexedCapture(path: capture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let comparison = try MemoryComparison(from: memory, at: 4, to: memory, at: 5)
    try comparison.applyDeltasBeforehand()
    try comparison.run()
    #expect(comparison.rows.filter { $0.doubt == .sendMissing }.count == 5)
  }

  @Test func deltasThatSetEveryWordBetweenThemNeedNoBase() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([2, 2])
    let empty = MadeUpStream.page(0)
    let halves = [0..<2048, 2048..<4096].map { half in (0..<4096).map { half.contains($0) ? UInt8(7) : 0 } }
    stream.sendDeltas(halves.map { DeltaEncoder.encode($0.span, from: empty.span) })
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 2, at: 1)?.doubt == nil)
    var doubts: [PageDoubt?] = []
    try memory.sweep(at: 1) { doubts.append($0.doubt) }
    #expect(doubts == [nil, nil])
  }
}
