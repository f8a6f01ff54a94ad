import SaveStream

/// Looks for a pattern among the bytes of a capture and the names of its nodes, in the order of the file.
struct PatternSearch: SearchRun {
  private let request: SearchRequest
  private let pattern: SearchPattern
  private let capture: Capture
  private let tree: ChunkTree
  private let root: TreeNode
  private var way: SearchWay

  init(_ request: SearchRequest, _ pattern: SearchPattern, reader: EffectReader) {
    self.request = request
    self.pattern = pattern
    capture = reader.capture
    tree = reader.tree
    root = reader.root
    way = SearchWay(request, count: reader.capture.size)
  }

  mutating func step() -> SearchProgress {
    guard let slice = way.next(Self.slice) else { return way.progress(nil) }
    let bytes = matchAmongBytes(slice)
    let name = matchAmongNames(slice)
    switch (bytes, name) {
    case (nil, nil): return way.progress(nil)
    case (let bytes?, nil): return way.progress(.bytes(bytes))
    case (nil, let name?): return way.progress(.node(name.path))
    case (let bytes?, let name?):
      let takesName = request.backwards ? name.offset >= bytes.lowerBound : name.offset <= bytes.lowerBound
      return way.progress(takesName ? .node(name.path) : .bytes(bytes))
    }
  }

  /// The first match that begins in the slice, or the last one.
  private func matchAmongBytes(_ slice: Range<UInt64>) -> Range<UInt64>? {
    let wanted = pattern.bytes
    guard let first = wanted.first else { return nil }
    let length = Int(clamping: slice.upperBound - slice.lowerBound)
    guard let bytes = try? capture.bytes(at: slice.lowerBound, count: length + wanted.count - 1) else { return nil }
    let isText = if case .text = pattern { true } else { false }
    let heads = (UInt8.min...UInt8.max).map {
      isText ? SearchPattern.lower($0) == SearchPattern.lower(first) : $0 == first
    }
    let span = bytes.span
    var last: Int?
    for place in 0..<min(length, max(0, bytes.count - wanted.count + 1)) {
      guard heads[Int(span[place])], pattern.matches(span, at: place) else { continue }
      last = place
      if !request.backwards { break }
    }
    return last.map { slice.lowerBound + UInt64($0)..<slice.lowerBound + UInt64($0 + wanted.count) }
  }

  private struct Named {
    let offset: UInt64
    let path: [Int]
  }

  /// The first node, or the last one, that begins in the slice and has the text in its name. Page content has no
  /// names worth looking at, and is passed over.
  private func matchAmongNames(_ slice: Range<UInt64>) -> Named? {
    guard case .text = pattern else { return nil }
    var found: Named?
    var looked = 0
    visit(root, [], slice, &looked, &found)
    return found
  }

  private func visit(
    _ node: TreeNode, _ path: [Int], _ slice: Range<UInt64>, _ looked: inout Int, _ found: inout Named?
  ) {
    guard path.count < Self.deepest, !node.isLeaf, !Self.unnamed.contains(node.kind) else { return }
    let list = tree.children(of: node)
    guard let first = list.position(holding: max(slice.lowerBound, node.offset)) else { return }
    for position in first..<list.count {
      let child = list[position]
      looked += 1
      guard child.offset < slice.upperBound, looked < Self.mostNodes, found == nil || request.backwards else { return }
      if slice.contains(child.offset), pattern.isIn(child.name) {
        found = Named(offset: child.offset, path: path + [position])
      }
      visit(child, path + [position], slice, &looked, &found)
    }
  }

  /// Kinds of nodes below which there are pages.
  private static let unnamed: Set<NodeKind> = [.entries, .images, .image, .deltas, .delta, .array, .bytes, .text]
  /// Bytes looked at in one go.
  private static let slice: UInt64 = 1 << 21
  /// Nodes looked at in one go.
  private static let mostNodes = 20_000
  private static let deepest = 64
}
