import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// A Remus stream: libxc and libxl take turns, and what libxl says behind CHECKPOINT belongs to the checkpoint.
@Suite struct CheckpointTurnTests {
  /// libxl's header and LIBXC_CONTEXT.
  private static let libxlStart: [UInt8] =
    Array("LibxlFmt".utf8) + [0, 0, 0, 2, 0, 0, 0, 0] + [1, 0, 0, 0, 0, 0, 0, 0]
  private static let checkpointEnd: [UInt8] = [4, 0, 0, 0, 0, 0, 0, 0]
  private static let checkpoint: [UInt8] = [0xe, 0, 0, 0, 0, 0, 0, 0]

  /// Checkpoint 0, its CHECKPOINT included, and the records of another.
  private static let parts: (first: [UInt8], second: [UInt8]) = {
    var stream = RecordStream()
    stream.addPVStart()
    stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
    stream.addPVState()
    stream.add(0xe)
    let count = stream.bytes.count
    stream.addPages([1], images: [0xc1])
    stream.addPVState()
    return (Array(stream.bytes[..<count]), Array(stream.bytes[count...]))
  }()

  private func read(_ pieces: [[UInt8]]) throws -> IndexedCapture {
    try IndexedCapture(bytes: Self.libxlStart + pieces.flatMap { $0 })
  }

  @Test func recordsOfLibxlBelongToTheCheckpointTheyEnd() throws {
    let read = try read([
      Self.parts.first, Self.checkpointEnd, Self.parts.second, Self.checkpoint, Self.checkpointEnd,
    ])
    #expect(read.index.checkpoints.map(\.isComplete) == [true, true])
    #expect(read.index.findings.isEmpty && read.index.takeover == 1 && read.index.isCheckpointed == true)
    #expect(read.tree.node(at: "checkpoint[1]/libxl-v2/CHECKPOINT_END") != nil)
    #expect(read.tree.node(at: "checkpoint[1]/tail/CHECKPOINT") != nil)
    #expect(read.tree.tilingFaults() == [])
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    #expect(try memory.page(pfn: 1, at: 0)?.bytes.first == 0xa1)
    #expect(try memory.page(pfn: 1, at: 1)?.bytes.first == 0xc1)
  }

  @Test func aCheckpointWithoutLibxlsEndIsNotComplete() throws {
    let read = try read([Self.parts.first, Self.checkpointEnd, Self.parts.second, Self.checkpoint])
    #expect(read.index.checkpoints.map(\.isComplete) == [true, false])
    #expect(read.index.takeover == 0)
    #expect(read.index.findings.map(\.rule) == [.cutShort])
    #expect(read.index.findings.first?.severity == .warning)
  }

  /// What steers a stream is no difference between two guests.
  @Test func aCheckpointIsTheSameAsWhatIsCutOutOfIt() throws {
    let read = try read([
      Self.parts.first, Self.checkpointEnd, Self.parts.second, Self.checkpoint, Self.checkpointEnd,
    ])
    var plain = RecordStream()
    plain.addPVStart()
    plain.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xc1, 0])
    plain.addPVState()
    plain.add(0)
    let cut = try self.read([plain.bytes, [UInt8](repeating: 0, count: 8)])
    let fields = FieldComparison(from: read.tree, at: 1, to: cut.tree, at: 0)
    try fields.run()
    #expect(fields.differences.map(\.path) == [])
  }

  @Test func withoutTheFirstEndThereIsNothingToStartFrom() throws {
    let read = try read([Self.parts.first])
    #expect(read.index.checkpoints.map(\.isComplete) == [false])
    #expect(read.index.takeover == nil && read.index.findings.first?.severity == .error)
  }

  @Test func endClosesNoCheckpointOfAStreamThatGoesOn() throws {
    let end = [UInt8](repeating: 0, count: 8)
    // Libxc's END, libxl's END: nothing of another checkpoint was sent.
    var read = try read([Self.parts.first, Self.checkpointEnd, end, end])
    #expect(read.index.checkpoints.count == 1 && read.index.findings.isEmpty && read.index.trailing.isEmpty)
    #expect(read.tree.tilingFaults() == [])
    // END behind records that no CHECKPOINT closes: a receiver drops them.
    read = try self.read([Self.parts.first, Self.checkpointEnd, Self.parts.second, end, end])
    #expect(read.index.checkpoints.map(\.isComplete) == [true, false])
    #expect(read.index.findings.map(\.rule) == [.endInsideCheckpoint] && read.index.takeover == 0)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func coloSaysThatACheckpointBegins() throws {
    let new: [UInt8] = [5, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let read = try read([
      Self.parts.first, Self.checkpointEnd, new, Self.parts.second, Self.checkpoint, Self.checkpointEnd,
    ])
    #expect(read.index.checkpoints.map(\.isComplete) == [true, true] && read.index.findings.isEmpty)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func libxlsRulesAreFindingsAtTheirPlace() throws {
    let pv = RecordStream.pv().bytes
    let end = [UInt8](repeating: 0, count: 8)
    let behind = UInt64(Self.libxlStart.count + pv.count)
    for (pieces, rule, offset) in [
      ([pv, Self.checkpointEnd, end], .checkpointEndOutside, behind),
      ([pv, [9, 0, 0, 0, 0, 0, 0, 0], end], .libxlUnknownRecord, behind),
      ([pv, [3, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], end], .emulatorInPV, behind),
      ([pv, [5, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], end], .libxlRecordLength, behind),
      ([pv, [1, 0, 0, 0, 0, 0, 0, 0], end], .libxlContextRepeated, behind),
      ([Self.parts.first, end], .checkpointEndMissing, UInt64(Self.libxlStart.count + Self.parts.first.count)),
    ] as [([[UInt8]], FindingRule, UInt64)] {
      let read = try read(pieces)
      let finding = try #require(read.index.findings.first { $0.rule == rule }, "\(read.findingKeys)")
      #expect(finding.offset == offset)
      #expect(read.tree.tilingFaults() == [])
    }
  }

  @Test func aTapOfLibxcAloneHasItsCheckpoints() throws {
    let read = try IndexedCapture(bytes: Self.parts.first + Self.parts.second + Self.checkpoint)
    #expect(read.index.checkpoints.map(\.isComplete) == [true, true] && read.index.takeover == 1)
    #expect(read.tree.tilingFaults() == [])
  }
}
