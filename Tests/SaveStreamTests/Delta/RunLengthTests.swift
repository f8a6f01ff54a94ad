import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct RunLengthTests {
  @Test func runsAreCountedByTheirWords() throws {
    let capture = try IndexedCapture(bytes: SmallRemusCapture.bytes)
    let lengths = try RunLengthScan(capture: capture.capture, index: capture.index).run()
    #expect([1, 4, 5, 100, 127].map { lengths.runs(ofWords: $0) } == [2, 1, 1, 1, 4])
    #expect(lengths.runs == 9)
    #expect(lengths.words == 1 + 1 + 4 + 5 + 100 + 4 * 127)
    #expect(lengths.buckets.map(\.runs) == [2, 0, 2, 0, 0, 0, 5])
    #expect(lengths.buckets.map(\.length) == [1...1, 2...3, 4...7, 8...15, 16...31, 32...63, 64...127])
  }

  @Test(arguments: [0..<3, 0..<26, 0..<30])
  func aDeltaWithoutEndCountsNothing(_ cut: Range<Int>) {
    var lengths = RunLengths()
    let delta = Array(SmallRemusCapture.deltas[0][cut])
    #expect(lengths.count(delta.span, at: 0) == nil)
    #expect(lengths == RunLengths())
  }

  @Test func aDeltaThatBreaksTheRulesCountsNothing() {
    var lengths = RunLengths()
    let faulty: [[UInt8]] = [
      [2, 1, 1, 1, 1, 2, 2, 2, 2, 0x00], [UInt8](repeating: 0xff, count: 8) + [0x89],
      [1, 0, 0, 0, 0] + [UInt8](repeating: 0xff, count: 9),
    ]
    for delta in faulty { #expect(lengths.count(delta.span, at: 0) == nil) }
    #expect(lengths == RunLengths())
  }

  @Test(arguments: Fixtures.captures + Fixtures.malformed)
  func theRunsAreThoseOfTheIndex(_ fixture: CaptureFixture) throws {
    let capture = try IndexedCapture(path: fixture.path)
    let scan = RunLengthScan(capture: capture.capture, index: capture.index)
    let lengths = try scan.run()
    let totals = capture.index.totals.delta ?? DeltaTotals()
    #expect(lengths.runs == totals.runs)
    #expect(lengths.words * 4 + totals.full * 4096 == totals.literalBytes)
    let indexed = capture.index.compressedChunks.reduce(0 as UInt64) { $0 + UInt64($1.length) }
    #expect(scan.bytesDone == indexed)
  }

  /// Chunks with bounds inside a page, read as one.
  @Test(arguments: [1, 2, 5, 21, 400, 900])
  func aDeltaOverSeveralChunksIsCountedOnce(_ length: Int) throws {
    let capture = try IndexedCapture(bytes: SmallRemusCapture.bytes(chunksOf: length))
    let lengths = try RunLengthScan(capture: capture.capture, index: capture.index).run()
    #expect(capture.index.totals.delta?.runs == 9)
    #expect(lengths.runs == 9)
    #expect(lengths.words == 619)
  }
}
