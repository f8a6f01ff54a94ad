extension TreeReport {
  /// A line for each node, with its path.
  func writeRows(_ node: TreeNode, path: String, depth: Int, to csv: inout CSVWriter) throws(OutputError) {
    csv.field(path)
    csv.field(node.kind.rawValue)
    csv.field(node.offset)
    csv.field(node.length)
    csv.field(node.value.map(FieldText.plain))
    csv.field(finding(of: node, depth: depth)?.rawValue)
    csv.endLine()
    try output.check()
    guard depth > 0 else { return }
    let children = tree.children(of: node)
    for position in 0..<children.count {
      let child = children[position]
      try writeRows(child, path: self.path(of: child, in: path), depth: depth - 1, to: &csv)
    }
  }
}
