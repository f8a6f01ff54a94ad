@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// For any prefix of a good capture: opening succeeds, all of it is shown, and what is cut is named.
@Suite struct CutSweepTests {
  @Test(arguments: Fixtures.tiny)
  func opensEveryPrefixAndNamesTheCut(_ fixture: CaptureFixture) throws {
    let whole = try IndexedCapture(path: fixture.path)
    let bytes = try whole.bytes
    let ends = Set(whole.index.checkpoints.map { Int($0.end) })
    for length in cuts(of: whole) {
      let read = try IndexedCapture(bytes: Array(bytes[..<length]))
      let names = read.index.findings.map(\.rule)
      #expect(names.contains(.cutShort) || ends.contains(length), "cut at \(length): \(read.findingKeys)")
      #expect(!names.contains(.deltaBeforeEntry), "cut at \(length)")
      let complete = whole.index.checkpoints.count { $0.end <= UInt64(length) }
      #expect(read.index.lastCompleteCheckpoint == (complete == 0 ? nil : complete - 1), "cut at \(length)")
      #expect(read.tree.tilingFaults(.edges, maximumChildren: 12) == [], "cut at \(length)")
    }
  }

  /// Every chunk and field boundary, one byte either side, and 500 seeded places.
  private func cuts(of read: IndexedCapture) -> [Int] {
    var boundaries: Set<UInt64> = []
    collect(read.tree, read.tree.root, depth: 0, &boundaries)
    let near = boundaries.flatMap { [$0, $0 + 1, $0 == 0 ? 0 : $0 - 1] }.map { Int($0) }
    var generator = SeededRandom(seed: 20_151_101)
    let random = (0..<500).map { _ in Int.random(in: 1..<Int(read.capture.size), using: &generator) }
    return Set(near + random).filter { $0 > 0 && $0 < Int(read.capture.size) }.sorted()
  }

  private func collect(_ tree: ChunkTree, _ node: TreeNode, depth: Int, _ boundaries: inout Set<UInt64>) {
    boundaries.insert(node.offset)
    let children = tree.children(of: node)
    // Entries, images and the words of guest structures repeat: their first and last stand for all.
    let isLong = children.count > 40
    for number in 0..<children.count where !isLong || number < 2 || number > children.count - 3 {
      if depth < 5 { collect(tree, children[number], depth: depth + 1, &boundaries) }
    }
  }
}
