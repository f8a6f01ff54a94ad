@_spi(Measuring) import SaveStream

/// Reading the chunk tree.
extension EffectReader {
  /// Some children of a node.
  func children(_ request: TreeRequest) -> TreeAnswer {
    let list = request.list ?? tree.children(of: request.node ?? root)
    let range = request.range.clamped(to: 0..<max(list.count, 0))
    return TreeAnswer(
      path: request.path, list: list, first: range.lowerBound, nodes: range.prefix(Self.mostChildren).map { list[$0] },
      isFresh: request.list == nil)
  }

  /// Everything below a node, level by level.
  func below(_ path: [Int], _ node: TreeNode, limit: Int) -> ReadAnswer {
    var branches: [TreeBranchAnswer] = []
    var waiting = [(path, node)]
    var next = 0
    var looked = 0
    while next < waiting.count {
      let (path, node) = waiting[next]
      next += 1
      let list = tree.children(of: node)
      branches.append(TreeBranchAnswer(path: path, node: node, list: list))
      for position in 0..<list.count {
        guard looked < limit else { return .treeBelow(path: waiting[0].0, branches, isCut: true) }
        looked += 1
        let child = list[position]
        if !child.isLeaf { waiting.append((path + [position], child)) }
      }
    }
    return .treeBelow(path: path, branches, isCut: false)
  }

  /// The way down to a place; nil when nothing is there.
  func steps(to target: TreeTarget) -> [TreeStep]? {
    var steps: [TreeStep] = []
    var node = root
    while steps.count < Self.deepest, !node.isLeaf {
      let list = tree.children(of: node)
      guard let position = next(in: list, after: steps, to: target), position >= 0, position < list.count else { break }
      node = list[position]
      steps.append(TreeStep(list: list, position: position, node: node))
    }
    return steps.isEmpty ? nil : steps
  }

  /// Which child leads on to the target; nil when the target has been reached.
  private func next(in list: NodeList, after steps: [TreeStep], to target: TreeTarget) -> Int? {
    let kind = steps.last?.node.kind
    switch target {
    case .path(let path): return steps.count < path.count ? path[steps.count] : nil
    case .offset(let offset): return list.position(holding: offset)
    case .node(let kinds, let offset):
      if let kind, kinds.contains(kind) { return nil }
      return list.position(holding: offset)
    }
  }

  /// Which bytes of a range belong to which child of a node.
  func fields(of node: TreeNode, in range: Range<UInt64>) -> [LitField] {
    guard !node.isLeaf, node.offset < range.upperBound else { return [] }
    let list = tree.children(of: node)
    guard let first = list.position(holding: max(node.offset, range.lowerBound)) else { return [] }
    var fields: [LitField] = []
    for position in first..<list.count {
      let child = list[position]
      guard child.offset < range.upperBound, fields.count < Self.mostChildren else { break }
      guard child.length > 0 else { continue }
      fields.append(LitField(range: child.offset..<child.end, position: position, isPadding: child.kind == .padding))
    }
    return fields
  }

  private static let mostChildren = 4096
  private static let deepest = 64
}

/// Reading page deltas of the tree.
extension EffectReader {
  /// What the delta of a node does to its page.
  func runMap(of node: TreeNode) throws(CaptureError) -> RunMap {
    try RunMap(capture: capture, ranges: node.deltaRanges)
  }

  /// The page that the delta of a node results in; nil when it is not in memory at the end of its checkpoint.
  func resultingPage(of node: TreeNode) throws(CaptureError) -> ResultingPage? {
    guard let pfn = node.pfn, let checkpoint = index.checkpoint(holding: node.offset), let memory,
      let page = try memory.page(pfn: pfn, at: checkpoint), page.bytes.count == pageSize
    else { return nil }
    let before = checkpoint > 0 ? try memory.page(pfn: pfn, at: checkpoint - 1) : nil
    let ranges = node.deltaRanges
    return ResultingPage(
      pfn: pfn, checkpoint: checkpoint, bytes: page.bytes, runMap: try RunMap(capture: capture, ranges: ranges),
      changed: before.map { ChangedWords(page.bytes.span, $0.bytes.span) },
      isSentAgain: page.source.offset != ranges.first?.lowerBound, isDoubtful: page.doubt != nil)
  }
}

extension TreeNode {
  /// Where the delta lies, from its first byte to its last: in several ranges when it is split over chunks.
  fileprivate var deltaRanges: [Range<UInt64>] {
    ([offset..<end] + otherRanges).sorted { $0.lowerBound < $1.lowerBound }
  }
}
