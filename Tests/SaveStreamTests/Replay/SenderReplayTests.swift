@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct SenderReplayTests {
  private static let compressed = Fixtures.captures.filter { $0.name.contains("remus-compressed") }

  private func replay(_ read: IndexedCapture, cachePages: Int = 8192) throws -> SenderReplay {
    try SenderReplay(capture: read.capture, index: read.index, cachePages: cachePages, measuresSizes: true)
  }

  /// The sample under Remus, sent by a sender with small buffers.
  private func compressedSample(cachePages: Int) throws -> IndexedCapture {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    var sizes = SenderSizes()
    sizes.cachePages = cachePages
    var sink = MemorySink()
    _ = try StreamRecoder(capture: read.capture, index: read.index, to: .compressed, sizes: sizes).write(to: &sink)
    return try IndexedCapture(bytes: sink.bytes)
  }

  @Test(arguments: compressed)
  func agreesWithWhatXenSent(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let replay = try replay(read)
    let total = replay.total
    let delta = try #require(read.index.totals.delta)
    #expect(total.pages == delta.pages && total.bytes == delta.encodedBytes)
    #expect(total.fullThoughCached == 0)
    #expect(total.unchanged + total.deltas + total.impossible == delta.empty + delta.delta)
    let own = replay.curve.result(ofSize: 8192)
    #expect(own.hits == total.hits)
    guard fixture.name.contains("overflow") else {
      #expect(replay.findings.isEmpty)
      #expect(own.bytes == total.bytes)
      return
    }
    // The second one shows in the stream only: the one word that it leaves as it was happens to be right.
    #expect(replay.findings.allSatisfy { $0.rule == .staleSlot && $0.severity == .warning })
    #expect(replay.findings.map(\.value) == [0x2bcd, 0x297b])
    #expect(replay.findings.map(\.checkpoint) == [1, 2])
    // Of a sender that sends both of these pages whole: the stream has 162 and 4102 bytes of them.
    #expect(own.bytes == total.bytes - 162 - 4102 + 2 * 4097)
    // By the guest's pages, which are known.
    #expect(replay.curve.result(ofSize: 16384).bytes == 50_596_753)
  }

  /// A sender of one page encodes page 2 against what its only slot held, which is page 1; later both travel whole.
  @Test func largerCachesHoldWhatTheSenderHadOfAStalePage() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0), (2, 0)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 2])
    stream.sendDeltas([[0x80] + MadeUpStream.page(0x11)])
    stream.sendDeltas([MadeUpStream.delta(word: 3, [9, 9, 9, 9])])
    stream.endCheckpoint()
    var second = MadeUpStream.page(0x11)
    second.replaceSubrange(12..<16, with: [9, 9, 9, 9])
    stream.announce([1, 2])
    stream.sendDeltas([[0x80] + MadeUpStream.page(0x11), [0x80] + second])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let replay = try SenderReplay(capture: capture, index: index, cachePages: 1, measuresSizes: true)
    #expect(replay.findings.map(\.rule) == [.staleSlot])
    // Both pages whole once; then neither has changed.
    #expect(replay.curve.result(ofSize: 2).bytes == 2 * 4097 + 2)
    #expect(replay.curve.result(ofSize: 1).bytes == 4 * 4097)
  }

  @Test(arguments: [1, 3, 5, 8192])
  func countsEveryPageOnce(cachePages: Int) throws {
    let read = try compressedSample(cachePages: cachePages)
    let replay = try replay(read, cachePages: cachePages)
    #expect(replay.findings.isEmpty)
    #expect(replay.total.pages == read.index.totals.delta?.pages)
    #expect(replay.total.bytes == read.index.totals.delta?.encodedBytes)
    // What the curve says of this size is what the sender of this size did, and of others what theirs did.
    for size in [1, 2, 3, 5, 9, 8192] {
      let other = try compressedSample(cachePages: size)
      let said = replay.curve.result(ofSize: size)
      #expect(said.bytes == other.index.totals.delta?.encodedBytes, "size \(size)")
    }
  }

  @Test func findsDeltasThatASmallerCacheCouldNotHaveSent() throws {
    let read = try compressedSample(cachePages: 8192)
    let replay = try replay(read, cachePages: 2)
    #expect(!replay.findings.isEmpty)
    #expect(replay.findings.allSatisfy { $0.rule == .deltaDesync && $0.severity == .warning })
    #expect(replay.total.impossible == UInt64(replay.findings.count))
  }
}
