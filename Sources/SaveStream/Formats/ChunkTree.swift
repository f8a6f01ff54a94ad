/// The chunk tree of a capture: every byte belongs to exactly one leaf.
public struct ChunkTree: Sendable {
  package let reader: TreeReader

  public init(capture: Capture, index: IndexSnapshot) {
    reader = TreeReader(capture: capture, index: index).reading(index.entryFormat.order)
  }

  /// The capture as a whole.
  public var root: TreeNode {
    TreeNode("capture", .capture, offset: 0, length: reader.index.size) { reader in RootNodes(reader).list() }
  }

  /// The children of `node`; none for a leaf.
  public func children(of node: TreeNode) -> NodeList { node.expand?(reader) ?? NodeList([]) }

  /// The nodes from the root's child down to the leaf that holds a file offset; empty when it is past the end.
  public func path(to offset: UInt64) -> [TreeNode] {
    var path: [TreeNode] = []
    var children = children(of: root)
    while let position = children.position(holding: offset) {
      let node = children[position]
      path.append(node)
      children = self.children(of: node)
    }
    return path
  }

  /// The nodes that a path of names, separated by `/`, leads through; nil when a name has no match.
  public func nodes(at path: String) -> [TreeNode]? {
    var nodes: [TreeNode] = []
    var children = children(of: root)
    for name in path.split(separator: "/") {
      guard let node = Self.child(named: String(name), of: children) else { return nil }
      nodes.append(node)
      children = self.children(of: node)
    }
    return nodes
  }

  /// The node that a path leads to; the root for an empty path.
  public func node(at path: String) -> TreeNode? {
    guard let nodes = nodes(at: path) else { return nil }
    return nodes.last ?? root
  }

  /// The child of a name. A number in brackets is tried as a place first, so that the last of a million children is
  /// found as fast as the first.
  private static func child(named name: String, of children: NodeList) -> TreeNode? {
    if name.hasSuffix("]"), let open = name.lastIndex(of: "["),
      let place = Int(name[name.index(after: open)...].dropLast())
    {
      for candidate in [place, place + 1, place + 2] where candidate >= 0 && candidate < children.count {
        let node = children[candidate]
        if node.name == name { return node }
      }
    }
    for position in 0..<min(children.count, maximumNamesTried) {
      let node = children[position]
      if node.name == name { return node }
    }
    return nil
  }

  /// Children whose names are compared one by one.
  private static let maximumNamesTried = 1 << 20
}
