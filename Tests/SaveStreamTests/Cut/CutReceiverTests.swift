import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct CutReceiverTests {
  /// Expects of every complete checkpoint an image that Xen 4.0 takes to the last byte, with all of memory.
  private func expectTaken(_ read: IndexedCapture) throws {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let stream = try #require(read.index.stream)
    for checkpoint in read.index.checkpoints.indices where read.index.checkpoints[checkpoint].isComplete {
      var sink = MemorySink()
      _ = try CheckpointCut(of: memory, at: checkpoint, for: .xen40).write(to: &sink)
      let receiver = try Xen40Receiver(
        sink.bytes, from: Int(read.index.header.lowerBound), word: (stream.toolstackBits ?? 64) / 8,
        isPV: stream.guest == .pv)
      let expected = try memory.presentPFNs(at: checkpoint).flatMap { Array($0) }
      #expect(receiver.pfns == expected, "checkpoint \(checkpoint)")
    }
  }

  @Test(arguments: Fixtures.tiny)
  func xen40TakesEveryCheckpointOfARealCapture(_ fixture: CaptureFixture) throws {
    try expectTaken(IndexedCapture(path: fixture.path))
  }

  @Test(arguments: SampleKind.legacy)
  func xen40TakesEveryCheckpointOfASample(_ kind: SampleKind) throws {
    try expectTaken(IndexedCapture(bytes: kind.bytes))
  }

  /// A PV stream with these vCPUs, each with an extended context of 56 bytes and an XSAVE part.
  private func paravirtual(highest: UInt32, online: [UInt64], accumulated: UInt64) throws -> GuestMemory {
    var xsave = LittleEndianBytes(zeros: 16 + 576)
    xsave.put(accumulated, at: 8)
    var extended = LittleEndianBytes(zeros: 56)
    extended.put(UInt32(56), at: 4)
    extended.put(UInt64(0x1122), at: 8)
    extended.put(UInt64(0x3344), at: 40)
    let vcpu = LegacyPVTail.VCPU(
      context: [UInt8](repeating: 0, count: 5168), extendedContext: extended.bytes,
      xsave: .init(featureMask: 7, content: xsave.bytes))
    var writer = LegacyStreamWriter(to: MemorySink(), toolstack: .bits64)
    writer.writeHeader(
      LegacyStreamHeader(
        p2mSize: 0x40,
        paravirtual: .init(
          guest: .bits64, vcpuContext: vcpu.context, xsaveByteCount: vcpu.xsave?.byteCount, p2mFrameList: [1])))
    writer.writePFNArray([PFNArrayEntry(pfn: 1, type: .ordinary)])
    writer.writeImage(MadeUpStream.page(0x11).span)
    writer.writeMetadata(.vcpuInfo(maximumID: highest, online: online))
    writer.writeMetadata(.toolstack([1, 0, 0, 0, 0, 0, 0, 0]))
    writer.endBody()
    let count = online.reduce(0) { $0 + $1.nonzeroBitCount }
    writer.writeTail(
      LegacyPVTail(
        unmappedPFNs: [], vcpus: [LegacyPVTail.VCPU](repeating: vcpu, count: count), sharedInfo: MadeUpStream.page(0)))
    let read = try IndexedCapture(bytes: writer.sink.bytes)
    return try GuestMemory(capture: read.capture, index: read.index)
  }

  @Test func xsaveIsLeftOutAndWhatIsLostIsCounted() throws {
    let memory = try paravirtual(highest: 63, online: [1 | 1 << 63], accumulated: 7)
    var sink = MemorySink()
    let outcome = try CheckpointCut(of: memory, at: 0, for: .xen40).write(to: &sink)
    #expect(outcome.droppedChunks == ["TOOLSTACK"])
    #expect(outcome.changes.leftOut == ["XSAVE part of the vCPUs"])
    #expect(outcome.changes.shortened == ["extended vCPU context"])
    #expect(outcome.changes.vcpusThatLoseState == 2)
    #expect(try Xen40Receiver(sink.bytes, from: 0, word: 8, isPV: true).pfns == [1])
    let cut = try IndexedCapture(bytes: sink.bytes)
    let extended = try #require(cut.tree.nodes(at: "checkpoint[0]/tail/vcpu[1]/extended")?.last)
    let bytes = try cut.capture.bytes(at: extended.offset, count: 128)
    #expect(bytes[4..<10] == [32, 0, 0, 0, 0x22, 0x11])
    #expect(bytes[32...].allSatisfy { $0 == 0 })
  }

  @Test func nothingIsLostOfAGuestThatUsesNoMoreThanSSE() throws {
    let memory = try paravirtual(highest: 0, online: [1], accumulated: 3)
    var sink = MemorySink()
    let outcome = try CheckpointCut(of: memory, at: 0, for: .xen40).write(to: &sink)
    #expect(outcome.changes.vcpusThatLoseState == 0)
  }

  @Test func aVcpuThatXen40CannotHaveIsRefusedBeforeAnythingIsWritten() throws {
    let memory = try paravirtual(highest: 64, online: [1, 1], accumulated: 3)
    var sink = MemorySink()
    #expect(throws: CheckpointCut.Failure.vcpuTooHigh(64)) {
      try CheckpointCut(of: memory, at: 0, for: .xen40).write(to: &sink)
    }
    #expect(sink.bytes.isEmpty)
    _ = try CheckpointCut(of: memory, at: 0).write(to: &sink)
    #expect(try IndexedCapture(bytes: sink.bytes).index.checkpoints.first?.detail == 2)
  }

  @Test func anHVMGuestLosesTheRecordsThatXen40DoesNotKnow() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvm.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var sink = MemorySink()
    let outcome = try CheckpointCut(of: memory, at: 0, for: .xen40).write(to: &sink)
    #expect(outcome.keptChunks == ["TSC_INFO", "VCPU_INFO", "HVM_IDENT_PT", "HVM_VM86_TSS"])
    #expect(outcome.droppedChunks.contains("TOOLSTACK"))
    #expect(outcome.changes.leftOut.contains("HVM record CPU_XSAVE"))
    #expect(outcome.changes.shortened.contains("HVM record LAPIC"))
    #expect(outcome.changes.deviceModelSignature == "RemusDeviceModelState")
    let cut = try IndexedCapture(bytes: sink.bytes)
    #expect(cut.findingRules == [.lastCheckpointMissing])
    let path = "checkpoint[0]/tail/hvm-context/CPU[1]/rip"
    let rips = try [read, cut].map { try #require($0.tree.nodes(at: path)?.last).value }
    #expect(rips[0] == rips[1])
  }
}
