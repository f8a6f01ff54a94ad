@_spi(Measuring) @testable import SaveStream

/// Looks for children that do not tile their parent.
struct NodeTiling {
  /// How much of a tree is looked at.
  enum Reach {
    /// Every child; of a list of more than `maximumChildren` the first and last ones.
    case all
    /// At each level the first child and the last: where a cut shows.
    case edges
  }

  let reader: TreeReader
  let reach: Reach
  let maximumChildren: Int

  init(_ reader: TreeReader, _ reach: Reach = .all, maximumChildren: Int = 600) {
    self.reader = reader
    self.reach = reach
    self.maximumChildren = maximumChildren
  }

  init(_ bytes: [UInt8], _ reach: Reach = .all) { self.init(TreeReader(bytes: bytes), reach) }

  /// What is wrong below a node, a line each.
  func faults(_ node: TreeNode) -> [String] {
    guard let expand = node.expand else { return [] }
    let list = expand(reader)
    var faults: [String] = []
    var position = node.offset
    var names: Set<String> = []
    let looked = positions(in: list)
    let children = looked.map { list[$0] }
    for (index, child) in zip(looked, children) {
      if index > 0, list.count <= maximumChildren, child.offset != position {
        faults.append("gap before \(child.name)")
      }
      if child.length == 0 { faults.append("\(child.name) is empty") }
      if child.name.contains("/") || !names.insert(child.name).inserted { faults.append("name \(child.name)") }
      if list.position(holding: child.offset) != index { faults.append("\(child.name) is not found") }
      position = child.end
    }
    if let first = children.first, first.offset != node.offset { faults.append("begins at \(first.offset)") }
    if children.last.map({ $0.end != node.end }) ?? (node.length != 0) { faults.append("ends elsewhere") }
    if !faults.isEmpty { return faults.map { "\(node.name): \($0)" } }
    let entered = reach == .all || children.count < 2 ? children : [children[0], children[children.count - 1]]
    return entered.flatMap { self.faults($0) }.map { "\(node.name)/\($0)" }
  }

  /// What is wrong with nodes that should tile a range.
  func faults(_ nodes: [TreeNode], in range: Range<UInt64>) -> [String] {
    faults(
      TreeNode("nodes", .chunk, offset: range.lowerBound, length: range.upperBound - range.lowerBound) { _ in
        NodeList(nodes)
      })
  }

  private func positions(in list: NodeList) -> [Int] {
    list.count <= maximumChildren ? Array(0..<list.count) : Array(0..<4) + Array(list.count - 4..<list.count)
  }
}

extension ChunkTree {
  /// What is wrong with the tree of a capture, a line each.
  func tilingFaults(_ reach: NodeTiling.Reach = .all, maximumChildren: Int = 5000) -> [String] {
    NodeTiling(reader, reach, maximumChildren: maximumChildren).faults(root)
  }
}

extension TreeReader {
  /// A reader over bytes in memory, without an index.
  init(bytes: [UInt8]) {
    var index = IndexSnapshot()
    index.size = UInt64(bytes.count)
    self.init(capture: Capture(bytes: bytes), index: index)
  }

  /// The node that names lead to below another, nil when there is none.
  func descendant(_ path: String, of node: TreeNode) -> TreeNode? {
    path.split(separator: "/").reduce(node) { parent, name in
      guard let list = parent?.expand?(self) else { return nil }
      return (0..<list.count).lazy.map { list[$0] }.first { $0.name == name }
    }
  }

  /// The value at a path below a node.
  func value(_ path: String, of node: TreeNode) -> FieldValue? { descendant(path, of: node)?.value }

  /// The names of a node's children.
  func names(in node: TreeNode) -> [String] {
    guard let list = node.expand?(self) else { return [] }
    return (0..<list.count).map { list[$0].name }
  }
}
