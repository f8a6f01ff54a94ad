extension TreeReport {
  /// One document, nodes inside nodes.
  func writeDocument(_ node: TreeNode, path: String, depth: Int) throws(OutputError) {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    if !path.isEmpty { json.field("path", path) }
    json.key("root")
    try write(node, depth: depth, to: &json)
    json.endObject()
    json.endLine()
  }

  private func write(_ node: TreeNode, depth: Int, to json: inout JSONWriter) throws(OutputError) {
    json.beginObject()
    json.field("name", node.name)
    writeFields(of: node, depth: depth, to: &json)
    if !node.isLeaf, depth > 0 {
      json.beginArray("children")
      let children = tree.children(of: node)
      for position in 0..<children.count {
        json.breakLine()
        try write(children[position], depth: depth - 1, to: &json)
      }
      json.endArray()
    }
    json.endObject()
    try output.check()
  }

  /// A line for each node, with its path.
  func writeLines(_ node: TreeNode, path: String, depth: Int, to json: inout JSONWriter) throws(OutputError) {
    json.beginObject()
    json.field("path", path)
    writeFields(of: node, depth: depth, to: &json)
    json.endObject()
    json.endLine()
    try output.check()
    guard depth > 0 else { return }
    let children = tree.children(of: node)
    for position in 0..<children.count {
      let child = children[position]
      try writeLines(child, path: self.path(of: child, in: path), depth: depth - 1, to: &json)
    }
  }

  private func writeFields(of node: TreeNode, depth: Int, to json: inout JSONWriter) {
    json.field("kind", node.kind.rawValue)
    json.field("offset", node.offset)
    json.field("length", node.length)
    if !node.otherRanges.isEmpty { writeRanges(of: node, to: &json) }
    if let value = node.value {
      json.key("value")
      json.value(field: value)
    }
    if let finding = finding(of: node, depth: depth) { json.field("finding", finding.rawValue) }
  }

  /// All ranges of a node that is split, the first one included, as offset and length.
  private func writeRanges(of node: TreeNode, to json: inout JSONWriter) {
    json.beginArray("ranges")
    for range in [node.offset..<node.end] + node.otherRanges {
      json.beginArray()
      json.value(range.lowerBound)
      json.value(range.upperBound - range.lowerBound)
      json.endArray()
    }
    json.endArray()
  }
}
