import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Page deltas behind a damage, found again.
@Suite struct RegainedDeltasTests {
  private static let salvaging = ReadingOptions(salvages: true)

  @Test func deltasOfAChunkWhoseHeadIsLostAreFoundAgain() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-compressed.bin"))
    let chunk = try #require(read.index.compressedChunks.first)
    let hit = chunk.payload - 12..<chunk.payload + 900
    let deltas = try read.presentRows().filter { $0.checkpoint == 1 && ($0.offset ?? 0) >= hit.upperBound }
    var damaged = try read.bytes
    for place in hit { damaged[Int(place)] = 0x5a }
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging).presentRows().compactMap(\.offset)
    let regained = deltas.count { Set(found).contains($0.offset ?? 0) }
    #expect(regained > 0)
    #expect(regained * 10 >= deltas.count * 5)
  }

  /// Deltas that were lost in the chunk before have no bytes of their own.
  @Test(arguments: [238_304, 246_844])
  func aWholeCompressedChunkBehindADamagedOneBeginsWhereThatEnds(_ place: Int) throws {
    var bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus-interleaved.bin"))
    bytes.replaceSubrange(place..<place + 3000, with: repeatElement(0, count: 3000))
    let read = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    #expect(read.index.findings.contains { $0.rule == .deltasLost })
    #expect(read.tree.tilingFaults() == [])
    let reader = read.tree.reader
    let body = try #require(reader.descendant("checkpoint[1]/body", of: read.tree.root))
    let chunks = reader.names(in: body).filter { $0.hasPrefix("COMPRESSED_DATA") }
    #expect(chunks == ["COMPRESSED_DATA[0]", "COMPRESSED_DATA[1]", "COMPRESSED_DATA[2]"])
  }
}
