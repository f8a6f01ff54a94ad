/// The children of a capture: layers as they lie, with the checkpoints of the stream among them, and what trails them.
struct RootNodes {
  private let reader: TreeReader

  init(_ reader: TreeReader) { self.reader = reader }

  private var index: IndexSnapshot { reader.index }

  /// One node for each; those of checkpoints are made when they are asked for.
  func list() -> NodeList {
    let shape = index.shape
    let checkpoints = shape == nil ? CheckpointRows() : index.checkpoints
    let start = checkpoints.first?.offset ?? layers.last?.end ?? 0
    let end = checkpoints.last?.end ?? start
    let before = filled(layers.filter { $0.end <= start }, from: 0, to: start)
    let after = filled(layers.filter { $0.offset >= end && $0.end > start } + trailing, from: end, to: index.size)
    guard let shape, !checkpoints.isEmpty else { return NodeList(before + after) }
    let reading = shape.reading
    return NodeList(count: before.count + checkpoints.count + after.count) { position in
      if position < before.count { return before[position] }
      let checkpoint = position - before.count
      if checkpoint < checkpoints.count { return reading.checkpointNode(checkpoint, checkpoints[checkpoint]) }
      return after[checkpoint - checkpoints.count]
    }
  }

  /// A node for each stretch of bytes that a layer has of its own, in the order of the capture.
  var layers: [TreeNode] {
    let stretches = index.layers.flatMap { layer in layer.own.map { (layer: layer, range: $0) } }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    var names = SiblingNames()
    return stretches.map { layer, range in
      if layer.kind == .stream { return index.shape?.reading.headerNode(range) ?? unread(range) }
      return LayerNodes.node(for: layer, named: names.unique(layer.kind.rawValue), range)
    }
  }

  /// Nodes with others between them for what none of them covers.
  private func filled(_ nodes: [TreeNode], from start: UInt64, to end: UInt64) -> [TreeNode] {
    var all: [TreeNode] = []
    var position = start
    for node in nodes {
      if node.offset > position { all.append(unread(position..<node.offset)) }
      all.append(node)
      position = max(position, node.end)
    }
    if position < end { all.append(unread(position..<end)) }
    return all
  }

  private var trailing: [TreeNode] {
    index.trailing.enumerated().map { number, part in
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
  }

  private func unread(_ range: Range<UInt64>) -> TreeNode {
    let meaning = index.isFinished ? "not understood" : "not read yet"
    return .bytes(named: "unread", kind: .unknown, range, meaning: meaning, reader)
  }
}
