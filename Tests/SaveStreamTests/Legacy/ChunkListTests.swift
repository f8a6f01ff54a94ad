@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// What Xen's own receiver read of each capture is in its `chunks.txt`; ours must be the same, chunk by chunk.
@Suite struct ChunkListTests {
  @Test(arguments: Fixtures.captures)
  func readsTheChunksThatXensReceiverRead(_ fixture: CaptureFixture) throws {
    let expected = try ChunkList.lines(ofFile: #require(fixture.chunksPath))
    let read = try IndexedCapture(path: fixture.path)
    let found = ChunkList.lines(read)
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { try #require(found == expected) }
  }
}

/// The chunks of a capture as lines like `@36 chunk +24 BATCH`, with offsets from the start of the libxc stream.
private enum ChunkList {
  /// The lines of a `chunks.txt` that state chunks, arrays, page data and tails.
  static func lines(ofFile path: String) throws -> [String] {
    try FixtureFile.text(path).split(separator: "\n").compactMap { line in
      guard line.hasPrefix("@") else { return nil }
      let words = line.split(separator: " ").map(String.init)
      return switch words.dropFirst().first {
      case "pfns", "page": words[..<(words[1] == "page" ? 4 : 3)].joined(separator: " ")
      default: words.joined(separator: " ")
      }
    }
  }

  /// The same of a capture as we read it.
  static func lines(_ read: IndexedCapture) -> [String] {
    let start = read.index.stream?.offset ?? 0
    let tree = read.tree
    var lines: [String] = []
    let root = tree.children(of: tree.root)
    for number in 0..<root.count where root[number].kind == .checkpoint {
      let parts = tree.children(of: root[number])
      for part in (0..<parts.count).map({ parts[$0] }) {
        if part.kind == .tail {
          lines += tail(part, tree, start, read.index)
        } else {
          let chunks = tree.children(of: part)
          for chunk in 0..<chunks.count { lines += self.chunk(chunks[chunk], tree, start) }
        }
      }
    }
    return lines
  }

  private static func chunk(_ node: TreeNode, _ tree: ChunkTree, _ start: UInt64) -> [String] {
    let offset = node.offset - start
    guard node.kind == .batch else {
      let name = String(node.name.prefix { $0 != "[" && $0 != "#" })
      return ["@\(offset) chunk \(id(of: node, tree)) \(name)"]
    }
    let parts = tree.children(of: node)
    var lines: [String] = []
    for part in (0..<parts.count).map({ parts[$0] }) {
      switch part.name {
      case "count": lines.append("@\(offset) chunk +\(number(part) ?? 0) BATCH")
      case "pfns": lines.append("@\(part.offset - start) pfns \(part.length)")
      case "pages": lines.append("@\(part.offset - start) page data \(part.length)")
      default: lines.append("@\(part.offset) \(part.name)")
      }
    }
    return lines
  }

  private static func id(of node: TreeNode, _ tree: ChunkTree) -> Int64 {
    if case .signed(let id) = node.value { return id }
    let parts = tree.children(of: node)
    if parts.count > 0, case .signed(let id) = parts[0].value { return id }
    return .max
  }

  private static func number(_ node: TreeNode) -> UInt64? {
    if case .number(let number) = node.value { number } else { nil }
  }

  private static func tail(
    _ node: TreeNode, _ tree: ChunkTree, _ start: UInt64, _ index: IndexSnapshot
  ) -> [String] {
    var lines = ["@\(node.offset - start) TAIL \(index.stream?.guest == .pv ? "PV" : "HVM")"]
    let parts = tree.children(of: node)
    for part in (0..<parts.count).map({ parts[$0] }) where part.name == "device-model" {
      if case .text(let signature) = tree.children(of: part)[0].value {
        lines.append("@\(part.offset - start) tail '\(signature.escaped())'")
      }
    }
    return lines
  }
}
