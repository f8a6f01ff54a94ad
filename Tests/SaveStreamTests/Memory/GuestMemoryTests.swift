import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct GuestMemoryTests {
  @Test(arguments: SampleKind.allCases)
  func memoryByTheIndexIsWhatANaiveReplayGives(_ kind: SampleKind) throws {
    let read = try IndexedCapture(bytes: kind.bytes)
    try expectReplay(read.capture, read.index)
    try expectPagesAsInSweep(read)
  }

  @Test(arguments: Fixtures.malformed)
  func aBrokenCaptureGivesWhatANaiveReplayGives(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    try expectReplay(read.capture, read.index)
  }

  @Test func deltasSplitOverChunksGiveTheSameMemory() throws {
    let names = ["comp-split-chunks", "remus-asis"]
    let memories = try names.map { name in
      let fixture = try #require(Fixtures.malformed.first { $0.name == name })
      let read = try IndexedCapture(path: fixture.path)
      return try GuestMemory(capture: read.capture, index: read.index)
    }
    #expect(memories[0].index.checkpoints.count == memories[1].index.checkpoints.count)
    for checkpoint in memories[0].index.checkpoints.indices {
      var expected: [[UInt8]] = []
      try memories[1].sweep(at: checkpoint) { expected.append($0.bytes) }
      var found: [[UInt8]] = []
      try memories[0].sweep(at: checkpoint) { found.append($0.bytes) }
      let isSame = found == expected
      #expect(isSame, "checkpoint \(checkpoint)")
    }
  }

  @Test(arguments: [SampleKind.hvmRemusCompressed, .hvmRemusInterleaved, .pv64RemusCompressed], [1, 2, 7])
  func stretchesOfAnyLengthGiveTheSameMemory(_ kind: SampleKind, slots: Int) throws {
    let read = try IndexedCapture(bytes: kind.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for checkpoint in read.index.checkpoints.indices {
      var expected: [GuestPage] = []
      try memory.sweep(at: checkpoint) { expected.append($0) }
      var found: [GuestPage] = []
      try memory.sweep(at: checkpoint, stretchSlots: slots) { found.append($0) }
      #expect(found == expected, "checkpoint \(checkpoint)")
    }
  }

  /// 5120 bytes: more than any sender writes, and legal.
  @Test func aDeltaWithARunForEachWordIsApplied() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 1])
    stream.sendDeltas([Array((0..<1024).map { _ in [1, 7, 7, 7, 7] as [UInt8] }.joined()), [0]])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 1, at: 1)?.bytes == MadeUpStream.page(7))
    #expect(try memory.history(of: 1).map(\.encoding) == [.raw, .delta, .empty])
  }

  @Test func aDeltaThatCarriesEveryWordNeedsNoBase() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([2])
    let words = [UInt8](repeating: 0x33, count: 508)
    stream.sendDeltas([Array((0..<8).map { _ in [0x7f] + words }.joined()) + [0x08] + words.prefix(32)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    let page = try #require(try memory.page(pfn: 2, at: 1))
    #expect(page.bytes == MadeUpStream.page(0x33) && page.doubt == nil)
    try memory.sweep(at: 1) { if $0.pfn == 2 { #expect($0 == page) } }
  }

  /// Expects at every checkpoint the pages of a replay, less what a PV tail lists as unmapped.
  private func expectReplay(_ capture: Capture, _ index: IndexSnapshot) throws {
    let memory = try GuestMemory(capture: capture, index: index)
    var replay = try NaiveReplay(capture, index)
    for checkpoint in index.checkpoints.indices {
      replay.apply(checkpoint: checkpoint)
      let unmapped = try PFNSet(unmappedAt: checkpoint, of: index, capture: capture)
      var expected = replay.pages.filter { !unmapped.contains($0.key) }
      try memory.sweep(at: checkpoint) { page in
        let wanted = expected.removeValue(forKey: page.pfn)
        let isSame = wanted == NaiveReplay.Page(type: page.type, bytes: page.bytes)
        #expect(isSame, "PFN \(page.pfn) at checkpoint \(checkpoint)")
      }
      #expect(expected.isEmpty, "checkpoint \(checkpoint)")
    }
  }

  // MARK: What is there

  @Test func aPageThatWasNeverSentIsAbsent() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (3, 0xbb)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 2, at: 0) == nil)
    #expect(try memory.page(pfn: 1 << 40, at: 0) == nil)
    #expect(try memory.presentPFNs(at: 0) == [1..<2, 3..<4])
    #expect(try memory.history(of: 2).isEmpty)
  }

  @Test func aBrokenPageIsGoneUntilItIsSentAgain() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.endCheckpoint()
    stream.announce([1], type: .broken)
    stream.endCheckpoint()
    stream.send([(1, 0xcc)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 1, at: 0)?.bytes == MadeUpStream.page(0xaa))
    #expect(try memory.page(pfn: 1, at: 1) == nil)
    #expect(try memory.page(pfn: 1, at: 2)?.bytes == MadeUpStream.page(0xcc))
    #expect(try memory.presentPFNs(at: 1) == [2..<3])
    let history = try memory.history(of: 1)
    #expect(history.map(\.encoding) == [.raw, .none, .raw])
    #expect(history.map(\.checkpoint) == [0, 1, 2])
  }

  @Test func entriesWithoutContentRemoveNothing() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.announce([1], type: .allocateOnly)
    stream.announce([1], type: .unmapped)
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 1, at: 0)?.bytes == MadeUpStream.page(0xaa))
  }

  @Test func pagesSentToBeComparedAreNotAppliedButThoseOfLaterCheckpointsAre() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.enterVerifyMode()
    stream.send([(1, 0xaa), (2, 0x00)])
    stream.endCheckpoint()
    stream.send([(1, 0xdd)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 2, at: 0)?.bytes == MadeUpStream.page(0xbb))
    #expect(try memory.page(pfn: 1, at: 1)?.bytes == MadeUpStream.page(0xdd))
    #expect(try memory.history(of: 1).map(\.encoding) == [.raw, .verify, .raw])
  }

  @Test func theLastOfTwoEntriesForOnePageCounts() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (1, 0xbb)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 1, at: 0)?.bytes == MadeUpStream.page(0xbb))
  }

  // MARK: Deltas

  @Test func aDeltaWithoutABaseStartsFromZerosAndSaysSo() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 2])
    stream.sendDeltas([MadeUpStream.delta(word: 0, [1, 2, 3, 4]), MadeUpStream.delta(word: 1023, [5, 6, 7, 8])])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    let known = try #require(try memory.page(pfn: 1, at: 1))
    #expect(known.bytes == [1, 2, 3, 4] + MadeUpStream.page(0xaa).dropFirst(4))
    #expect(known.doubt == nil)
    let unknown = try #require(try memory.page(pfn: 2, at: 1))
    #expect(unknown.bytes == MadeUpStream.page(0).dropLast(4) + [5, 6, 7, 8])
    #expect(unknown.doubt == .deltaWithoutBase)
    try memory.sweep(at: 1) { page in #expect(page == (page.pfn == 1 ? known : unknown)) }
  }

  @Test func aDeltaOnAPageTableCannotBeReproduced() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)], type: PageType(rawValue: 1))
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1])
    stream.sendDeltas([MadeUpStream.delta(word: 0, [1, 2, 3, 4])])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.page(pfn: 1, at: 1)?.doubt == .deltaOnPageTable)
    try memory.sweep(at: 1) { page in #expect(page.doubt == .deltaOnPageTable) }
  }

  @Test func aPageAfterHundredsOfDeltasIsFoundAtEveryCheckpointInAnyOrder() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0)])
    stream.endCheckpoint(compressesNext: true)
    for checkpoint in 1...300 {
      stream.announce([1])
      stream.sendDeltas([MadeUpStream.delta(word: checkpoint % 7, [UInt8(checkpoint & 0xff), 1, 1, 1])])
      stream.endCheckpoint()
    }
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    for checkpoint in [300, 1, 150, 64, 65, 0, 299, 128] {
      var expected = MadeUpStream.page(0)
      for earlier in 1...max(checkpoint, 1) where checkpoint > 0 {
        expected.replaceSubrange((earlier % 7) * 4..<(earlier % 7) * 4 + 4, with: [UInt8(earlier & 0xff), 1, 1, 1])
      }
      let isSame = try memory.page(pfn: 1, at: checkpoint)?.bytes == expected
      #expect(isSame, "checkpoint \(checkpoint)")
    }
    #expect(try memory.history(of: 1).count == 301)
  }

  // MARK: Findings

  @Test func aPageThatDiffersFromWhatItVerifiesIsReported() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.enterVerifyMode()
    stream.send([(1, 0xaa), (2, 0x00)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let findings = try MemoryCheck(GuestMemory(capture: capture, index: index)).findings()
    #expect(findings.map(\.rule) == [.verifyMismatch])
    #expect(findings.first?.value == 2)
    #expect(findings.first?.limit == 1024)
    let shown = try capture.bytes(at: try #require(findings.first).offset, count: pageSize)
    #expect(shown == MadeUpStream.page(0))
  }

  @Test func aDeltaForAPageThatWasNeverSentIsReportedOnce() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (3, 0xbb)])
    stream.endCheckpoint(compressesNext: true)
    for _ in 0..<2 {
      stream.announce([1, 2])
      stream.sendDeltas([MadeUpStream.delta(word: 0, [1, 2, 3, 4]), MadeUpStream.delta(word: 5, [5, 6, 7, 8])])
      stream.endCheckpoint()
    }
    stream.announce([3], type: .broken)
    stream.announce([3])
    stream.sendDeltas([[0]])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let findings = try MemoryCheck(GuestMemory(capture: capture, index: index)).findings()
    #expect(findings.map(\.rule) == [.deltaWithoutBase, .deltaWithoutBase])
    #expect(findings.map(\.value) == [2, 3])
    #expect(findings.map(\.checkpoint) == [1, 3])
  }

  @Test(arguments: Fixtures.tiny)
  func realCapturesVerifyAndHaveABaseForEveryDelta(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    #expect(try MemoryCheck(GuestMemory(capture: read.capture, index: read.index)).findings().isEmpty)
  }

  // MARK: Cost

  @Test func theTableTakesEightBytesASendHoweverFarTheyLieApart() throws {
    var stream = MadeUpStream(p2mSize: 0x0fff_ffff)
    let pfns = (0..<64).map { UInt64($0) * 0x003f_ffff }
    for pfn in pfns { stream.send([(pfn, 1)]) }
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(memory.sends.count == 64)
    #expect(try memory.presentPFNs(at: 0).map(\.lowerBound) == pfns)
    for pfn in pfns { #expect(try memory.page(pfn: pfn, at: 0) != nil) }
  }
}
