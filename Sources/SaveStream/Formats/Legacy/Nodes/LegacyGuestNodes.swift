/// The nodes of a legacy checkpoint that say what the guest was like, its pages apart: for comparing two checkpoints.
enum LegacyGuestNodes {
  /// `body`, with the metadata that held at a checkpoint, and `tail`.
  static func list(_ checkpoint: Int, _ header: LegacyHeader, _ reader: TreeReader) -> [TreeNode] {
    let row = reader.index.checkpoints[checkpoint]
    var nodes = [body(checkpoint, header, reader)]
    if let tailStart = row.bodyEnd, row.end > tailStart {
      nodes.append(tail(tailStart..<row.end, checkpoint, Int(row.detail), header))
    }
    return nodes
  }

  /// The chunks that describe the guest; one that is sent at the start only holds for every checkpoint.
  private static func body(_ checkpoint: Int, _ header: LegacyHeader, _ reader: TreeReader) -> TreeNode {
    let row = reader.index.checkpoints[checkpoint]
    return TreeNode("body", .body, offset: row.offset, length: bodyEnd(row) - row.offset) { reader in
      let own = chunks(checkpoint, header, reader) { $0.describesGuest }
      let names = Set(own.map(\.name))
      let first = checkpoint == 0 ? [] : chunks(0, header, reader) { $0.isSentOnce }
      return NodeList(first.filter { !names.contains($0.name) } + own)
    }
  }

  private static func chunks(
    _ checkpoint: Int, _ header: LegacyHeader, _ reader: TreeReader, where isWanted: (LegacyChunkID) -> Bool
  ) -> [TreeNode] {
    let row = reader.index.checkpoints[checkpoint]
    return LegacyBodyNodes(
      checkpoint: checkpoint, range: row.offset..<bodyEnd(row), header: header, reader: reader
    ).metadata(where: isWanted)
  }

  private static func bodyEnd(_ row: CheckpointRow) -> UInt64 { row.bodyEnd ?? row.end }

  /// The parts of a tail. Of the unmapped list only its count: its PFNs show as pages that came and went.
  private static func tail(
    _ range: Range<UInt64>, _ checkpoint: Int, _ vcpuCount: Int, _ header: LegacyHeader
  ) -> TreeNode {
    TreeNode("tail", .tail, offset: range.lowerBound, length: range.upperBound - range.lowerBound) { reader in
      let parts = LegacyTailNodes.list(range, checkpoint: checkpoint, vcpuCount: vcpuCount, header, reader)
      return NodeList(
        (0..<parts.count).map { place in
          let part = parts[place]
          return part.name == "unmapped" ? withoutArrays(part) : part
        })
    }
  }

  private static func withoutArrays(_ node: TreeNode) -> TreeNode {
    TreeNode(node.name, node.kind, offset: node.offset, length: node.length, meaning: node.meaning) { reader in
      guard let children = node.expand?(reader) else { return NodeList([]) }
      return NodeList((0..<children.count).map { children[$0] }.filter { $0.kind != .array })
    }
  }
}

extension LegacyHeader {
  /// Whether the same bytes of a body or tail mean the same under another header.
  func readsAs(_ other: LegacyHeader) -> Bool {
    framing == other.framing && guestWordBytes == other.guestWordBytes
      && hasExtendedContext == other.hasExtendedContext && (xsaveBytes == nil) == (other.xsaveBytes == nil)
  }
}
