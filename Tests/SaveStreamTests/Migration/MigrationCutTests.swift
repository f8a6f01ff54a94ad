import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct MigrationCutTests {
  private func cut(_ read: IndexedCapture, at checkpoint: Int) throws -> (
    bytes: [UInt8], outcome: CheckpointCut.Outcome
  ) {
    var sink = MemorySink()
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let outcome = try MigrationCut(of: memory, at: checkpoint).write(to: &sink)
    return (sink.bytes, outcome)
  }

  /// Every complete checkpoint becomes one image, sound, with the memory and the state of the checkpoint.
  private func expectCuts(_ read: IndexedCapture) throws {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for checkpoint in read.index.checkpoints.indices where read.index.checkpoints[checkpoint].isComplete {
      let image = try IndexedCapture(bytes: cut(read, at: checkpoint).bytes)
      #expect(image.index.checkpoints.count == 1 && image.index.checkpoints.first?.isLast == true)
      #expect(image.index.checkpoints.first?.isComplete == true && image.index.isCheckpointed == false)
      #expect(image.index.layers.map(\.kind) == read.index.layers.map(\.kind))
      #expect(image.findingKeys == [], "checkpoint \(checkpoint)")
      #expect(image.index.trailing.isEmpty)
      var expected: [UInt64: GuestPage] = [:]
      try memory.sweep(at: checkpoint) { expected[$0.pfn] = $0 }
      try GuestMemory(capture: image.capture, index: image.index).sweep(at: 0) { page in
        let wanted = expected.removeValue(forKey: page.pfn)
        let isSame = wanted?.bytes == page.bytes && wanted?.type == page.type
        #expect(isSame, "PFN \(page.pfn) at checkpoint \(checkpoint)")
      }
      #expect(expected.isEmpty)
      #expect(try parts(of: image, nil) == parts(of: read, nil))
      #expect(try parts(of: image, 0) == parts(of: read, checkpoint))
    }
  }

  /// What a checkpoint holds beside pages: what it is, and a digest of it.
  private func parts(of read: IndexedCapture, _ checkpoint: Int?) throws -> [String] {
    try read.index.parts(of: checkpoint, read.capture).map { part in
      let bytes = try read.capture.bytes(at: part.range.lowerBound, count: part.range.count)
      return "\(part.kind) \(bytes.count) \(SHA1.prefix(of: bytes))"
    }
  }

  @Test(arguments: Fixtures.half(of: Fixtures.sweptV3.filter { $0.name.hasPrefix("tiny") }))
  func everyCheckpointOfARealCaptureBecomesOneSoundImage(_ fixture: CaptureFixture) throws {
    try expectCuts(IndexedCapture(path: fixture.path))
  }

  @Test(arguments: SampleKind.migration)
  func everyCheckpointOfASampleBecomesOneSoundImage(_ kind: SampleKind) throws {
    try expectCuts(IndexedCapture(bytes: kind.bytes))
  }

  @Test func whatBelongsToRemusIsLeftOutAndTheEnvelopesAreKept() throws {
    let source = SampleKind.v3Remus.bytes
    let (bytes, outcome) = try cut(IndexedCapture(bytes: source), at: 2)
    #expect(outcome.droppedChunks == ["CHECKPOINT", "CHECKPOINT_END"])
    #expect(
      outcome.keptChunks == [
        "X86_TSC_INFO", "HVM_CONTEXT", "HVM_PARAMS", "EMULATOR_XENSTORE_DATA", "EMULATOR_CONTEXT",
      ])
    let records = try MigrationRecords(bytes)
    #expect(records.types == [0x11, 0x12, 0x10, 8, 9, 10, 0, 0x102, 0x103, 0x100])
    let isSame = source.starts(with: records.envelope + records.libxlHeader)
    #expect(isSame)
  }

  @Test func theWordsBehindAMigrationAreNoPartOfTheImage() throws {
    let source = SampleKind.migrationTap.bytes
    let read = try IndexedCapture(bytes: source)
    let bytes = try cut(read, at: 0).bytes
    #expect(bytes.count < source.count - 44)
    #expect(try MigrationRecords(bytes).rest.isEmpty)
  }

  @Test func wordsOfTheReceiverInFrontAreLeftOut() throws {
    let banner = Array("xl migration receiver ready, send binary domain data.\n".utf8)
    let whole = try cut(IndexedCapture(bytes: SampleKind.v3HVM.bytes), at: 0).bytes
    let bytes = try cut(IndexedCapture(bytes: banner + SampleKind.v3HVM.bytes), at: 0).bytes
    let isSame = bytes == whole
    #expect(isSame)
  }

  @Test func pagesSentToBeComparedAreLeftOut() throws {
    var stream = RecordStream()
    stream.addPVStart()
    stream.addPages([2, 3], images: [0xaa, 0xbb])
    stream.add(0x0d)
    stream.addPages([3], images: [0xcc])
    stream.addPVState()
    stream.add(0)
    let (bytes, outcome) = try cut(IndexedCapture(bytes: stream.bytes), at: 0)
    #expect(outcome.droppedChunks == ["VERIFY"])
    let records = try MigrationRecords(bytes)
    #expect(records.pages.keys.sorted() == [2, 3] && records.pages[3]?.content.first == 0xbb)
    #expect(records.entriesByRecord == [2])
  }

  @Test func theImageIsInTheByteOrderOfTheStream() throws {
    var stream = RecordStream(isBigEndian: true)
    stream.addPVStart()
    stream.addPages([2], images: [0xaa])
    stream.addPVState()
    stream.add(0)
    let (bytes, _) = try cut(IndexedCapture(bytes: stream.bytes), at: 0)
    let isSame = bytes == stream.bytes
    #expect(isSame)
  }

  @Test func anIncompleteCheckpointIsRefused() throws {
    let read = try IndexedCapture(bytes: SampleKind.v3Remus.bytes.dropLast(40))
    let last = read.index.checkpoints.count - 1
    #expect(throws: CheckpointCut.Failure.incomplete) { try cut(read, at: last) }
  }
}
