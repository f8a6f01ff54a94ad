extension TreeNode {
  /// The same node with all that lies inside it, whose numbers are read in an order, whoever looks inside. Nodes that
  /// state an order of their own keep it.
  package func reading(_ order: ByteOrder) -> TreeNode {
    guard order != .little, let expand else { return self }
    var node = TreeNode(
      name, kind, offset: offset, length: length, value: value, meaning: meaning, finding: finding
    ) { reader in
      expand(reader.reading(order)).mapped { $0.reading(order) }
    }
    node.otherRanges = otherRanges
    node.pfn = pfn
    node.pageType = pageType
    return node
  }
}
