@_spi(Measuring) import SaveStream

/// The rows that a tree shows, with some of its nodes open: a flat list over lists that are never built in whole.
///
/// Only open nodes are kept, with how many rows each brings; the nodes themselves come a screenful at a time, as
/// answers to `missing`. Finding a row costs the depth of the tree times the logarithm of the open siblings.
struct TreeOutline: Sendable {
  private(set) var root = Branch(node: nil)
  /// Counts the times the index changed: branches listed before are listed again when they are looked at.
  private(set) var generation = 0

  /// All rows.
  var rowCount: Int { root.rowCount }

  /// A row to be shown.
  struct Row: Sendable {
    let path: [Int]
    /// nil until it has been read.
    let node: TreeNode?
    let isOpen: Bool
  }

  /// Where the row is in the tree; empty when there is no such row.
  func path(ofRow row: Int) -> [Int] {
    var path: [Int] = []
    var branch = root
    var rest = row
    while rest >= 0, rest < branch.rowCount {
      guard let place = branch.openIndex(before: rest) else { return path + [rest] }
      let open = branch.open[place]
      let start = open.position + open.rowsBefore
      if rest == start { return path + [open.position] }
      if rest <= start + open.branch.rowCount {
        path.append(open.position)
        branch = open.branch
        rest -= start + 1
      } else {
        return path + [rest - open.rowsBefore - open.branch.rowCount]
      }
    }
    return []
  }

  /// The row of a node; nil when a node above it is closed.
  func row(of path: [Int]) -> Int? {
    var branch = root
    var row = 0
    for (level, position) in path.enumerated() {
      guard position >= 0, position < branch.count else { return nil }
      row += position + branch.rowsOfOpen(before: position)
      if level == path.count - 1 { return row }
      guard let place = branch.openIndex(of: position) else { return nil }
      branch = branch.open[place].branch
      row += 1
    }
    return nil
  }

  /// The branch of an open node, or of the root for an empty path.
  func branch(at path: some Collection<Int>) -> Branch? {
    var branch = root
    for position in path {
      guard let place = branch.openIndex(of: position) else { return nil }
      branch = branch.open[place].branch
    }
    return branch
  }

  /// The node, where it has been read.
  func node(at path: [Int]) -> TreeNode? {
    guard let last = path.last, let parent = branch(at: path.dropLast()) else { return nil }
    if let node = parent.nodes[last] { return node }
    return parent.openIndex(of: last).flatMap { parent.open[$0].branch.node }
  }

  func isOpen(_ path: [Int]) -> Bool { !path.isEmpty && branch(at: path) != nil }

  /// The rows in `range`.
  func rows(_ range: Range<Int>) -> [Row] {
    range.clamped(to: 0..<max(rowCount, 0)).map { row in
      let path = path(ofRow: row)
      return Row(path: path, node: node(at: path), isOpen: isOpen(path))
    }
  }
}

/// Opening, closing and filling.
extension TreeOutline {
  /// Opens a node that has been read; its children are missing until they are asked for.
  mutating func open(_ path: [Int], node: TreeNode) {
    guard let last = path.last, !node.isLeaf else { return }
    root.change(path.dropLast()) { parent in parent.insert(Branch(node: node), at: last) }
  }

  /// Closes a node and forgets what was open below it.
  mutating func close(_ path: [Int]) {
    guard let last = path.last else { return }
    root.change(path.dropLast()) { parent in parent.remove(at: last) }
  }

  /// Opens everything above the last of the steps.
  mutating func open(steps: [TreeStep]) {
    let generation = generation
    var path: [Int] = []
    for step in steps {
      root.change(path[...]) { branch in branch.list(as: step.list, generation: generation) }
      root.change(path[...]) { branch in branch.fill([step.node], from: step.position) }
      path.append(step.position)
      if path.count < steps.count, !isOpen(path) { open(path, node: step.node) }
    }
  }

  /// The index changed: what is listed may have grown.
  mutating func grow() { generation += 1 }

  /// Takes in children that were read.
  mutating func take(_ answer: TreeAnswer) {
    let generation = generation
    root.change(answer.path[...]) { branch in
      if answer.isFresh { branch.list(as: answer.list, generation: generation) }
      branch.fill(answer.nodes, from: answer.first)
    }
  }

  /// What has to be read before the rows in `range` can be shown: one request for each branch among them, and for
  /// branches without any row yet. Branches listed before the index changed are asked for again, upper ones first.
  func missing(rows range: Range<Int>, height: Int) -> [TreeRequest] {
    if root.isStale(generation) {
      return [TreeRequest(path: [], node: nil, list: nil, range: wantedOfRoot(range, height: height))]
    }
    var wanted: [[Int]: Range<Int>] = [:]
    var stale: Set<[Int]> = []
    let shown = rows(range)
    for row in shown {
      for depth in row.path.indices {
        let parent = Array(row.path[..<depth])
        guard let branch = branch(at: parent) else { continue }
        let position = row.path[depth]
        if branch.isStale(generation) { stale.insert(parent) }
        // A list that is made again needs the nodes above the first row too: their own children hang on them.
        guard stale.contains(parent) || depth == row.path.count - 1 && branch.nodes[position] == nil else { continue }
        let old = wanted[parent] ?? position..<position + 1
        wanted[parent] = min(old.lowerBound, position)..<max(old.upperBound, position + 1)
      }
      if row.isOpen, let branch = branch(at: row.path), branch.isStale(generation) {
        stale.insert(row.path)
        if wanted[row.path] == nil { wanted[row.path] = 0..<max(height, 1) }
      }
    }
    return wanted.compactMap { path, range in
      guard let branch = branch(at: path) else { return nil }
      let isUnderStale = path.indices.contains { stale.contains(Array(path[..<$0])) }
      guard !isUnderStale || branch.list == nil else { return nil }
      return TreeRequest(path: path, node: branch.node, list: stale.contains(path) ? nil : branch.list, range: range)
    }
  }

  private func wantedOfRoot(_ range: Range<Int>, height: Int) -> Range<Int> {
    let first = path(ofRow: range.lowerBound).first ?? 0
    let last = path(ofRow: max(range.lowerBound, range.upperBound - 1)).first ?? first
    return first..<max(last + 1, first + max(height, 1))
  }
}
