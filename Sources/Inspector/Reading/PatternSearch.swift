@_spi(Measuring) import SaveStream

/// Looks for a pattern among the bytes of a capture and the names of its nodes, in the order of the file.
struct PatternSearch: SearchRun {
  private let request: SearchRequest
  private let pattern: SearchPattern
  private let matcher: PatternMatcher
  private let capture: Capture
  private let tree: ChunkTree
  private let root: TreeNode
  private var way: SearchWay

  init(_ request: SearchRequest, _ pattern: SearchPattern, reader: EffectReader) {
    self.request = request
    self.pattern = pattern
    matcher = PatternMatcher(pattern)
    capture = reader.capture
    tree = reader.tree
    root = reader.root
    way = SearchWay(request, count: reader.capture.size)
  }

  mutating func step() throws(CaptureError) -> SearchProgress {
    guard let slice = way.next(matcher.isQuick ? Self.slice : Self.slowSlice) else { return way.progress([]) }
    let hits = try hitsAmongBytes(slice) + hitsAmongNames(slice)
    return way.progress(hits.sorted { $0.place < $1.place })
  }

  /// The matches that begin in the slice: of more than are wanted, the first ones on the way.
  private func hitsAmongBytes(_ slice: Range<UInt64>) throws(CaptureError) -> [SearchHit] {
    guard matcher.longest > 0 else { return [] }
    let length = Int(clamping: slice.upperBound - slice.lowerBound)
    let bytes = try capture.bytes(at: slice.lowerBound, count: length + matcher.longest - 1)
    let most = request.mostHits + 1
    let matches = matcher.matches(in: bytes.span, startingIn: 0..<length, most: request.backwards ? .max : most)
    return matches.suffix(most).map { match in
      SearchHit(
        place: slice.lowerBound + UInt64(match.lowerBound), match: .bytes, count: match.count,
        excerpt: HitExcerpt(of: match, in: bytes))
    }
  }

  /// The nodes that begin in the slice and have the text in their names. Page content has no names worth looking at,
  /// and is passed over.
  private func hitsAmongNames(_ slice: Range<UInt64>) -> [SearchHit] {
    guard pattern.isText else { return [] }
    var found: [SearchHit] = []
    var looked = 0
    visit(root, [], slice, &looked, &found)
    return found
  }

  private func visit(
    _ node: TreeNode, _ path: [Int], _ slice: Range<UInt64>, _ looked: inout Int, _ found: inout [SearchHit]
  ) {
    guard path.count < Self.deepest, !node.isLeaf, !Self.unnamed.contains(node.kind) else { return }
    let list = tree.children(of: node)
    guard let first = list.position(holding: max(slice.lowerBound, node.offset)) else { return }
    for position in first..<list.count {
      let child = list[position]
      looked += 1
      guard child.offset < slice.upperBound, looked < Self.mostNodes else { return }
      if slice.contains(child.offset), pattern.isIn(child.name) {
        found.append(
          SearchHit(
            place: child.offset, match: .node(path + [position]), excerpt: HitExcerpt(name: Array(child.name.utf8))))
      }
      visit(child, path + [position], slice, &looked, &found)
    }
  }

  /// Kinds of nodes below which there are pages.
  private static let unnamed: Set<NodeKind> = [.entries, .images, .image, .deltas, .delta, .array, .bytes, .text]
  /// Bytes looked at in one go.
  private static let slice: UInt64 = 1 << 21
  /// The same for an expression that most bytes can begin a match of.
  private static let slowSlice: UInt64 = 1 << 15
  /// Nodes looked at in one go.
  private static let mostNodes = 20_000
  private static let deepest = 64
}
