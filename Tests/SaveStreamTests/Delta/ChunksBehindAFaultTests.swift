@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Compressed chunks that follow one whose deltas do not decode.
@Suite struct ChunksBehindAFaultTests {
  private func read(faultAt place: Int, of count: Int) throws -> (capture: Capture, index: IndexSnapshot) {
    var stream = MadeUpStream()
    stream.send([(1, 0)])
    stream.endCheckpoint(compressesNext: true)
    for chunk in 0..<count {
      stream.announce([1])
      stream.sendDeltas([chunk == place ? [0x81, 0x00] : MadeUpStream.delta(word: chunk, [1, 2, 3, 4])])
    }
    stream.endCheckpoint()
    return try stream.read()
  }

  @Test(arguments: 0..<4) func theyStandInTheirOrder(_ place: Int) throws {
    let (capture, index) = try read(faultAt: place, of: 4)
    let payloads = index.compressedChunks.map(\.payload)
    #expect(payloads.count == 4)
    #expect(payloads == payloads.sorted())
    let tiling = NodeTiling(try capture.bytes(at: 0, count: Int(capture.size)))
    #expect(tiling.faults(ChunkTree(capture: capture, index: index).root) == [])
  }
}
