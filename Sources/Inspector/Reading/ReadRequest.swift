import SaveStream

/// A read that fits between a key and the next frame.
public enum ReadRequest: Sendable {
  /// Children of nodes of the chunk tree.
  case tree([TreeRequest])
  /// The way down the tree to a place.
  case locate(TreeTarget, purpose: LocatePurpose)
  /// Rows of the Pages view, by position.
  case pages(Range<UInt64>, contentOnly: Bool)
  /// The position of a page row.
  case pageRow(PageTarget, contentOnly: Bool)
  /// Bytes of the capture (file offsets).
  case bytes(Range<UInt64>)
}

/// The answer to a `ReadRequest`.
public enum ReadAnswer: Sendable {
  case tree([TreeAnswer])
  /// nil when the place is not in the tree.
  case located([TreeStep]?, purpose: LocatePurpose)
  case pages(Range<UInt64>, contentOnly: Bool, [PageRow])
  case pageRow(UInt64?, contentOnly: Bool)
  case bytes(offset: UInt64, [UInt8])
  /// The medium failed.
  case failed(CaptureError)
}

/// Some children of one node, wanted.
public struct TreeRequest: Sendable {
  /// Where the node is: positions among siblings, from the root down. Empty for the root.
  let path: [Int]
  /// The node, or nil for the root.
  let node: TreeNode?
  /// Its children, where they were listed before.
  let list: NodeList?
  /// Positions of the children wanted, clamped to what there is.
  let range: Range<Int>
}

/// Some children of one node.
public struct TreeAnswer: Sendable {
  let path: [Int]
  let list: NodeList
  /// The position of the first of `nodes`.
  let first: Int
  let nodes: [TreeNode]
}

/// A place of the tree.
public enum TreeTarget: Sendable, Equatable {
  /// The leaf that holds a file offset.
  case offset(UInt64)
  /// The node of one of these kinds that holds a file offset, or the leaf where there is none.
  case node(kinds: [NodeKind], offset: UInt64)
  /// An entry of the PFN array of the batch at a file offset.
  case entry(batch: UInt64, index: Int)
}

/// Why a place is looked for.
public enum LocatePurpose: Sendable, Equatable {
  /// To select it in the tree.
  case select
  /// To name it in the status line.
  case name
}

/// One level on the way down the tree.
public struct TreeStep: Sendable {
  /// The children of the node one level up (of the root for the first step).
  let list: NodeList
  /// Which of them leads on.
  let position: Int
  let node: TreeNode
}

/// A row of the Pages view, wanted.
public enum PageTarget: Sendable, Equatable {
  /// The first row of a PFN at or after a position, or before it when going backwards.
  case pfn(UInt64, from: UInt64, backwards: Bool)
  /// The row whose content, or whose entry, is nearest to a file offset.
  case offset(UInt64)
}
