import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct ByteWindowTests {
  static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }

  @Test func givesTheSameBytesWhereverAReadBegins() throws {
    let window = ByteWindow(Capture(bytes: ByteWindowTests.bytes))
    let borders = [0, 1, ByteWindow.bytesAfterHop, ByteWindow.capacity, 2 * ByteWindow.capacity, 299_000]
    for border in borders {
      for shift in -9...9 where border + shift >= 0 {
        for count in [1, 8, 4096, ByteWindow.bytesAfterHop, ByteWindow.capacity] {
          let offset = border + shift
          let expected = offset + count <= 300_000 ? Array(ByteWindowTests.bytes[offset..<offset + count]) : nil
          let found = try window.withBytes(at: UInt64(offset), count: count) { span in
            var copy: [UInt8] = []
            for position in span.indices { copy.append(span[position]) }
            return copy
          }
          #expect(found == expected, "\(count) bytes at \(offset)")
        }
      }
    }
  }

  @Test func readsNumbersLittleEndianAcrossWindowBorders() throws {
    let window = ByteWindow(Capture(bytes: ByteWindowTests.bytes))
    for offset in (ByteWindow.bytesAfterHop - 9)..<(ByteWindow.bytesAfterHop + 9) {
      let expected = ByteWindowTests.bytes[offset..<offset + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      _ = try window.uint32(at: 0)
      #expect(try window.uint64(at: UInt64(offset)) == expected)
      #expect(try window.word(at: UInt64(offset), bytes: 8) == expected)
      #expect(try window.word(at: UInt64(offset), bytes: 4) == expected & 0xffff_ffff)
      #expect(try window.int32(at: UInt64(offset)) == Int32(truncatingIfNeeded: expected))
    }
  }

  @Test func saysNilForWhatIsCut() throws {
    let window = ByteWindow(Capture(bytes: ByteWindowTests.bytes))
    #expect(try window.uint32(at: 299_996) != nil)
    #expect(try window.uint32(at: 299_997) == nil)
    #expect(try window.uint64(at: 299_993) == nil)
    #expect(try window.uint64(at: .max) == nil)
    #expect(try window.uint64(at: .max - 8) == nil)
    #expect(try window.withBytes(at: 300_000, count: 0) { $0.count } == 0)
    #expect(try window.withBytes(at: 300_001, count: 0) { $0.count } == nil)
    #expect(try window.uint32(at: 299_996) != nil)
  }

  @Test func aHopReadsASmallPieceOnceAndASequenceReadsAhead() throws {
    let storage = CountingStorage(size: 1 << 40)
    let window = ByteWindow(Capture(path: "counting", storage: storage))
    for hop in 0..<1000 as Range<UInt64> {
      let offset = 24 + hop * (4 << 20)
      _ = try window.int32(at: offset)
      _ = try window.withBytes(at: offset + 4, count: 8192) { $0[0] }
    }
    #expect(storage.reads == 1000)
    #expect(storage.bytesRead <= 1000 * 16 * 1024)

    let before = storage.reads
    for offset in stride(from: UInt64(1 << 36), to: (1 << 36) + (1 << 24), by: 8) { _ = try window.uint64(at: offset) }
    #expect(storage.reads - before < 300)
  }
}

/// Zeros of any size that count how they are read. For one thread.
private final class CountingStorage: ByteStorage, @unchecked Sendable {
  let size: UInt64
  private(set) var reads = 0
  private(set) var bytesRead = 0

  init(size: UInt64) { self.size = size }

  var isComplete: Bool { true }
  func wait(for size: UInt64) -> Bool { size <= self.size }
  func cancelWaiting() {}
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    reads += 1
    bytesRead += buffer.count
    return buffer.count
  }
}
