@_spi(Measuring) import SaveStream

/// Where a capture is cut to see what is made of its beginning.
public enum CutPlaces {
  /// Every boundary of a node, one byte either side, and some places by chance.
  /// - Parameters:
  ///   - depth: how far below the root nodes are looked at.
  ///   - random: how many places by chance.
  public static func list(of read: IndexedCapture, depth: Int, random: Int, seed: UInt64) -> [Int] {
    var boundaries: Set<UInt64> = []
    collect(read.tree, read.tree.root, depth: depth, &boundaries)
    let near = boundaries.flatMap { [$0, $0 + 1, $0 == 0 ? 0 : $0 - 1] }.map { Int($0) }
    var generator = SeededRandom(seed: seed)
    let places = (0..<random).map { _ in Int.random(in: 1..<Int(read.capture.size), using: &generator) }
    return Set(near + places).filter { $0 > 0 && $0 < Int(read.capture.size) }.sorted()
  }

  private static func collect(_ tree: ChunkTree, _ node: TreeNode, depth: Int, _ boundaries: inout Set<UInt64>) {
    boundaries.insert(node.offset)
    let children = tree.children(of: node)
    // Entries, images and the words of guest structures repeat: their first and last stand for all.
    let isLong = children.count > 16
    for number in 0..<children.count where !isLong || number < 2 || number > children.count - 3 {
      if depth > 0 { collect(tree, children[number], depth: depth - 1, &boundaries) }
    }
  }
}
