/// The chunk tree, or a part of it, written node by node as it is walked.
package struct TreeReport {
  /// The names of the columns of the `csv` form.
  package static let columns = ["path", "kind", "offset", "length", "value", "finding"]

  /// Levels below the starting node that the text form shows where nothing else is asked for.
  package static let textDepth = 3

  let tree: ChunkTree
  let output: ReportOutput
  let style: TextStyle
  private let findings: NodeFindings

  package init(_ tree: ChunkTree, style: TextStyle = .plain, to output: ReportOutput) {
    self.tree = tree
    self.output = output
    self.style = style
    findings = NodeFindings(tree.reader.index)
  }

  /// Writes a node and what lies inside it.
  /// - Parameters:
  ///   - path: the nodes from the root's child down to the one to start from; empty for the whole capture.
  ///   - depth: levels below that node; nil for all of them, and for the usual number of them in text.
  package func write(_ format: ReportFormat, at path: [TreeNode] = [], depth: Int? = nil) throws(OutputError) {
    let node = path.last ?? tree.root
    let names = path.map(\.name).joined(separator: "/")
    switch format {
    case .text: try writeText(path: path, depth: depth ?? Self.textDepth)
    case .json: try writeDocument(node, path: names, depth: depth ?? .max)
    case .jsonl:
      var json = JSONWriter(output)
      try writeLines(node, path: names, depth: depth ?? .max, to: &json)
    case .csv:
      var csv = CSVWriter(output)
      csv.header(Self.columns)
      try writeRows(node, path: names, depth: depth ?? .max, to: &csv)
    }
    try output.check()
  }

  /// The path of a child of the node at `path`.
  func path(of child: TreeNode, in path: String) -> String { path.isEmpty ? child.name : "\(path)/\(child.name)" }

  /// What is told to be wrong with a node whose children are shown `depth` levels deep: a finding is told once, at the
  /// deepest node that is shown of those that hold its offset.
  func finding(of node: TreeNode, depth: Int) -> FindingRule? {
    node.isLeaf || depth <= 0 ? findings.worst(in: node) : nil
  }
}
