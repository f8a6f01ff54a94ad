import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct DeltaWalkTests {
  /// 300 deltas in chunks of every size, some of them split, and where each is.
  private func manyDeltas(chunksOf length: Int) throws -> (read: IndexedCapture, extents: [DeltaExtent]) {
    var stream = MadeUpStream(p2mSize: 0x1000)
    stream.send([(0, 0)])
    stream.endCheckpoint(compressesNext: true)
    var random = SeededRandom(seed: 0x3a1c)
    stream.announce((0..<300).map { UInt64($0) })
    var data: [UInt8] = []
    for _ in 0..<300 {
      switch random.next() % 5 {
      case 0: data += [0]
      case 1: data += [0x80] + MadeUpStream.page(UInt8(truncatingIfNeeded: random.next()))
      default: data += MadeUpStream.delta(word: Int(random.next() % 1024), [1, 2, 3, 4])
      }
    }
    for start in stride(from: 0, to: data.count, by: length) {
      stream.sendDeltas([Array(data[start..<min(start + length, data.count)])])
    }
    stream.endCheckpoint()
    let read = try IndexedCapture(bytes: stream.bytes)
    var walk = try DeltaWalk(read.capture, read.index, from: 0)
    var extents: [DeltaExtent] = []
    while let extent = try walk.next() { extents.append(extent) }
    return (read, extents)
  }

  @Test(arguments: [700, 5_000, 40_000, 10_000_000])
  func jumpsToAnyDeltaAsOneComesToItFromTheStart(chunksOf length: Int) throws {
    let (read, extents) = try manyDeltas(chunksOf: length)
    #expect(extents.count == 300)
    #expect(extents.allSatisfy { $0.encoding != .missing })
    var walk = DeltaWalk(read.capture, read.index)
    var random = SeededRandom(seed: 0x5eed)
    for _ in 0..<1000 {
      let page = Int(random.next() % 300)
      try walk.seek(to: UInt64(page))
      let found = try walk.next()
      #expect(found == extents[page])
      let expected = try read.capture.deltaBytes(in: extents[page].ranges)
      let isSame = walk.withBytes { bytes in (0..<bytes.count).map { bytes[$0] } } == expected
      #expect(isSame, "delta \(page)")
    }
  }

  @Test func hasNothingBehindTheLastDeltaAndCanGoBack() throws {
    let (read, extents) = try manyDeltas(chunksOf: 5_000)
    var walk = DeltaWalk(read.capture, read.index)
    #expect(try walk.next() == nil)
    try walk.seek(to: 300)
    #expect(try walk.next() == nil)
    try walk.seek(to: 299)
    #expect(try walk.next() == extents[299])
    #expect(try walk.next() == nil)
    try walk.seek(to: 0)
    #expect(try walk.next() == extents[0])
  }
}
