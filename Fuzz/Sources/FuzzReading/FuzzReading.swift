@_spi(Measuring) import SaveStream

/// Reads any bytes as a capture, as receivers do and with salvage: index, tree, rows and guest memory. Whatever they are, nothing may
/// trap, hang or take memory beyond reason, and the invariants of the tree must hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAsCapture(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let capture = Capture(bytes: Array(UnsafeBufferPointer(start: data, count: count)))
  for salvages in [false, true] { read(capture, count, ReadingOptions(salvages: salvages)) }
  return 0
}

func read(_ capture: Capture, _ count: Int, _ options: ReadingOptions) {
  let indexer = CaptureIndexer(capture: capture, options: options)
  do throws(CaptureError) {
    try indexer.run()
  } catch {
    return
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
  if index.stream != nil { readMemory(of: capture, index) }
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

/// Looks at guest memory as of the first checkpoint, the last one and one in between: swept, page by page, as a map, as a
/// Linux guest's, and compared with the one before.
func readMemory(of capture: Capture, _ index: IndexSnapshot) {
  guard let memory = try? GuestMemory(capture: capture, index: index) else { return }
  let map = MemoryMap(memory)
  let last = index.checkpoints.count - 1
  for checkpoint in Set([0, last / 2, last]) where checkpoint >= 0 {
    var swept = 0
    try? memory.sweep(at: checkpoint) { page in
      swept += 1
      guard swept % 16 == 1 else { return }
      let alone = try memory.page(pfn: page.pfn, at: checkpoint)
      precondition(alone?.bytes == page.bytes && alone?.type == page.type, "page \(page.pfn) at \(checkpoint)")
      precondition(alone?.doubt == page.doubt, "doubt about page \(page.pfn) at \(checkpoint)")
      let list = memory.sendList(of: page.pfn)
      _ = try list.steps(at: Array(0..<min(list.count, 8)))
    }
    var mapped = 0
    try? map.forEachRow(shift: 3, at: checkpoint) { mapped += $0.cell.pages }
    precondition(mapped == swept, "\(mapped) pages on the map, \(swept) in memory at \(checkpoint)")
    _ = try? memory.readsAsLinux(at: checkpoint)
    guard checkpoint > 0,
      let comparison = try? MemoryComparison(from: memory, at: checkpoint - 1, to: memory, at: checkpoint)
    else { continue }
    try? comparison.run()
  }
}
