@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct StreamRecoderTests {
  /// What recoding makes of a stream.
  private func recode(
    _ read: IndexedCapture, to target: RecodeTarget, sizes: SenderSizes = SenderSizes()
  ) throws -> (bytes: [UInt8], result: RecodeResult) {
    var sink = MemorySink()
    let recoder = try StreamRecoder(capture: read.capture, index: read.index, to: target, sizes: sizes)
    let result = try recoder.write(to: &sink)
    return (sink.bytes, result)
  }

  private static let compressed = Fixtures.captures.filter {
    $0.name.contains("remus-compressed") && !$0.name.contains("overflow")
  }

  @Test(arguments: compressed)
  func leadsBackToWhatTheReferenceWrote(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let plain = try recode(read, to: .plain)
    #expect(plain.result.droppedCheckpoints.isEmpty)
    let readPlain = try IndexedCapture(bytes: plain.bytes)
    #expect(readPlain.index.checkpoints.allSatisfy { !$0.isCompressed })
    #expect(readPlain.findingKeys.count <= read.findingKeys.count)
    let again = try recode(readPlain, to: .compressed)
    let original = try read.bytes
    #expect(firstDifference(again.bytes, original) == nil)
  }

  /// The two pages that the reference sent as deltas to another page's content go out whole, in chunks that are longer
  /// or shorter by as much. All other bytes are the same.
  @Test(arguments: Fixtures.captures.filter { $0.name.contains("overflow") || $0.name == "hvm-remus-compressed" })
  func partsFromTheReferenceWhereThatTookAStaleSlotAndNowhereElse(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let plain = try IndexedCapture(bytes: recode(read, to: .plain).bytes)
    let again = try IndexedCapture(bytes: recode(plain, to: .compressed).bytes)
    let stale = try SenderReplay(capture: read.capture, index: read.index).findings
    let isStale = fixture.name.contains("overflow")
    #expect(stale.map(\.rule) == (isStale ? [.staleSlot, .staleSlot] : []))
    let theirs = try contents(of: stale.map { ($0.value, $0.checkpoint) }, in: read)
    let ours = try contents(of: stale.map { ($0.value, $0.checkpoint) }, in: again)
    #expect(theirs.map(\.count) == (isStale ? [162, 4102] : []))
    #expect(ours.map(\.count) == (isStale ? [4097, 4097] : []))
    let isSame = try rest(of: read, without: theirs) == rest(of: again, without: ours)
    #expect(isSame)
    #expect(again.findingKeys == [])
    #expect(try SenderReplay(capture: again.capture, index: again.index).findings.isEmpty)
  }

  /// Where the pages were sent at some checkpoints.
  private func contents(of sends: [(pfn: UInt64, checkpoint: Int?)], in read: IndexedCapture) throws -> [Range<UInt64>]
  {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    return try sends.map { send in
      try #require(memory.history(of: send.pfn).last { $0.checkpoint == send.checkpoint }?.ranges.first)
    }
  }

  /// All bytes but those of some contents, and of the lengths of the chunks that they stand in.
  private func rest(of read: IndexedCapture, without contents: [Range<UInt64>]) throws -> [UInt8] {
    var rest: [UInt8] = []
    var position: UInt64 = 0
    for content in contents {
      let payload = try #require(read.index.compressedChunks.last { $0.payload <= content.lowerBound }).payload
      rest += try read.capture.bytes(at: position, count: Int(payload - 4 - position))
      rest += try read.capture.bytes(at: payload, count: Int(content.lowerBound - payload))
      position = content.upperBound
    }
    return rest + (try read.capture.bytes(at: position, count: Int(read.capture.size - position)))
  }

  @Test func leadsBackFromCompressedToAPlainStream() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    var small = SenderSizes()
    small.cachePages = 4
    small.pageBufferPages = 5
    small.outputBufferBytes = 24 << 10
    for sizes in [SenderSizes(), small] {
      let compressed = try recode(read, to: .compressed, sizes: sizes)
      let readCompressed = try IndexedCapture(bytes: compressed.bytes)
      #expect(readCompressed.index.checkpoints.dropFirst().allSatisfy { $0.isCompressed })
      #expect(readCompressed.findingKeys == [])
      #expect(readCompressed.index.checkpoints.count == read.index.checkpoints.count)
      #expect(compressed.result.pages == read.index.totals.pages - read.index.totals(ofCheckpoint: 0).pages)
      let plain = try recode(readCompressed, to: .plain)
      let original = try read.bytes
      #expect(firstDifference(plain.bytes, original) == nil)
    }
  }

  @Test func leavesOutTheCheckpointThatIsCut() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-cut.bin"))
    let compressed = try recode(read, to: .compressed)
    #expect(compressed.result.checkpoints == 2)
    #expect(compressed.result.droppedCheckpoints == 2..<3)
    #expect(compressed.result.droppedBytes == read.index.checkpoints[2].length)
    let again = try IndexedCapture(bytes: compressed.bytes)
    #expect(again.index.checkpoints.count == 2 && again.index.lastCompleteCheckpoint == 1)
  }

  @Test func saysWhyItDoesNothing() throws {
    let plain = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    #expect(throws: RecodeFailure.isAlready(.plain)) { try recode(plain, to: .plain) }
    let single = try IndexedCapture(path: Fixtures.sample("hvm.bin"))
    #expect(throws: RecodeFailure.hasNoLaterCheckpoints) { try recode(single, to: .compressed) }
    let cut = try IndexedCapture(bytes: Array(plain.bytes.prefix(20_000)))
    #expect(throws: RecodeFailure.nothingComplete) { try recode(cut, to: .compressed) }
  }

  @Test(arguments: Fixtures.half(of: Fixtures.malformed))
  func copesWithStreamsBrokenOnPurpose(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    for target in RecodeTarget.allCases {
      do {
        let recoded = try recode(read, to: target)
        let again = try IndexedCapture(bytes: recoded.bytes)
        #expect(again.index.checkpoints.count == recoded.result.checkpoints)
        #expect(again.index.lastCompleteCheckpoint == recoded.result.checkpoints - 1)
      } catch is RecodeFailure {
        // Said so, and wrote nothing.
      }
    }
  }

  private func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> String? {
    guard left != right else { return nil }
    let place = zip(left, right).prefix { $0 == $1 }.count
    return "\(left.count) and \(right.count) bytes, different from \(place) on"
  }
}
