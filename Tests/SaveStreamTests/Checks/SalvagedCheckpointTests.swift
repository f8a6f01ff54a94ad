import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Damage where one checkpoint ends and another begins.
@Suite struct SalvagedCheckpointTests {
  private static let salvaging = ReadingOptions(salvages: true)
  private static let compressed = Fixtures.sample("pv64-remus-compressed.bin")

  /// One bit is wrong in the END of a body, or in the count of the list that the tail behind it begins with.
  @Test(arguments: [0, 4], [1, 2, 3, 4]) func checkpointsAreNotTakenForOne(_ distance: UInt64, _ checkpoint: Int) throws
  {
    let read = try IndexedCapture(path: Self.compressed)
    let end = try #require(read.index.checkpoints[checkpoint].bodyEnd) - 4
    var bytes = try read.bytes
    bytes[Int(end + distance)] ^= distance == 0 ? 16 : 8
    let found = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    #expect(found.index.checkpoints.map(\.offset) == read.index.checkpoints.map(\.offset))
    #expect(found.index.findings.contains { $0.rule == .wordCorrected && $0.offset == end + distance })
    #expect(try found.presentRows().map(\.pfn) == read.presentRows().map(\.pfn))
  }

  @Test(
    arguments: ["pv64-remus-compressed.bin", "hvm-remus-compressed.bin", "hvm-remus.bin"].map(Fixtures.sample), 0..<3)
  func aTailIsFoundThoughTheENDInFrontOfItIsLost(_ path: String, _ checkpoint: Int) throws {
    let read = try IndexedCapture(path: path)
    let end = try #require(read.index.checkpoints[checkpoint].bodyEnd)
    var bytes = try read.bytes
    bytes.removeSubrange(Int(end) - 4..<Int(end))
    let found = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    #expect(
      found.index.checkpoints.map(\.offset)
        == read.index.checkpoints.map { $0.offset < end ? $0.offset : $0.offset - 4 })
    let finding = try #require(found.index.findings.first { $0.rule == .streamDamaged })
    #expect(finding.offset == end - 4)
    #expect(FindingText.message(for: finding).contains("the END of the body is lost: its tail begins here"))
    #expect(try found.presentRows().map(\.pfn) == read.presentRows().map(\.pfn))
    #expect(SalvageLoss(of: found.index, upTo: checkpoint).checkpoints == [checkpoint])
    // What is cut out of it has an END.
    var sink = MemorySink()
    _ = try CheckpointCut(of: GuestMemory(capture: found.capture, index: found.index), at: checkpoint).write(to: &sink)
    #expect(try IndexedCapture(bytes: sink.bytes).index.checkpoints.map(\.isComplete) == [true])
  }

  /// The first batch of a body is lost: the checkpoint before it is whole.
  @Test(arguments: [1, 2, 3]) func whatIsLostBehindATailBelongsToTheNextCheckpoint(_ checkpoint: Int) throws {
    let read = try IndexedCapture(path: Self.compressed)
    let start = Int(read.index.checkpoints[checkpoint].offset)
    var bytes = try read.bytes
    bytes.replaceSubrange(start..<start + 5, with: [0xee, 0xee, 0xee, 0xee, 0xee])
    let index = try IndexedCapture(bytes: bytes, options: Self.salvaging).index
    #expect(index.checkpoints.map(\.offset) == read.index.checkpoints.map(\.offset))
    #expect(index.checkpoints.indices.filter { !index.checkpoints[$0].isComplete } == [checkpoint])
    #expect(index.takeover == checkpoint - 1)
    let damage = try #require(index.findings.first { $0.rule == .streamDamaged })
    #expect(damage.offset == UInt64(start) && damage.checkpoint == checkpoint)
    #expect(StreamText.soundness(of: index).first == "6 checkpoints (0 to 5), all but 1 complete.")
  }
}
