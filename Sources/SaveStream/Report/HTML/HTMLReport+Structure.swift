extension HTMLReport {
  /// Children that are shown at either end of a long list, by level below the capture.
  private static let listEnds = [8, 6, 3, 3]
  private static let nodeLimit = 1500

  /// The chunk tree, as deep and as long as a page has room for.
  func writeStructure() throws(OutputError) {
    html.beginSection("Structure")
    html.element(
      "p", ["class": "quiet"],
      "Offset, length and name; \(Self.listEnds.count) levels deep, of long lists the first and the last. "
        + "savescope tree shows all.")
    html.markup("<div class=\"tree\"><ul>\n")
    var left = Self.nodeLimit
    try write(tree.root, level: 0, left: &left)
    html.markup("</ul></div></section>\n")
  }

  /// - Parameter left: nodes whose insides there is still room for.
  private func write(_ node: TreeNode, level: Int, left: inout Int) throws(OutputError) {
    left -= 1
    try html.output.check()
    let hasInside = level < Self.listEnds.count && left > 0 && !node.isLeaf && shown.shows(insideOf: node)
    let children = hasInside ? tree.children(of: node) : NodeList([])
    guard children.count > 0 else {
      html.markup("<li class=\"leaf\">")
      writeLine(node)
      html.markup("</li>\n")
      return
    }
    html.markup(level < 2 ? "<li><details open=\"\"><summary>" : "<li><details><summary>")
    writeLine(node)
    html.markup("</summary><ul>\n")
    let end = Self.listEnds[level]
    let first = min(end, children.count)
    let last = max(first, children.count - end)
    for place in 0..<first { try write(children[place], level: level + 1, left: &left) }
    if last > first { writeGap(last - first) }
    for place in last..<children.count { try write(children[place], level: level + 1, left: &left) }
    html.markup("</ul></details></li>\n")
  }

  private func writeGap(_ count: Int) {
    html.element("li", ["class": "leaf quiet"], "… \(NumberText.grouped(count)) more")
    html.markup("\n")
  }

  private func writeLine(_ node: TreeNode) {
    html.element("span", ["class": "quiet"], "\(NumberText.hex(node.offset)) +\(NumberText.grouped(node.length)) ")
    html.text(EscapedText.of(node.name))
    if let value = node.value {
      html.text(shown.shows(valueOf: node) ? ": \(FieldText.short(value))" : ": (left out)")
    }
    if !node.meaning.isEmpty { html.element("span", ["class": "quiet"], "  \(EscapedText.of(node.meaning))") }
    if let rule = node.finding { html.element("span", ["class": "warning"], "  ! \(rule.rawValue)") }
  }
}
