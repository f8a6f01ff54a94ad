import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// One payload of compressed data, looked through.
@Suite struct CompressedChunkScanTests {
  @Test func stopsBetweenTwoWindowsWhenItIsTold() throws {
    let capture = Capture(bytes: [UInt8](repeating: 0, count: 2 << 20))
    let scan = try CompressedChunkScan(capture, payload: 0, length: 2 << 20) { true }
    let window = UInt64(Workers.windowSize)
    #expect(scan.stop == window && scan.fault == nil && !scan.isContinued)
    #expect(scan.pageCount == window && scan.decodedLength == UInt32(window) && scan.length == 2 << 20)
  }

  @Test func aPageThatItWasStoppedInDoesNotCount() throws {
    let capture = Capture(bytes: [UInt8](repeating: 0x80, count: 2 << 20))
    let scan = try CompressedChunkScan(capture, payload: 0, length: 2 << 20) { true }
    let whole = UInt64(Workers.windowSize) / 4097
    #expect(scan.pageCount == whole && scan.totals.full == whole)
    #expect(scan.decodedLength == UInt32(whole * 4097) && !scan.isContinued)
  }

  @Test func whatAChunkTakesInTheIndexIsBoundedByItsBytes() throws {
    var stream = MadeUpStream(p2mSize: 0x1000)
    stream.send([(0, 0)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1])
    stream.sendDeltas([[UInt8](repeating: 0, count: 1 << 20)])
    let whole = try IndexedCapture(bytes: stream.bytes)
    let chunk = try #require(whole.index.compressedChunks.first)
    #expect(chunk.decodedLength == 1 << 20)
    #expect(whole.index.compressedPageCount == 1 << 20)
    // 4 KiB apart, eight bytes each.
    #expect(whole.index.restarts.count == 256)
  }
}
