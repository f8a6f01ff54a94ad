@_spi(Measuring) import SaveStream

/// The tree: its parts tile, every byte has a leaf, and all its reports.
struct TreeDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let tree = reading.tree
    var budget = 3000
    walk(tree.root, in: tree, &budget)
    let size = reading.subject.bytes.count
    for _ in 0..<(size == 0 ? 0 : 16) {
      let place = UInt64(random.below(size))
      let path = tree.path(to: place)
      let isFound = path.last.map { $0.isLeaf && $0.offset <= place && place < $0.end } ?? false
      promise(isFound, "no leaf at \(place)")
    }
    try write(tree, &random)
  }

  /// Looks into nodes, at most `budget` of them.
  private func walk(_ node: TreeNode, in tree: ChunkTree, _ budget: inout Int) {
    guard budget > 0, !node.isLeaf else { return }
    let children = tree.children(of: node)
    var place = node.offset
    for position in 0..<children.count {
      budget -= 1
      guard budget > 0 else { return }
      let child = children[position]
      promise(child.offset == place, "\(child.name) begins at \(child.offset), not at \(place)")
      place = child.end
      if let value = child.value { promise(isShown(FieldText.plain(value)), "a value that is not escaped") }
      walk(child, in: tree, &budget)
    }
    promise(place == node.end, "the children of \(node.name) end at \(place), not at \(node.end)")
  }

  private func write(_ tree: ChunkTree, _ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    try WrittenForm.check(form) { try TreeReport(tree, to: $0).write(form, depth: 3) }
    let path = tree.path(to: UInt64(random.below(reading.subject.bytes.count)))
    for path in [path, Array(path.dropLast())] where !path.isEmpty {
      try WrittenForm.check(form) { try TreeReport(tree, to: $0).write(form, at: path, depth: 2) }
    }
    let names = path.map(\.name).joined(separator: "/")
    _ = tree.nodes(at: names)
  }
}
