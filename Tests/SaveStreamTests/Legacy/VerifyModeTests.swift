import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct VerifyModeTests {
  /// The Remus sample, with verify mode switched on at the end of a checkpoint's body.
  static func remus(verifyingIn checkpoint: Int) throws -> [UInt8] {
    var bytes = SampleKind.hvmRemus.bytes
    let end = Int(try #require(IndexedCapture(bytes: bytes).index.checkpoints[checkpoint].bodyEnd)) - 4
    bytes.insert(contentsOf: [0xff, 0xff, 0xff, 0xff], at: end)
    return bytes
  }

  @Test func noCheckpointBehindVerifyModeIsATakeover() throws {
    let read = try IndexedCapture(bytes: Self.remus(verifyingIn: 0))
    let index = read.index
    #expect(read.findingRules == [.verifyInRemus])
    #expect(index.findings.first?.checkpoint == 0)
    #expect(index.lastCompleteCheckpoint == 4)
    #expect(index.takeover == 0)
    #expect(index.lastAppliedCheckpoint == 0)
    let words = StreamText.soundness(of: index).joined(separator: " ")
    #expect(words.contains("take over from checkpoint 0"))
    #expect(words.contains("Verify mode is never left"))
    #expect(words.contains("checkpoint 0's memory and checkpoint 4's state"))
  }

  /// A receiver buffers a later checkpoint before it applies any of it.
  @Test func aLaterCheckpointThatSwitchesItOnIsNoTakeoverItself() throws {
    let index = try IndexedCapture(bytes: Self.remus(verifyingIn: 2)).index
    #expect(index.findings.first?.checkpoint == 2)
    #expect(index.takeover == 1)
    #expect(index.lastAppliedCheckpoint == 1)
    #expect(index.isMemorySound(at: 4))
  }

  @Test func oneImageIsTakenAsItIs() throws {
    let samples = try IndexedCapture(bytes: Self.remus(verifyingIn: 0))
    let end = Int(samples.index.checkpoints[0].end)
    let index = try IndexedCapture(bytes: Array(samples.bytes.prefix(end))).index
    #expect(index.takeover == 0)
    #expect(index.lastAppliedCheckpoint == nil)
  }
}
