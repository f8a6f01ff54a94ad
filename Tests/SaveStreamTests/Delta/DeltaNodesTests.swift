import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct DeltaNodesTests {
  /// Skip 2, run of 2 words, skip the rest.
  private let delta: [UInt8] =
    [0x82, 0x02, 1, 2, 0, 0, 0x33, 0, 0, 0] + [UInt8](repeating: 0xff, count: 8) + [0x84]

  private func extent(_ ranges: [Range<UInt64>], _ encoding: PageEncoding = .delta) -> DeltaExtent {
    DeltaExtent(page: 0, first: ranges[0], others: Array(ranges.dropFirst()), encoding: encoding)
  }

  private func nodes(_ extent: DeltaExtent, own: Range<UInt64>, in bytes: [UInt8]) -> (
    names: [String], faults: [String]
  ) {
    let list = DeltaNodes.list(extent, own: own, TreeReader(bytes: bytes))
    let nodes = (0..<list.count).map { list[$0] }
    return (nodes.map(\.name), NodeTiling(bytes).faults(nodes, in: own))
  }

  @Test func showsMarkersAndTheWordsOfRuns() {
    let found = nodes(extent([0..<19]), own: 0..<19, in: delta)
    #expect(found.names == ["skip[0]", "run[0]"] + (1...9).map { "skip[\($0)]" })
    #expect(found.faults.isEmpty)
    let reader = TreeReader(bytes: delta)
    let run = DeltaNodes.list(extent([0..<19]), own: 0..<19, reader)[1]
    #expect(run.value == .number(2) && run.meaning == "words 2-3" && run.offset == 1 && run.length == 9)
    #expect(reader.value("words", of: run) == .bytes([1, 2, 0, 0, 0x33, 0, 0, 0]))
    #expect(reader.value("marker", of: run) == .number(2))
  }

  @Test func showsEachPartOfASplitDeltaInItsChunk() {
    // Three bytes of the run's words stand in the first chunk, the rest behind a gap.
    let gap: [UInt8] = [9, 9, 9]
    let bytes = delta[..<5] + gap + delta[5...]
    let split = extent([0..<5, 8..<22])
    let first = nodes(split, own: 0..<5, in: Array(bytes))
    #expect(first.names == ["skip[0]", "run[0]"] && first.faults.isEmpty)
    let second = nodes(split, own: 8..<22, in: Array(bytes))
    #expect(second.names == ["run[0]"] + (1...9).map { "skip[\($0)]" } && second.faults.isEmpty)
  }

  @Test func keepsTheBytesOfADeltaThatDoesNotDecode() {
    let broken: [UInt8] = [0x82, 0x00, 1, 2]
    let found = nodes(extent([0..<4], .missing), own: 0..<4, in: broken)
    #expect(found.names == ["skip[0]", "unknown"] && found.faults.isEmpty)
  }

  @Test func showsAFullPageAndAnUnchangedOne() {
    let bytes: [UInt8] = [0x00, 0x80] + [UInt8](repeating: 7, count: 4096)
    #expect(nodes(extent([0..<1], .empty), own: 0..<1, in: bytes).names == ["empty"])
    let full = nodes(extent([1..<4098], .full), own: 1..<4098, in: bytes)
    #expect(full.names == ["full"] && full.faults.isEmpty)
  }
}
