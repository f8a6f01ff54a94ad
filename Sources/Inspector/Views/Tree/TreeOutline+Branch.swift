@_spi(Measuring) import SaveStream

extension TreeOutline {
  /// An open node: its children as far as they are known, and those of them that are open too.
  struct Branch: Sendable {
    /// The node itself; nil for the root.
    var node: TreeNode?
    private(set) var list: NodeList?
    private(set) var nodes: [Int: TreeNode] = [:]
    /// In ascending order of position.
    private(set) var open: [Open] = []
    private var openRows = 0
    private var generation = -1

    init(node: TreeNode?) { self.node = node }

    /// Children; a list that claims more than any screen could reach is cut.
    var count: Int { min(list?.count ?? 0, Self.mostChildren) }
    /// Rows below the node.
    var rowCount: Int { count + openRows }

    func isStale(_ generation: Int) -> Bool { self.generation != generation }

    /// Children kept at a time; a screen shows fewer.
    private static let mostNodes = 1024
    private static let mostChildren = 1 << 40
  }

  /// A child that is open.
  struct Open: Sendable {
    let position: Int
    var branch: Branch
    /// Rows below the open siblings before it.
    var rowsBefore = 0
  }
}

extension TreeOutline.Branch {
  /// The last open child that begins at or before a row of this branch.
  func openIndex(before row: Int) -> Int? {
    let after = open.partitioningIndex { $0.position + $0.rowsBefore <= row }
    return after == 0 ? nil : after - 1
  }

  /// The place of an open child.
  func openIndex(of position: Int) -> Int? {
    let place = open.partitioningIndex { $0.position < position }
    return place < open.count && open[place].position == position ? place : nil
  }

  /// Rows below the open children before a position.
  func rowsOfOpen(before position: Int) -> Int {
    let place = open.partitioningIndex { $0.position < position }
    return place == 0 ? 0 : open[place - 1].rowsBefore + open[place - 1].branch.rowCount
  }

  /// Changes the branch at a path below this one, and the counts on the way to it.
  mutating func change(_ path: ArraySlice<Int>, _ body: (inout TreeOutline.Branch) -> Void) {
    guard let first = path.first else { return body(&self) }
    guard let place = openIndex(of: first) else { return }
    open[place].branch.change(path.dropFirst(), body)
    recount(from: place)
  }

  mutating func insert(_ branch: TreeOutline.Branch, at position: Int) {
    guard position >= 0, position < count, openIndex(of: position) == nil else { return }
    let place = open.partitioningIndex { $0.position < position }
    open.insert(TreeOutline.Open(position: position, branch: branch), at: place)
    recount(from: place)
  }

  mutating func remove(at position: Int) {
    guard let place = openIndex(of: position) else { return }
    open.remove(at: place)
    recount(from: place)
  }

  /// Sets the list of children. Open ones that are no longer there are dropped.
  mutating func list(as list: NodeList, generation: Int) {
    self.list = list
    self.generation = generation
    nodes = [:]
    let count = count
    open.removeAll { $0.position >= count }
    recount(from: 0)
  }

  /// Keeps children that were read.
  mutating func fill(_ read: [TreeNode], from first: Int) {
    if nodes.count + read.count > Self.mostNodes { nodes = [:] }
    for (position, node) in zip(first..., read) where position < count {
      nodes[position] = node
      if let place = openIndex(of: position) { open[place].branch.node = node }
    }
  }

  private mutating func recount(from place: Int) {
    var before = place == 0 ? 0 : open[place - 1].rowsBefore + open[place - 1].branch.rowCount
    for next in place..<max(place, open.count) {
      open[next].rowsBefore = before
      before += open[next].branch.rowCount
    }
    openRows = before
  }
}
