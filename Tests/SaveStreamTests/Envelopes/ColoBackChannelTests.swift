import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct ColoBackChannelTests {
  private func content(_ bytes: [UInt8]) -> Unread? { try? IndexedCapture(bytes: bytes).index.unreadContent }

  @Test func isNamedWhereverItEnds() {
    for length in 16...UnreadCapture.coloBackChannel.count {
      #expect(content(Array(UnreadCapture.coloBackChannel[..<length])) == .coloBackChannel, "cut at \(length)")
    }
  }

  @Test func aRoundWithoutDirtyPagesIsOne() {
    #expect(content(UnreadCapture.state(1) + UnreadCapture.dirty([]) + UnreadCapture.state(2)) == .coloBackChannel)
  }

  @Test func aTapMayBeginWithAListOfPages() {
    #expect(content(UnreadCapture.dirty([1]) + UnreadCapture.state(2)) == .coloBackChannel)
  }

  @Test func recordsThatAreNoneOfABackChannelAreNotTakenForOne() {
    let state = UnreadCapture.state(2)
    var padded = state
    padded[15] = 1
    let others: [[UInt8]] = [
      UnreadCapture.state(0) + state, UnreadCapture.state(4) + state, padded + state, state + UnreadCapture.state(9),
      state + [0x0f, 0, 0, 0, 7, 0, 0, 0] + [UInt8](repeating: 0, count: 64),
      state + [0x0f, 0, 0, 0, 8, 0, 0, 0] + [UInt8](repeating: 0xff, count: 64),
    ]
    for bytes in others { #expect(content(bytes) == nil) }
  }

  /// Its first eight bytes are those of CHECKPOINT_STATE, and its first PFN is 1.
  @Test func aLegacyStreamOfFivePagesAndABatchOfFourIsNone() throws {
    var writer = LegacyStreamWriter(to: MemorySink(), toolstack: .bits32)
    writer.writeHeader(LegacyStreamHeader(p2mSize: 5))
    writer.writePFNArray([1, 0, 2, 3].map { PFNArrayEntry(pfn: $0) })
    for _ in 0..<4 { writer.writeImage([UInt8](repeating: 0, count: pageSize).span) }
    let read = try IndexedCapture(bytes: writer.sink.bytes, options: ReadingOptions(guest: .hvm))
    #expect(read.index.unreadContent == nil)
    #expect(read.index.stream?.toolstackBits == 32 && read.index.contentCount == 4)
  }
}
