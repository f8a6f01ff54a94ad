/// What a stretch of a capture is.
public enum NodeKind: String, Sendable, CaseIterable {
  case capture, envelope, header, checkpoint, body, tail
  case batch, chunk, record
  case entries, entry, images, image
  case deltas, delta, marker
  case structure, array, field, text, bytes, padding
  case trailing, unknown
}

/// A named stretch of a capture and, when it is looked at, what lies inside it.
///
/// A node is made when it is shown and holds no bytes of the capture. The children of a node tile it: they are in
/// ascending order, touch each other, and cover it from end to end.
public struct TreeNode: Sendable {
  /// Unique among the node's siblings; a component of a path. Holds no `/`.
  public let name: String
  public let kind: NodeKind
  /// The file offset of its first byte.
  public let offset: UInt64
  /// Bytes that the capture holds of it.
  public let length: UInt64
  /// Where the rest of it lies when it is split over two chunks (a page delta); empty otherwise.
  public var otherRanges: [Range<UInt64>] = []
  /// The decoded value of a leaf.
  public var value: FieldValue?
  /// What it is for, in a few words.
  public var meaning = ""
  /// What is wrong with it.
  public var finding: FindingRule?
  /// The page that an entry, image or delta stands for.
  public var pfn: UInt64?
  /// The type of the page of an image or a delta; nil of an image that may be out of step, and so be another page's.
  public var pageType: PageType?
  /// Makes the children; nil for a leaf.
  let expand: (@Sendable (TreeReader) -> NodeList)?

  package init(
    _ name: String, _ kind: NodeKind, offset: UInt64, length: UInt64, value: FieldValue? = nil,
    meaning: String = "", finding: FindingRule? = nil, expand: (@Sendable (TreeReader) -> NodeList)? = nil
  ) {
    self.name = name
    self.kind = kind
    self.offset = offset
    self.length = length
    self.value = value
    self.meaning = meaning
    self.finding = finding
    self.expand = expand
  }

  /// One past its last byte.
  public var end: UInt64 { offset + length }
  /// Whether nothing lies inside it.
  public var isLeaf: Bool { expand == nil }
}

/// The children of a node. Those of a large node are made one by one as they are asked for.
public struct NodeList: Sendable {
  public let count: Int
  private let make: @Sendable (Int) -> TreeNode
  private let find: (@Sendable (UInt64) -> Int)?

  /// Children made on demand. `find` tells which child holds a file offset, faster than by bisection.
  package init(count: Int, find: (@Sendable (UInt64) -> Int)? = nil, _ make: @escaping @Sendable (Int) -> TreeNode) {
    self.count = count
    self.make = make
    self.find = find
  }

  /// Children that are all there.
  package init(_ nodes: [TreeNode]) {
    self.init(count: nodes.count) { nodes[$0] }
  }

  /// The child at `position`, 0..<count.
  public subscript(position: Int) -> TreeNode {
    precondition(position >= 0 && position < count, "child \(position) of \(count)")
    return make(position)
  }

  /// The same children, each changed as it is made: not its name, nor where it lies.
  func mapped(_ change: @escaping @Sendable (TreeNode) -> TreeNode) -> NodeList {
    NodeList(count: count, find: find) { [make] in change(make($0)) }
  }

  /// The position of the child that holds the file offset, or nil when none does.
  public func position(holding offset: UInt64) -> Int? {
    if let find {
      let position = find(offset)
      guard position >= 0, position < count else { return nil }
      let node = self[position]
      return node.offset <= offset && offset < node.end ? position : nil
    }
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      let node = self[middle]
      if offset < node.offset {
        high = middle
      } else if offset >= node.end {
        low = middle + 1
      } else {
        return middle
      }
    }
    return nil
  }
}
