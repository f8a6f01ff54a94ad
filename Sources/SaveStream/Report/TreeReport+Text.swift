extension TreeReport {
  /// Levels of indentation that are drawn; deeper nodes stand below the last of them.
  private static let deepestIndent = 32

  /// A line for each node: offset, length, and the name indented by its level. Of the nodes above the starting one,
  /// those that lead to it are shown.
  func writeText(path: [TreeNode], depth: Int) throws(OutputError) {
    let nodes = [tree.root] + path
    output.write(text: style.faint("      offset        length  node") + "\n")
    for (level, node) in nodes.dropLast().enumerated() { writeLine(node, level: level, depth: .max) }
    guard let start = nodes.last else { return }
    try writeText(start, level: nodes.count - 1, depth: depth)
  }

  private func writeText(_ node: TreeNode, level: Int, depth: Int) throws(OutputError) {
    writeLine(node, level: level, depth: depth)
    try output.check()
    guard depth > 0 else { return }
    let children = tree.children(of: node)
    for position in 0..<children.count {
      try writeText(children[position], level: level + 1, depth: depth - 1)
    }
  }

  private func writeLine(_ node: TreeNode, level: Int, depth: Int) {
    let offset = NumberText.hex(node.offset)
    let length = NumberText.grouped(node.length)
    output.write(byte: Self.space, times: max(0, 12 - offset.utf8.count))
    output.write(text: offset)
    output.write(byte: Self.space, times: max(2, 14 - length.utf8.count))
    output.write(text: length)
    output.write(byte: Self.space, times: 2 + 2 * min(level, Self.deepestIndent))
    output.write(text: EscapedText.of(node.name))
    if let value = node.value {
      output.write(": ")
      output.write(text: FieldText.short(value))
    }
    if !node.meaning.isEmpty { output.write(text: style.faint("  " + EscapedText.of(node.meaning))) }
    if let finding = finding(of: node, depth: depth) {
      output.write(text: "  " + style.severity(.warning, "! \(finding.rawValue)"))
    }
    output.write("\n")
  }

  private static let space = UInt8(ascii: " ")
}
