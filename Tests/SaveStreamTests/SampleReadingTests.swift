import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// The samples as the reader sees them.
@Suite struct SampleReadingTests {
  private func index(_ kind: SampleKind) throws -> IndexSnapshot {
    let indexer = CaptureIndexer(capture: Capture(bytes: kind.bytes))
    try indexer.run()
    return indexer.index.snapshot
  }

  @Test(arguments: SampleKind.allCases.filter { $0 != .hvmRemusCut })
  func isSound(_ kind: SampleKind) throws {
    let read = try IndexedCapture(bytes: kind.bytes)
    let index = read.index
    // Words of xl migrate behind a stream are worth a note.
    #expect(read.findingRules == (kind == .migrationTap ? [.trailingHandshake] : []))
    #expect(index.lastCompleteCheckpoint == index.checkpoints.count - 1)
    #expect(index.bytesRead == UInt64(kind.bytes.count))
  }

  @Test(arguments: [
    (SampleKind.hvm32BitToolstack, 32, GuestKind.hvm, nil), (.hvm, 64, .hvm, nil), (.pv64, 64, .pv, 64),
    (.pv32, 64, .pv, 32),
  ])
  func isReadAsWhatItIs(_ kind: SampleKind, toolstackBits: Int, guest: GuestKind, guestBits: Int?) throws {
    let stream = try #require(try index(kind).stream)
    #expect(stream.format == .legacy)
    #expect(stream.toolstackBits == toolstackBits)
    #expect(stream.guest == guest)
    #expect(stream.guestBits == guestBits)
  }

  @Test func theXLSampleHasAnEnvelope() throws {
    #expect(try index(.xlHVM).envelopes.map(\.kind) == [.xl])
  }

  @Test(arguments: [
    (SampleKind.v3PV, GuestKind.pv, [Layer.Kind.xl, .libxl2]), (.v3HVM, .hvm, [.xl, .libxl2]),
    (.v3Remus, .hvm, [.xl, .libxl2]), (.v3Linux, .hvm, [.xl, .libxl2]), (.xapi, .hvm, [.xapi]),
    (.libvirt, .hvm, [.libvirt, .libxl2]),
    (.migrationTap, .hvm, [.xl, .libxl2]),
  ])
  func aSampleOfANewerStreamHasItsLayers(_ kind: SampleKind, guest: GuestKind, layers: [Layer.Kind]) throws {
    let index = try index(kind)
    #expect(index.stream?.format == .libxcV3 && index.stream?.guest == guest)
    #expect(index.envelopes.map(\.kind) == layers)
    #expect(index.checkpoints.count == (kind == .v3Remus ? 4 : kind == .v3Linux ? 3 : 1))
  }

  @Test func theLiveSampleHasFourIterationsAndPagesThatCouldNotBeSent() throws {
    let totals = try index(.hvmLive).totals
    #expect(totals.iterations == 4)
    #expect(totals.entriesByType[Int(PageType.broken.rawValue)] == 2)
    #expect(totals.entriesByType[Int(PageType.allocateOnly.rawValue)] == 10)
  }

  @Test func theRemusSampleHasFiveCheckpointsAndNothingAfterThem() throws {
    let index = try index(.hvmRemus)
    #expect(index.isCheckpointed == true)
    #expect(index.checkpoints.count == 5)
    #expect(index.checkpoints.allSatisfy { $0.isComplete && !$0.isLast })
    #expect(index.trailing.isEmpty)
    #expect(index.takeover == 4)
    let batchesOfIdleOne = index.checkpoints[4].firstRow - index.checkpoints[3].firstRow
    #expect(batchesOfIdleOne == 0)
  }

  @Test func theCutSampleCanBeTakenOverFromCheckpoint1() throws {
    let index = try index(.hvmRemusCut)
    #expect(index.findings.count == 1)
    #expect(index.findings.first?.rule == .cutShort)
    #expect(index.checkpoints.count == 3)
    #expect(index.lastCompleteCheckpoint == 1)
    #expect(index.takeover == 1)
  }

  // MARK: Compressed

  private static let compressed: [SampleKind] = [
    .hvmRemusCompressed, .hvmRemusInterleaved, .hvmRemusDesync, .pv64RemusCompressed,
  ]

  @Test(arguments: compressed)
  func aCompressedSampleSendsDeltasFromCheckpoint1On(_ kind: SampleKind) throws {
    let index = try index(kind)
    #expect(index.checkpoints.count >= 4)
    #expect(
      index.checkpoints.map(\.isCompressed) == [false] + Array(repeating: true, count: index.checkpoints.count - 1))
    #expect(index.takeover == index.checkpoints.count - 1)
    let totals = try #require(index.totals.delta)
    #expect(totals.delta > 0 && totals.full > 0)
  }

  @Test func theInterleavedSampleHasDataBetweenBatchesAndSeveralChunksInARow() throws {
    let index = try index(.hvmRemusInterleaved)
    let row = index.checkpoints[1]
    var order = index.entryRows.filter { (row.offset..<row.end).contains($0.array) }.map { ($0.array - 4, "batch") }
    order += index.compressedChunks.filter { (row.offset..<row.end).contains($0.payload) }.map { ($0.payload, "data") }
    let parts = order.sorted { $0.0 < $1.0 }.map(\.1)
    #expect(parts.starts(with: ["batch", "batch", "data", "data"]))
    #expect(parts.lastIndex(of: "batch") ?? 0 > 3)
  }

  @Test func onlyTheDesyncSampleHasADeltaThatNoCacheExplains() throws {
    for kind in Self.compressed {
      let capture = Capture(bytes: kind.bytes)
      let replay = try SenderReplay(capture: capture, index: try index(kind))
      #expect(replay.findings.map(\.rule) == (kind == .hvmRemusDesync ? [.deltaDesync] : []), "\(kind)")
      #expect(replay.findings.map(\.checkpoint) == (kind == .hvmRemusDesync ? [2] : []), "\(kind)")
    }
  }

  @Test func aPageOfThePVSampleBecomesAPageTableAndGoesBack() throws {
    let capture = Capture(bytes: SampleKind.pv64RemusCompressed.bytes)
    let memory = try GuestMemory(capture: capture, index: try index(.pv64RemusCompressed))
    let sends = try memory.history(of: 0x22)
    #expect(sends.map(\.checkpoint) == [0, 1, 2, 3, 4, 5])
    #expect(sends.map(\.encoding) == [.raw, .full, .delta, .full, .full, .delta])
    #expect(sends.map(\.type.rawValue) == [0, 0, 0, 1, 0, 0])
    let text = { (checkpoint: Int) in try memory.page(pfn: 0x22, at: checkpoint).map { Array($0.bytes.prefix(11)) } }
    #expect(try text(4) == Array("mine again\0".utf8))
    #expect(try text(5) == Array("Mine again!".utf8))
  }

  /// What XALLOC announces comes in a later iteration.
  @Test(arguments: [SampleKind.hvm, .hvmLive, .hvmRemus])
  func everyAnnouncedPageArrives(_ kind: SampleKind) throws {
    let capture = Capture(bytes: kind.bytes)
    let rows = PageRows(capture: capture, index: try index(kind))
    var waiting: Set<UInt64> = []
    for row in try rows.rows(0..<rows.count(contentOnly: false), contentOnly: false) {
      if row.type == .allocateOnly { waiting.insert(row.pfn) }
      if row.encoding == .raw { waiting.remove(row.pfn) }
    }
    #expect(waiting.isEmpty)
  }
}
