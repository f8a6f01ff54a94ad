import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// For any prefix of a stream of Xen 4.6 or later, in any envelope: opening succeeds, all of it is shown, and what is
/// cut is named.
@Suite struct ModernCutSweepTests {
  @Test(arguments: Fixtures.half(of: SampleKind.migration))
  func opensEveryPrefixAndNamesTheCut(_ kind: SampleKind) throws {
    let bytes = kind.bytes
    let whole = try IndexedCapture(bytes: bytes)
    #expect(whole.index.findings.allSatisfy { $0.severity == .note })
    let ends = Set(whole.index.checkpoints.map { Int($0.end) })
    let streamEnd = whole.index.layers.map { Int($0.range.upperBound) }.max() ?? bytes.count
    for length in CutPlaces.list(of: whole, depth: 4, random: 20, seed: 20_261_126) {
      guard let read = try? IndexedCapture(bytes: Array(bytes[..<length])) else {
        #expect(length < 16, "cut at \(length)")
        continue
      }
      let isNamed = read.index.findings.contains { $0.rule == .cutShort }
      #expect(isNamed || ends.contains(length) || length >= streamEnd, "cut at \(length): \(read.findingKeys)")
      let complete = whole.index.checkpoints.count { $0.end <= UInt64(length) }
      // An image that is saved once is whole only with the mark that ends its envelope.
      let last = read.index.lastCompleteCheckpoint.map { $0 + 1 } ?? 0
      #expect(
        last == complete || (complete == 1 && last == 0 && whole.index.checkpoints.count == 1), "cut at \(length)")
      #expect(read.tree.tilingFaults(.edges, maximumChildren: 12) == [], "cut at \(length)")
    }
  }

  /// A length, count or type that lies: a finding, and bounded work.
  @Test(arguments: Fixtures.half(of: SampleKind.migration))
  func aWordThatLiesIsNeverMoreThanAFinding(_ kind: SampleKind) throws {
    let bytes = kind.bytes
    let whole = try IndexedCapture(bytes: bytes)
    var offsets: [Int] = []
    func note(_ node: TreeNode, depth: Int) {
      if ["type", "length", "count", "options", "version"].contains(node.name) { offsets.append(Int(node.offset)) }
      guard depth < 4 else { return }
      let children = whole.tree.children(of: node)
      for place in 0..<min(children.count, 10) { note(children[place], depth: depth + 1) }
    }
    note(whole.tree.root, depth: 0)
    #expect(offsets.count > 8)
    let lies: [[UInt8]] = [[0xff, 0xff, 0xff, 0xff], [0, 0, 0, 8], [0xff, 0xff, 0xff, 0x7f], [0xfe, 0, 0, 0]]
    for (number, offset) in offsets.enumerated() where offset + 4 <= bytes.count {
      // Words of each name come many times: two lies to one of them, two to the next.
      for lie in lies[(number % 2 * 2)...].prefix(2) {
        var changed = bytes
        changed.replaceSubrange(offset..<offset + 4, with: lie)
        guard let read = try? IndexedCapture(bytes: changed) else { continue }
        #expect(read.index.isFinished && read.tree.tilingFaults(.edges, maximumChildren: 12) == [], "at \(offset)")
      }
    }
  }

  @Test func aThousandNestedEnvelopesEndInAFinding() throws {
    let header =
      Array("libvirt-xml\n".utf8) + [0x20, 0, 0x20, 0x0d] + [2, 0, 0, 0, 2, 0, 0, 0]
      + [UInt8](repeating: 0, count: 40) + [0x78, 0]
    let read = try IndexedCapture(bytes: (0..<1000).flatMap { _ in header })
    #expect(read.index.layers.count == 64 && read.index.findings.contains { $0.rule == .noStream })
    #expect(read.tree.tilingFaults(maximumChildren: 100) == [])
  }
}
