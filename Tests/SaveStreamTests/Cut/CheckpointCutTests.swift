import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct CheckpointCutTests {
  private func expectCuts(_ read: IndexedCapture) throws {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for checkpoint in read.index.checkpoints.indices where read.index.checkpoints[checkpoint].isComplete {
      var sink = MemorySink()
      let outcome = try CheckpointCut(of: memory, at: checkpoint).write(to: &sink)
      let cut = try IndexedCapture(bytes: sink.bytes)
      #expect(cut.index.checkpoints.count == 1)
      #expect(cut.index.checkpoints.first?.isComplete == true)
      #expect(cut.index.isCheckpointed == false)
      #expect(cut.index.trailing.isEmpty)
      #expect(cut.findingKeys == [], "checkpoint \(checkpoint)")
      let cutMemory = try GuestMemory(capture: cut.capture, index: cut.index)
      var expected: [UInt64: GuestPage] = [:]
      try memory.sweep(at: checkpoint) { expected[$0.pfn] = $0 }
      #expect(outcome.pages == UInt64(expected.count))
      try cutMemory.sweep(at: 0) { page in
        let wanted = expected.removeValue(forKey: page.pfn)
        let isSame = wanted?.bytes == page.bytes && wanted?.type == page.type
        #expect(isSame, "PFN \(page.pfn) at checkpoint \(checkpoint)")
      }
      #expect(expected.isEmpty)
      #expect(try tail(cut, 0) == tail(read, checkpoint))
    }
  }

  private func tail(_ read: IndexedCapture, _ checkpoint: Int) throws -> [UInt8] {
    let row = read.index.checkpoints[checkpoint]
    let tail = try #require(row.bodyEnd)
    return try read.capture.bytes(at: tail, count: Int(row.end - tail))
  }

  @Test(arguments: Fixtures.half(of: Fixtures.tiny))
  func everyCheckpointOfARealCaptureBecomesOneSoundImage(_ fixture: CaptureFixture) throws {
    try expectCuts(IndexedCapture(path: fixture.path))
  }

  @Test(arguments: SampleKind.legacy)
  func everyCompleteCheckpointOfASampleBecomesOneSoundImage(_ kind: SampleKind) throws {
    try expectCuts(IndexedCapture(bytes: kind.bytes))
  }

  @Test func anImageInAnEnvelopeStaysInItInWhole() throws {
    for bytes in [SmallImage.xapi(), SmallImage.xapiLegacy(), SmallImage.libvirt(version: 1) + SmallImage.legacy()] {
      let read = try IndexedCapture(bytes: bytes)
      try expectCuts(read)
      var sink = MemorySink()
      _ = try CheckpointCut(of: GuestMemory(capture: read.capture, index: read.index), at: 0).write(to: &sink)
      #expect(sink.bytes == bytes)
    }
  }

  @Test func whatBelongsToRemusIsLeftOutAndWhatIsSentOnceIsKept() throws {
    var stream = MadeUpStream()
    stream.send([(1, 1)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1])
    stream.sendDeltas([MadeUpStream.delta(word: 3, [9, 9, 9, 9])])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    var sink = MemorySink()
    let first = try CheckpointCut(of: memory, at: 0).write(to: &sink)
    #expect(first.droppedChunks == ["ENABLE_COMPRESSION"])
    #expect(first.keptChunks == ["VCPU_INFO"])
    let second = try CheckpointCut(of: memory, at: 1).write(to: &sink)
    #expect(second.resolvedPages == 1)
    let samples = try IndexedCapture(bytes: SampleKind.hvmRemus.bytes)
    let sampleMemory = try GuestMemory(capture: samples.capture, index: samples.index)
    let sample = try CheckpointCut(of: sampleMemory, at: 3).write(to: &sink)
    #expect(sample.keptChunks.first == "TSC_INFO")
  }

  @Test func anIncompleteCheckpointIsRefused() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemusCut.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var sink = MemorySink()
    #expect(throws: CheckpointCut.Failure.incomplete) {
      try CheckpointCut(of: memory, at: read.index.checkpoints.count - 1).write(to: &sink)
    }
    #expect(sink.bytes.isEmpty)
  }
}
