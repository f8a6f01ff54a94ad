import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct MemoryComparisonTests {
  @Test(arguments: Fixtures.half(of: SampleKind.allCases))
  func everyPairOfCheckpointsOfASampleIsAsANaiveComparisonSays(_ kind: SampleKind) throws {
    try expectNaiveAtEveryPair(IndexedCapture(bytes: kind.bytes))
  }

  @Test func aCompressedSampleIsAsANaiveComparisonSays() throws {
    let plain = try IndexedCapture(bytes: SampleKind.hvmRemus.bytes)
    var sink = MemorySink()
    _ = try StreamRecoder(capture: plain.capture, index: plain.index, to: .compressed).write(to: &sink)
    try expectNaiveAtEveryPair(IndexedCapture(bytes: sink.bytes))
  }

  private func expectNaiveAtEveryPair(_ read: IndexedCapture) throws {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for from in read.index.checkpoints.indices {
      for to in read.index.checkpoints.indices {
        try expectNaive(memory, from, memory, to)
      }
    }
  }

  // MARK: Made-up streams

  @Test func aPageOfAnotherTypeIsFoundWhateverItsBytes() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb), (3, 0xcc)])
    stream.endCheckpoint()
    stream.send([(1, 0xaa), (2, 0xb0)], type: PageType(rawValue: 1))
    stream.send([(3, 0xcc)])
    stream.endCheckpoint()
    let comparison = try compare(stream, 0, 1)
    #expect(comparison.rows.map(\.change) == [.typeChanged, .changed])
    #expect(comparison.rows.map(\.words) == [0, 1024])
    #expect(comparison.rows.allSatisfy { $0.hasTwoTypes && $0.toType?.name == "L1TAB" })
    #expect(comparison.totals.same == 1)
    #expect(comparison.totals.changed == 1)
    #expect(comparison.totals.typeChanged == 2)
  }

  @Test func aBrokenPageIsRemovedAndAddedWhenItIsSentAgain() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.endCheckpoint()
    stream.announce([1], type: .broken)
    stream.endCheckpoint()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint()
    #expect(try compare(stream, 0, 1).rows.map(\.change) == [.removed])
    #expect(try compare(stream, 1, 0).rows.map(\.change) == [.added])
    #expect(try compare(stream, 1, 2).rows.map(\.change) == [.added])
    #expect(try compare(stream, 0, 2).rows.isEmpty, "it came back as it was")
  }

  @Test func aPageWithoutAFrameIsRemovedAlthoughNothingWasSentOfIt() throws {
    var stream = MadeUpStream(.pv)
    stream.send([(1, 0xaa), (2, 0xbb), (3, 0xcc)])
    stream.endCheckpoint(unmapped: [3])
    stream.endCheckpoint(unmapped: [2])
    let comparison = try compare(stream, 0, 1)
    #expect(comparison.rows.map(\.pfn) == [2, 3])
    #expect(comparison.rows.map(\.change) == [.removed, .added])
    #expect(comparison.totals.same == 1)
  }

  @Test func pagesSentToBeComparedMakeNoDifference() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.endCheckpoint()
    stream.enterVerifyMode()
    stream.send([(1, 0x00)])
    stream.endCheckpoint()
    stream.send([(2, 0x11)])
    stream.endCheckpoint()
    #expect(try compare(stream, 0, 1).rows.isEmpty)
    #expect(try compare(stream, 0, 2).rows.map(\.pfn) == [2])
  }

  @Test func aPageThatMayBeWrongIsMarked() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.send([(3, 0xcc)], type: PageType(rawValue: 1))
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 2, 3])
    stream.sendDeltas([1, 2, 3].map { MadeUpStream.delta(word: $0, [1, 2, 3, 4]) })
    stream.endCheckpoint()
    let comparison = try compare(stream, 0, 1)
    #expect(comparison.rows.map(\.change) == [.changed, .added, .changed])
    #expect(comparison.rows.map(\.doubt) == [nil, .deltaWithoutBase, .deltaOnPageTable])
    #expect(comparison.totals.doubtful == 2)
    #expect(try comparison.page(1).ranges == [4..<8])
  }

  @Test func theRangesOfAPageAreTheWordsThatDiffer() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0)])
    stream.endCheckpoint(compressesNext: true)
    for word in [0, 1, 5, 1023] {
      stream.announce([1])
      stream.sendDeltas([MadeUpStream.delta(word: word, [0, 0, 9, 0])])
      stream.endCheckpoint()
    }
    let comparison = try compare(stream, 0, 4)
    #expect(try comparison.page(1).ranges == [0..<8, 20..<24, 4092..<4096])
    #expect(comparison.rows.map(\.words) == [4])
    #expect(try comparison.page(7).ranges.isEmpty, "a page that is not there")
  }

  // MARK: Work

  @Test func sliceAfterSliceComesToTheSameAsAllAtOnce() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemus.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let sliced = try MemoryComparison(from: memory, at: 0, to: memory, at: 4)
    var slices = 0
    var shown: [PageDifference] = []
    while try sliced.step(for: .zero) {
      slices += 1
      #expect(Array(sliced.rows.prefix(shown.count)) == shown, "what was shown stays")
      shown = Array(sliced.rows)
      #expect(sliced.progress > 0 && sliced.progress <= 1)
    }
    let whole = try MemoryComparison(from: memory, at: 0, to: memory, at: 4)
    try whole.applyDeltasBeforehand()
    try whole.run()
    #expect(slices >= whole.rows.count)
    #expect(Array(sliced.rows) == Array(whole.rows))
    #expect(sliced.totals == whole.totals)
    #expect(sliced.progress == 1)
  }

  @Test func onlyWhatWasSentBetweenTheCheckpointsIsRead() throws {
    var stream = MadeUpStream(p2mSize: 0x400)
    stream.send((0..<0x400).map { ($0, 0xaa) })
    stream.endCheckpoint()
    stream.send([(0x123, 0xbb)])
    stream.endCheckpoint()
    let storage = MeteredStorage(stream.bytes)
    let capture = Capture(path: "metered", storage: storage)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    let memory = try GuestMemory(capture: capture, index: indexer.index.snapshot)
    let before = storage.bytesRead
    let comparison = try MemoryComparison(from: memory, at: 0, to: memory, at: 1)
    try comparison.run()
    #expect(comparison.rows.map(\.pfn) == [0x123])
    #expect(comparison.totals.same == 0x3ff)
    #expect(storage.bytesRead - before <= 4 * UInt64(ByteWindow.capacity))
  }

  @Test func aLongRowOfDeltasIsGoneThroughInSlices() throws {
    let read = try IndexedCapture(bytes: RemusCaptureBuilder.busyPage(7, checkpoints: 900))
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let comparison = try MemoryComparison(from: memory, at: 898, to: memory, at: 899)
    var steps = 1
    while try comparison.step(for: .zero) { steps += 1 }
    #expect(steps > 4)
    #expect(comparison.rows.map(\.pfn) == [7])
    #expect(comparison.totals.words == 1)
    // Page by page it is the same.
    let again = try MemoryComparison(from: memory, at: 898, to: memory, at: 899)
    #expect(try again.next()?.page.ranges == [(16 + 899) * 4..<(16 + 900) * 4])
    #expect(try again.next() == nil)
  }
}

/// Expects of two memories what a naive comparison finds, page by page and with all deltas applied beforehand.
func expectNaive(_ from: GuestMemory, _ fromCheckpoint: Int, _ to: GuestMemory, _ toCheckpoint: Int) throws {
  let expected = try NaiveComparison(from, fromCheckpoint, to, toCheckpoint)
  for isBeforehand in [false, true] {
    let comparison = try MemoryComparison(from: from, at: fromCheckpoint, to: to, at: toCheckpoint)
    if isBeforehand { try comparison.applyDeltasBeforehand() }
    try comparison.run()
    let place = "checkpoint \(fromCheckpoint) with \(toCheckpoint)"
    let found = comparison.rows.map(PageDifferenceFacts.init)
    let wrong = zip(found, expected.rows).first { $0 != $1 }
    #expect(wrong == nil && found.count == expected.rows.count, "\(place)")
    #expect(comparison.totals.same == expected.same, "\(place)")
  }
}

/// Compares two checkpoints of a made-up stream.
private func compare(_ stream: MadeUpStream, _ from: Int, _ to: Int) throws -> MemoryComparison {
  let (capture, index) = try stream.read()
  let memory = try GuestMemory(capture: capture, index: index)
  try expectNaive(memory, from, memory, to)
  let comparison = try MemoryComparison(from: memory, at: from, to: memory, at: to)
  try comparison.run()
  return comparison
}
