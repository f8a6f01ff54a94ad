import SaveStream

extension ChunkTree {
  /// Walks the tree below `node` and describes the first place where children do not tile their parent; nil when
  /// they do everywhere. Nodes of more than `maximumChildren` children are checked at both ends.
  public func firstTilingFault(in node: TreeNode, maximumChildren: Int = 5000) -> String? {
    let children = children(of: node)
    guard children.count > 0 else { return nil }
    var position = node.offset
    for number in 0..<children.count {
      if children.count > maximumChildren, number == maximumChildren / 2 { return lastChildFault(node, children) }
      let child = children[number]
      if child.offset != position { return "\(child.name) of \(node.name) starts at \(child.offset), not \(position)" }
      if child.length == 0 { return "\(child.name) of \(node.name) is empty at \(child.offset)" }
      if let fault = firstTilingFault(in: child, maximumChildren: maximumChildren) { return "\(node.name)/\(fault)" }
      position = child.end
    }
    return position == node.end ? nil : "the children of \(node.name) end at \(position), not \(node.end)"
  }

  private func lastChildFault(_ node: TreeNode, _ children: NodeList) -> String? {
    let last = children[children.count - 1]
    return last.end == node.end ? nil : "the last child of \(node.name) ends at \(last.end), not \(node.end)"
  }
}
