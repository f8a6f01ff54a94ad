import SaveStream

/// Reads any bytes as a capture: index, tree and rows. Whatever they are, nothing may trap, hang or take memory beyond
/// reason, and the invariants of the tree must hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAsCapture(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let capture = Capture(bytes: Array(UnsafeBufferPointer(start: data, count: count)))
  let indexer = CaptureIndexer(capture: capture)
  do throws(CaptureError) {
    try indexer.run()
  } catch {
    return 0
  }
  let index = indexer.index.snapshot
  precondition(index.isFinished, "the indexer returned before it was done")
  let tree = ChunkTree(capture: capture, index: index)
  var budget = 4000
  walk(tree.root, in: tree, &budget)
  for place in stride(from: 0, to: count, by: max(1, count / 16)) {
    let path = tree.path(to: UInt64(place))
    precondition(path.last.map { $0.isLeaf && $0.offset <= place && place < $0.end } ?? false, "no leaf at \(place)")
  }
  readRows(of: capture, index)
  return 0
}

/// Looks into nodes, at most `budget` of them, and checks that children tile their parent.
func walk(_ node: TreeNode, in tree: ChunkTree, _ budget: inout Int) {
  guard budget > 0, !node.isLeaf else { return }
  let children = tree.children(of: node)
  var place = node.offset
  for position in 0..<children.count {
    budget -= 1
    guard budget > 0 else { return }
    let child = children[position]
    precondition(child.offset == place, "\(child.name) begins at \(child.offset), not at \(place)")
    place = child.end
    walk(child, in: tree, &budget)
  }
  precondition(place == node.end, "the children of \(node.name) end at \(place), not at \(node.end)")
}

/// Reads the first rows, the last ones, and some in between, in both numberings.
func readRows(of capture: Capture, _ index: IndexSnapshot) {
  let rows = PageRows(capture: capture, index: index)
  for contentOnly in [false, true] {
    let count = rows.count(contentOnly: contentOnly)
    for first in [0, count / 2, count > 10 ? count - 10 : 0] {
      let range = first..<min(first + 100, max(count, first))
      guard let found = try? rows.rows(range, contentOnly: contentOnly) else { continue }
      precondition(found.count <= range.count, "\(found.count) rows for \(range)")
      for row in found {
        guard let offset = row.offset, let length = row.length else { continue }
        precondition(offset + length <= capture.size, "content of row \(row.index) lies past the end")
      }
    }
  }
}
