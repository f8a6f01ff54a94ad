/// The children of a capture: envelopes, the stream's header, its checkpoints, and what trails them.
struct RootNodes {
  private let reader: TreeReader

  init(_ reader: TreeReader) { self.reader = reader }

  /// One node for each; those of checkpoints are made when they are asked for.
  func list() -> NodeList {
    let index = reader.index
    let header = index.legacyHeader
    let checkpoints = header == nil ? CheckpointRows() : index.checkpoints
    let first = checkpoints.first?.offset ?? header?.end ?? index.size
    let last = checkpoints.last?.end ?? first
    let before = nodesBefore(first)
    let after = nodesAfter(last)
    guard let header else { return NodeList(before + after) }
    return NodeList(count: before.count + checkpoints.count + after.count) { position in
      if position < before.count { return before[position] }
      let checkpoint = position - before.count
      if checkpoint < checkpoints.count {
        return CheckpointNodes.node(checkpoint, checkpoints[checkpoint], header)
      }
      return after[checkpoint - checkpoints.count]
    }
  }

  private func nodesBefore(_ end: UInt64) -> [TreeNode] {
    var nodes: [TreeNode] = []
    var position: UInt64 = 0
    func fill(upTo start: UInt64) {
      if start > position { nodes.append(unread(position..<start)) }
      position = max(position, start)
    }
    for span in reader.index.envelopes where span.length > 0 {
      fill(upTo: span.offset)
      nodes.append(EnvelopeNodes.node(for: span))
      position = span.offset + span.length
    }
    if let header = reader.index.legacyHeader, header.end > header.offset {
      fill(upTo: header.offset)
      nodes.append(LegacyHeaderNodes.node(header))
      position = header.end
    }
    fill(upTo: end)
    return nodes
  }

  private func nodesAfter(_ start: UInt64) -> [TreeNode] {
    var nodes: [TreeNode] = []
    var position = start
    for (number, part) in reader.index.trailing.enumerated() {
      nodes.append(trailing(part, number))
      position = part.range.upperBound
    }
    if position < reader.index.size { nodes.append(unread(position..<reader.index.size)) }
    return nodes
  }

  private func trailing(_ part: TrailingPart, _ number: Int) -> TreeNode {
    let name = "trailing[\(number)]"
    switch part.kind {
    case .deviceModelRecord: return DeviceModelRecord.node(named: name, range: part.range)
    case .handshake:
      return TreeNode(
        name, .trailing, offset: part.range.lowerBound, length: UInt64(part.range.count),
        value: .text(CaptureText(TrailingReader.handshake.dropLast())),
        meaning: "xl migrate tells its receiver to unpause")
    case .unknown:
      var node = TreeNode.bytes(
        named: name, kind: .trailing, part.range, meaning: "behind the end of the stream", reader)
      node.finding = .trailingBytes
      return node
    }
  }

  private func unread(_ range: Range<UInt64>) -> TreeNode {
    let meaning = reader.index.isFinished ? "not understood" : "not read yet"
    return .bytes(named: "unread", kind: .unknown, range, meaning: meaning, reader)
  }
}
