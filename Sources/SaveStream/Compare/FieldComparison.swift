/// The fields of two checkpoints compared: what the chunk trees of both hold of the guest, its pages apart, side by
/// side and by name. With two captures, their headers and envelopes too.
///
/// It is built in slices: `step` goes on for a few milliseconds. Padding is passed over. Not for use from two threads
/// at once.
package final class FieldComparison {
  /// The fields that differ, in the order of the tree, as far as has been looked.
  package private(set) var differences: [FieldDifference] = []
  /// Whether all fields have been looked at, or as many as are looked at.
  package private(set) var isFinished = false
  /// Whether there were more fields, or more that differ, than are looked at.
  package private(set) var isCapped = false

  /// Fields that differ which are kept.
  package static let maximumDifferences = 1 << 16
  /// Nodes that are looked at.
  static let maximumNodes = 1 << 21

  private let from: ChunkTree
  private let to: ChunkTree
  private let leaves: LeafComparison
  /// Whether the same bytes mean the same fields on both sides.
  private let readsAlike: Bool
  /// Siblings that are being looked at, outermost first.
  private var stack: [SiblingPairs]
  private var nodeCount = 0
  /// Two nodes whose bytes are being compared.
  private var comparing: Comparing?

  private struct Comparing {
    let path: String
    let first: TreeNode
    let second: TreeNode
    var bytes: ByteComparison
  }

  /// Compares a checkpoint of one tree with a checkpoint of another, or of the same.
  package init(from: ChunkTree, at fromCheckpoint: Int, to: ChunkTree, at toCheckpoint: Int) {
    self.from = from
    self.to = to
    leaves = LeafComparison(from: from.reader.capture, to: to.reader.capture)
    let isOneCapture = from.reader.capture === to.reader.capture
    readsAlike = isOneCapture || from.reader.readsAs(to.reader)
    let areNamedAlike = isOneCapture || from.reader.hasNodes(like: to.reader)
    if areNamedAlike {
      stack = [
        SiblingPairs(
          path: "", from: from.reader.guestNodes(fromCheckpoint, withHeader: !isOneCapture),
          to: to.reader.guestNodes(toCheckpoint, withHeader: !isOneCapture))
      ]
    } else {
      let (first, second) = GuestPartNodes.lists(
        from.reader.parts(fromCheckpoint), from.reader, to.reader.parts(toCheckpoint), to.reader)
      stack = [SiblingPairs(path: "", from: NodeList(first), to: NodeList(second))]
    }
  }

  /// Whether a field was found that differs.
  package var hasDifferences: Bool { !differences.isEmpty }

  /// How much of the work is done, 0…1: the parts of the checkpoint that have been passed.
  package var progress: Double { isFinished ? 1 : stack.first?.progress ?? 1 }

  /// Goes on for about so long.
  /// - Returns: whether there is more to do.
  /// - Throws: when a capture cannot be read.
  package func step(for time: Duration = .milliseconds(4)) throws(CaptureError) -> Bool {
    let start = ContinuousClock.now
    var passed = 0
    while !isFinished {
      try advance()
      passed += 1
      if passed & 0xf == 0, ContinuousClock.now - start >= time { break }
    }
    return !isFinished
  }

  /// Goes on to the end.
  /// - Throws: when a capture cannot be read.
  package func run() throws(CaptureError) {
    while try step(for: .seconds(1)) {}
  }

  // MARK: One pair of nodes

  private func advance() throws(CaptureError) {
    if comparing != nil { return try compareBytes() }
    guard let pair = nextPair() else {
      isFinished = true
      return
    }
    nodeCount += 1
    guard nodeCount <= Self.maximumNodes, differences.count < Self.maximumDifferences else {
      (isCapped, isFinished) = (true, true)
      return
    }
    guard let first = pair.from, let second = pair.to, first.isLeaf == second.isLeaf else { return addOneSided(pair) }
    guard first.isLeaf else {
      if mayBeSame(first, second) { start(pair.path, first, second) } else { open(pair.path, first, second) }
      return
    }
    switch leaves.verdict(pair.path, first, second) {
    case .same: break
    case .different(let difference): differences.append(difference)
    case .open: start(pair.path, first, second)
    }
  }

  /// Whether two nodes with the same bytes have the same fields. A body has gigabytes of pages between its fields.
  private func mayBeSame(_ first: TreeNode, _ second: TreeNode) -> Bool {
    readsAlike && first.length == second.length && first.kind == second.kind && first.kind != .body
  }

  private func start(_ path: String, _ first: TreeNode, _ second: TreeNode) {
    let bytes = ByteComparison(from.reader.capture, first, to.reader.capture, second)
    comparing = Comparing(path: path, first: first, second: second, bytes: bytes)
  }

  private func compareBytes() throws(CaptureError) {
    guard let outcome = try comparing?.bytes.advance(), let done = comparing else { return }
    comparing = nil
    guard case .different(let place) = outcome else { return }
    if !done.first.isLeaf {
      open(done.path, done.first, done.second)
    } else if let difference = try leaves.difference(done.path, done.first, done.second, from: place) {
      differences.append(difference)
    }
  }

  private func open(_ path: String, _ first: TreeNode, _ second: TreeNode) {
    stack.append(SiblingPairs(path: path, from: from.children(of: first), to: to.children(of: second)))
  }

  /// The next pair of nodes, from the innermost siblings that are not yet passed.
  private func nextPair() -> SiblingPairs.Pair? {
    while !stack.isEmpty {
      if let pair = stack[stack.count - 1].next() { return pair }
      stack.removeLast()
    }
    return nil
  }

  /// A node that only one side has, or that is a leaf on one side only: every leaf of it is a difference.
  private func addOneSided(_ pair: SiblingPairs.Pair) {
    let none = NodeList([])
    let part = stack.last?.missingPart
    if let first = pair.from {
      if first.isLeaf {
        differences.append(leaves.only(first, at: pair.path, isFrom: true, part: part))
      } else {
        let children = from.children(of: first)
        stack.append(SiblingPairs(path: pair.path, from: children, to: none, missingPart: part ?? pair.path))
      }
    }
    if let second = pair.to {
      if second.isLeaf {
        differences.append(leaves.only(second, at: pair.path, isFrom: false, part: part))
      } else {
        let children = to.children(of: second)
        stack.append(SiblingPairs(path: pair.path, from: none, to: children, missingPart: part ?? pair.path))
      }
    }
  }
}

extension TreeReader {
  /// The nodes that say what the guest was like at a checkpoint, its pages apart; on demand with those of the capture
  /// as a whole in front.
  fileprivate func guestNodes(_ checkpoint: Int, withHeader: Bool) -> NodeList {
    guard let shape, index.checkpoints.indices.contains(checkpoint) else { return NodeList([]) }
    var nodes: [TreeNode] = []
    if withHeader {
      // What an envelope or a stream has of its own behind its checkpoints says that it ends, and nothing of the guest.
      let starts = Set(index.layers.map(\.offset))
      nodes = RootNodes(self).layers.filter { starts.contains($0.offset) }
    }
    return NodeList(nodes + shape.reading.guestNodes(of: checkpoint, self))
  }

  /// What the stream holds of the guest at a checkpoint, its pages apart.
  fileprivate func parts(_ checkpoint: Int) -> [GuestPart] { (try? index.partsHeld(at: checkpoint, capture)) ?? [] }

  /// Whether the nodes of a checkpoint are named as those of another capture are.
  fileprivate func hasNodes(like other: TreeReader) -> Bool {
    guard let shape, let otherShape = other.shape else { return true }
    return shape.reading.hasNodes(like: otherShape)
  }

  /// Whether the same bytes mean the same fields in another capture.
  fileprivate func readsAs(_ other: TreeReader) -> Bool {
    guard let shape, let otherShape = other.shape else { return false }
    return shape.reading.readsAs(otherShape)
  }

  private var shape: StreamShape? { index.shape }
}
