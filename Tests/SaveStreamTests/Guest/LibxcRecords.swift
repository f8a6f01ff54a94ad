import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The records of a v3 capture where its `records.txt` says they are.
struct LibxcRecords {
  let reader: TreeReader
  private var bodies: [UInt64: [Range<UInt64>]] = [:]

  init(_ fixture: CaptureFixture) throws {
    reader = TreeReader(bytes: try FixtureFile.bytes(fixture.path))
    for line in try FixtureFile.lines(fixture.recordsPath ?? "") where line.contains(" libxc ") {
      // `@829 libxc 0x1 len 12`
      let words = line.dropFirst().split(separator: " ")
      guard words.count == 5, let offset = UInt64(words[0]), let length = UInt64(words[4]),
        let type = UInt64(words[2].dropFirst(2), radix: 16)
      else { continue }
      bodies[type, default: []].append(offset + 8..<offset + 8 + length)
    }
  }

  /// A tiny capture of Xen 4.17 by name.
  init(tiny name: String) throws {
    try self.init(try #require(Fixtures.v3.first { $0.name == name }))
  }

  /// The body of the first record of a type.
  subscript(type: UInt64) -> Range<UInt64> { bodies[type]?.first ?? 0..<0 }

  /// The bytes of that body.
  func bytes(_ type: UInt64) -> [UInt8] {
    reader.bytes(at: self[type].lowerBound, count: self[type].count)
  }

  /// A node that holds what tiles the body of a record.
  func node(_ type: UInt64, skipping head: UInt64 = 0, _ nodes: (Range<UInt64>) -> [TreeNode]) -> TreeNode {
    let range = self[type].lowerBound + head..<self[type].upperBound
    let made = nodes(range)
    return TreeNode("body", .record, offset: range.lowerBound, length: UInt64(range.count)) { _ in NodeList(made) }
  }
}
