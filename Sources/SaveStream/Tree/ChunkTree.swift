/// The chunk tree of a capture: every byte belongs to exactly one leaf.
public struct ChunkTree: Sendable {
  public let reader: TreeReader

  public init(capture: Capture, index: IndexSnapshot) { reader = TreeReader(capture: capture, index: index) }

  /// The capture as a whole.
  public var root: TreeNode { TreeNode("capture", .capture, offset: 0, length: reader.index.size) }

  /// The children of `node`; none for a leaf.
  public func children(of node: TreeNode) -> NodeList { node.expand?(reader) ?? NodeList([]) }

  /// The nodes from the root's child down to the leaf that holds a file offset; empty when it is past the end.
  public func path(to offset: UInt64) -> [TreeNode] { [] }

  /// The node that a path of names, separated by `/`, leads to; nil when a name has no match.
  public func node(at path: String) -> TreeNode? { nil }
}
