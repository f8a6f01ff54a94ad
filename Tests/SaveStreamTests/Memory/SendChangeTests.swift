import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct SendChangeTests {
  private func changes(of pfn: UInt64, _ stream: MadeUpStream) throws -> [SendChange?] {
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    return try memory.history(of: pfn).map { try memory.change(by: $0, of: pfn) }
  }

  @Test func tellsChangedWordsFromThoseSentAsTheyWere() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 1, 1])
    // A run of two words of which the first stays 0xaa, skips of 1022 words; nothing; the whole page.
    let delta: [UInt8] = [2, 0xaa, 0xaa, 0xaa, 0xaa, 1, 2, 3, 4] + [UInt8](repeating: 0xff, count: 8) + [0x86]
    stream.sendDeltas([delta, [0], [0x80] + MadeUpStream.page(0xaa)])
    stream.endCheckpoint()
    let changes = try changes(of: 1, stream)
    #expect(
      changes == [
        SendChange(sentWords: 1024, changedWords: nil, markerBytes: 0, splits: 0),
        SendChange(sentWords: 2, changedWords: 1, markerBytes: 10, splits: 8),
        SendChange(sentWords: 0, changedWords: 0, markerBytes: 1, splits: 0),
        SendChange(sentWords: 1024, changedWords: 1, markerBytes: 1, splits: 0),
      ])
    #expect(changes.map(\.?.unchangedWords) == [nil, 1, 0, 1023])
  }

  @Test func aPageThatWasBrokenWasNotThereBefore() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.announce([1], type: .broken)
    stream.send([(1, 0xaa)])
    stream.send([(1, 0xab)])
    stream.endCheckpoint()
    let changes = try changes(of: 1, stream)
    #expect(changes.map(\.?.changedWords) == [nil, nil, nil, 1024])
    #expect(changes[1] == nil, "a BROKEN entry carries nothing")
  }

  /// What a send changes is what one finds between the page before and after it.
  @Test(arguments: [SampleKind.hvmRemusCompressed, .hvmRemusInterleaved, .pv64RemusCompressed])
  func agreesWithThePagesOfASample(_ kind: SampleKind) throws {
    let read = try IndexedCapture(bytes: kind.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for checkpoint in 1..<read.index.checkpoints.count {
      try memory.sweep(at: checkpoint) { page in
        guard page.source.checkpoint == checkpoint, let before = try memory.page(pfn: page.pfn, at: checkpoint - 1)
        else { return }
        let change = try #require(try memory.change(by: page.source, of: page.pfn))
        let words = (0..<1024).count { before.bytes[4 * $0..<4 * $0 + 4] != page.bytes[4 * $0..<4 * $0 + 4] }
        #expect(change.changedWords == words, "PFN \(page.pfn) at checkpoint \(checkpoint)")
        #expect(UInt64(4 * change.sentWords + change.markerBytes) == page.source.length)
      }
    }
  }
}
