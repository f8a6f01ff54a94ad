import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Entries of a damaged stream whose pages may be other ones than they say.
@Suite struct DoubtedEntriesTests {
  private static let salvaging = ReadingOptions(salvages: true)
  private static let compressed = ["hvm-remus-compressed.bin", "pv64-remus-compressed.bin"].map(Fixtures.sample)
  private static let samples = ["hvm.bin", "pv32.bin", "v3-hvm.bin"].map(Fixtures.sample) + compressed

  /// The last of a capture's arrays in which two ordinary pages follow each other, and where the first of these words is.
  private func pair(_ read: IndexedCapture) throws -> (row: EntryRow, offset: Int) {
    let bytes = try read.bytes
    for row in read.index.entryRows.reversed() {
      let format = read.index.entryFormat
      let array = Array(bytes[Int(row.array)..<Int(row.arrayEnd)])
      let types = (0..<row.count).map { place in format.entry(in: array.span, at: place).type }
      for place in 1..<max(1, row.count - 2) where types[place...place + 1].allSatisfy({ $0 == .ordinary }) {
        return (row, Int(row.array) + place * row.wordBytes)
      }
    }
    throw CancellationError()
  }

  private func places(_ rows: [PageRow]) -> Set<String> {
    Set(rows.map { "\($0.checkpoint) \($0.pfn) \($0.offset ?? 0)" })
  }

  /// How many images and deltas the tree marks.
  private func doubted(_ node: TreeNode, _ tree: ChunkTree) -> Int {
    if node.kind == .image || node.kind == .delta { return node.meaning.hasSuffix("perhaps of another page") ? 1 : 0 }
    let children = tree.children(of: node)
    return (0..<children.count).reduce(0) { $0 + doubted(children[$1], tree) }
  }

  @Test(arguments: samples) func entriesThatChangePlacesAreMarked(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let (row, offset) = try pair(read)
    var bytes = try read.bytes
    let words = bytes[offset..<offset + 2 * row.wordBytes]
    bytes.replaceSubrange(
      offset..<offset + 2 * row.wordBytes, with: Array(words.suffix(row.wordBytes) + words.prefix(row.wordBytes)))
    let found = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    let rows = try found.presentRows()
    let doubtful = rows.filter { $0.encoding == .doubtful }
    #expect(doubtful.count == 2)
    #expect(places(rows.filter { $0.encoding != .doubtful }).isSubset(of: places(try read.presentRows())))
    let finding = try #require(found.index.findings.first { $0.rule == .pfnUnordered })
    #expect(finding.offset == UInt64(offset) && finding.value == 2)
    #expect(doubted(found.tree.root, found.tree) == 2)
    let plain = try IndexedCapture(bytes: bytes)
    #expect(try plain.presentRows().allSatisfy { $0.encoding != .doubtful })
    #expect(plain.index.findings.allSatisfy { $0.rule != .pfnUnordered })
  }

  @Test(arguments: [
    ([1, 2, 9, 4, 5], 2, [2]), ([1, 2, 2, 3], 1, [1, 2]), ([1, 5, 4, 6], 1, [1, 2]),
    ([7, 0, 0, 8, 9, 10], 0, [0, 1, 2]), ([7, 0, 0], 0, [0, 1, 2]),
  ])
  func whatIsInNoOrderOrInSeveralIsDoubtful(_ pfns: [UInt64], _ first: Int, _ doubted: [Int]) {
    let bytes = pfns.flatMap { pfn in (0..<8).map { UInt8(truncatingIfNeeded: pfn >> (8 * UInt64($0))) } }
    let found = UnorderedEntries(in: bytes.span, .legacy(wordBytes: 8))
    #expect(found?.first == first)
    #expect(found?.contents == doubted)
  }

  @Test(arguments: [[1, 2, 3], [9, 8, 7, 6, 5, 4], []])
  func anArrayThatIsWholeOrInNoOrderAtAllIsLeftAsItIs(_ pfns: [UInt64]) {
    let bytes = pfns.flatMap { pfn in (0..<8).map { UInt8(truncatingIfNeeded: pfn >> (8 * UInt64($0))) } }
    let found = UnorderedEntries(in: bytes.span, .legacy(wordBytes: 8))
    #expect(found == nil)
  }

  /// Words that come in between shift the others out of the array, and each delta to another entry.
  @Test(arguments: compressed) func deltasBehindADamagedArrayAreMarked(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let known = Set(try read.presentRows().map { "\($0.checkpoint) \($0.pfn) \($0.length ?? 0)" })
    let bytes = try read.bytes
    for row in read.index.entryRows where !row.hasImages && row.count > 3 {
      for place in 0..<row.count {
        let offset = Int(row.array) + place * row.wordBytes
        var random = SeededRandom(seed: UInt64(offset))
        let more = (0..<2 * row.wordBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
        let found = try IndexedCapture(bytes: bytes[..<offset] + more + bytes[offset...], options: Self.salvaging)
        #expect(found.index.checkpoints.count == read.index.checkpoints.count)
        let strange = try found.presentRows().filter { row in
          row.encoding != .doubtful && !known.contains("\(row.checkpoint) \(row.pfn) \(row.length ?? 0)")
        }
        #expect(strange.isEmpty, "behind \(offset)")
      }
    }
  }
}
