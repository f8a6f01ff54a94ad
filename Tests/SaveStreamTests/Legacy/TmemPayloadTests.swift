import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct TmemPayloadTests {
  static let ones = [UInt8](repeating: 0xFF, count: 4)

  static func page(_ id: UInt64, bytes: Int = 4096) -> [UInt8] {
    .number(id, bytes: 8) + .number(0, bytes: 16) + .number(7, bytes: 4) + [UInt8](repeating: 0x5A, count: bytes)
  }

  static func pool(_ id: UInt64, flags: UInt64 = 0, pages: UInt64, _ content: [UInt8]) -> [UInt8] {
    .number(id, bytes: 4) + .number(flags, bytes: 4) + .number(pages, bytes: 4) + .number(0x1234, bytes: 16) + content
  }

  /// Three pools: without pages, with all of its pages, and with a list that ends early.
  static let tmem: [UInt8] = {
    let head: [UInt8] =
      .number(1, bytes: 4) + .number(16, bytes: 4) + ones + .number(0, bytes: 4) + .number(1, bytes: 4)
      + .number(2, bytes: 4) + ones
    let early = pool(5, pages: 9, page(3) + [UInt8](repeating: 0xFF, count: 24))
    return head + pool(0, pages: 0, []) + pool(2, flags: 0x10, pages: 2, page(1, bytes: 8192) + page(2, bytes: 8192))
      + early + ones
  }()

  static let extra: [UInt8] = {
    let pages: [(pool: UInt64, index: UInt64)] = [(2, 3), (4, 5)]
    return pages.flatMap { pool, index -> [UInt8] in
      .number(pool, bytes: 4) + .number(1, bytes: 24) + .number(index, bytes: 4)
    } + ones
  }()

  static func extent(_ bytes: [UInt8], extra: Bool = false) throws -> TmemExtent {
    try LegacyPayload.tmemLength(at: 0, extra: extra, capture: Capture(bytes: bytes))
  }

  @Test func findsTheEndOfPoolsAndPages() throws {
    let bytes = TmemPayloadTests.tmem
    #expect(try TmemPayloadTests.extent(bytes + [1, 2, 3]) == .ends(at: UInt64(bytes.count)))
    let tiling = NodeTiling(bytes)
    let range = 0..<UInt64(bytes.count)
    let nodes = LegacyPayload.nodes(id: -5, payload: range, toolstackBits: 64, reader: tiling.reader)
    #expect(tiling.faults(nodes, in: range) == [])
    #expect(nodes.suffix(4).map(\.name) == ["pool[0]", "pool[1]", "pool[2]", "end"])
    #expect(tiling.reader.value("pages/[1]/oid/[0]", of: nodes[8]) == .address(2, bytes: 8))
    #expect(tiling.reader.descendant("pages/[1]/data", of: nodes[8])?.length == 8192)
    #expect(tiling.reader.names(in: nodes[9]).last == "end")
  }

  @Test func findsTheEndOfPagesThatWentAway() throws {
    let bytes = TmemPayloadTests.extra
    #expect(try TmemPayloadTests.extent(bytes + [9], extra: true) == .ends(at: 68))
    let (_, nodes) = LegacyPayloadTests.nodes(-6, bytes)
    #expect(nodes.map(\.length) == [68])
    let long = Array(repeatElement(bytes.prefix(32), count: 5000).joined()) + TmemPayloadTests.ones
    #expect(try TmemPayloadTests.extent(long, extra: true) == .ends(at: 160_004))
  }

  @Test func saysCutForEveryPrefixAndTilesIt() throws {
    for cut in Array(0..<60) + Array(stride(from: 60, to: TmemPayloadTests.tmem.count, by: 97)) {
      let bytes = Array(TmemPayloadTests.tmem.prefix(cut))
      #expect(try TmemPayloadTests.extent(bytes) == .cut, "cut at \(cut)")
      let tiling = NodeTiling(bytes)
      let range = 0..<UInt64(cut)
      let nodes = LegacyPayload.nodes(id: -5, payload: range, toolstackBits: 64, reader: tiling.reader)
      #expect(tiling.faults(nodes, in: range) == [], "cut at \(cut)")
    }
    for cut in 0..<TmemPayloadTests.extra.count {
      #expect(try TmemPayloadTests.extent(Array(TmemPayloadTests.extra.prefix(cut)), extra: true) == .cut)
    }
  }

  @Test func saysWhereItCannotGoOn() throws {
    var bytes = TmemPayloadTests.tmem
    bytes[28] = 3
    #expect(try TmemPayloadTests.extent(bytes) == .unparseable(at: 56), "pool 2 after pool 3")
    bytes[28] = 17
    #expect(try TmemPayloadTests.extent(bytes) == .unparseable(at: 28), "more than max_pools")
    bytes = TmemPayloadTests.tmem
    bytes[8] = 0
    #expect(try TmemPayloadTests.extent(bytes) == .unparseable(at: 0))
  }

  @Test func countsInItAreNotBelieved() throws {
    var bytes = TmemPayloadTests.tmem
    bytes.replaceSubrange(64..<68, with: TmemPayloadTests.ones)
    #expect(try TmemPayloadTests.extent(bytes) == .cut)
  }
}
