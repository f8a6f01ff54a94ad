@_spi(Measuring) import SaveStream

/// A read that fits between a key and the next frame.
package enum ReadRequest: Sendable {
  /// Children of nodes of the chunk tree.
  case tree([TreeRequest])
  /// All nodes below one, level by level, until `limit` nodes have been looked at.
  case treeBelow(path: [Int], node: TreeNode, limit: Int)
  /// The way down the tree to a place.
  case locate(TreeTarget)
  /// Rows of the Pages view, by position.
  case pages(Range<UInt64>, contentOnly: Bool)
  /// The position of a page row.
  case pageRow(PageTarget, contentOnly: Bool, RowAsker)
  /// The rows that a list shows at some places.
  case listedPages(PageSelection, Range<Int>, list: Int)
  /// Where a list shows the row at a position, or the nearest one.
  case listedPlace(PageSelection, UInt64, list: Int)
  /// Bytes of the capture (file offsets), and which of them belong to which child of a node.
  case bytes(Range<UInt64>, around: TreeNode?)
  /// What the page delta of a node does to its page.
  case runMap(TreeNode)
  /// The page that the delta of a node results in.
  case resultingPage(TreeNode)
  /// Both sides of a page in the comparison that is shown.
  case comparedPage(pfn: UInt64, of: DiffRequest)
  /// Which words differ of some pages in the comparison that is shown.
  case comparedWords([UInt64], of: DiffRequest)
  /// How far the guest's PFNs reach, for a view.
  case mapExtent(ViewKind)
  /// The life of a page.
  case biography(BiographyRequest)
  /// A page as of a checkpoint, to be shown beside its row.
  case pagePreview(pfn: UInt64, checkpoint: Int)
  /// Whose image the capture is, from which release, and when it was saved.
  case origin
}

/// The answer to a `ReadRequest`.
package enum ReadAnswer: Sendable {
  case tree([TreeAnswer])
  /// The branches below a node in the order they were opened, and whether the limit was reached.
  case treeBelow(path: [Int], [TreeBranchAnswer], isCut: Bool)
  /// nil when the place is not in the tree.
  case located([TreeStep]?)
  case pages(Range<UInt64>, contentOnly: Bool, [PageRow])
  case pageRow(UInt64?, contentOnly: Bool, RowAsker)
  /// Rows of a list, by its number: it may have changed meanwhile.
  case listedPages(Range<Int>, [PageRow], list: Int)
  /// The place of the row at a position or of the nearest one, nil in an empty list; and whether the row itself is
  /// shown.
  case listedPlace(Int?, of: UInt64, isShown: Bool, list: Int)
  /// The rows that were asked for, as far as they are found, and a sentence on why it is not known what the guest used
  /// all for.
  case selection(PageListRequest, PageSelection, remark: String?)
  case bytes(offset: UInt64, [UInt8], fields: [LitField])
  /// The run map of the delta whose node begins at a file offset.
  case runMap(offset: UInt64, RunMap)
  /// The page after the delta whose node begins at a file offset; nil when it is not in memory.
  case resultingPage(offset: UInt64, ResultingPage?)
  /// What differs between two checkpoints, as far as is known.
  case comparison(DiffAnswer)
  /// nil when another comparison was begun meanwhile.
  case comparedPage(ComparedPage?)
  /// By PFN, of pages that are there on both sides; none of them when another comparison was begun meanwhile.
  case comparedWords([UInt64: ChangedWords], of: DiffRequest)
  /// nil while it is not known who sent what.
  case mapExtent(MapExtent?, ViewKind)
  /// Some cells of an area of the map.
  case map(MapArea, MapCount.Part)
  /// The pages that were sent most often, the hottest first.
  case hottest([HotPage], checkpoint: Int)
  /// What the pages of the cells of an area hold, one range after the other; nil where that is not known, or none is
  /// there.
  case contents(MapArea, [PageClass?])
  /// What is known of cells of guest memory so far.
  case overview(MemoryOverview)
  /// What there is to say of a page; nil while it is not known who sent what.
  case biography(BiographyAnswer?)
  /// nil while it is not known who sent what.
  case pagePreview(PagePreview?)
  case origin(ImageOrigin)
  /// What is known of the guest so far.
  case guest(GuestFacts)
  /// Where a name or an address of the guest's kernel leads.
  case kernelPlace(KernelPlace)
  /// What the kernel knows of a page frame.
  case kernelFrame(KernelFrame)
  /// What the guest uses its page frames for and whose they are, as of a checkpoint.
  case kernelUses(GuestFacts.Part<KernelFrames>, checkpoint: Int)
  /// The same of the pages that differ.
  case comparedUses(GuestFacts.Part<ComparedUses>, DiffRequest)
  /// What a checkpoint sent, by what the guest used the pages for.
  case sentUses(GuestFacts.Part<SentUses>, checkpoint: Int)
  /// The symbols of those addresses that have one, for a view.
  case kernelNames([UInt64: SymbolName], checkpoint: Int, ViewKind)
  /// Why pages were sent in whole, for a view.
  case reasons(FullPageReasons, ViewKind)
  /// What a second pass has found so far.
  case secondPass([Finding])
  /// What has been counted so far.
  case distribution(DistributionRequest, Distribution, isFinished: Bool)
  /// The medium failed.
  case failed(CaptureError)

  /// The view that asked; nil for what concerns whoever is shown.
  var view: ViewKind? {
    switch self {
    case .tree, .treeBelow, .located, .bytes, .runMap, .resultingPage: .tree
    case .pages, .pageRow, .listedPages, .listedPlace, .selection, .pagePreview: .pages
    case .comparison, .comparedPage, .comparedWords: .diff
    case .map, .hottest, .contents: .map
    case .mapExtent(_, let asker): asker
    case .biography: .page
    case .origin, .overview: .summary
    case .guest: .guest
    case .kernelFrame: .page
    case .kernelNames(_, _, let asker): asker
    case .reasons(_, let asker): asker
    case .kernelUses: .map
    case .distribution(let request, _, _): request.asker
    case .comparedUses: .diff
    case .sentUses: .checkpoints
    case .kernelPlace: nil
    case .secondPass, .failed: nil
    }
  }
}

/// Some children of one node, wanted.
@_spi(Measuring) public struct TreeRequest: Sendable {
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
@_spi(Measuring) public struct TreeAnswer: Sendable {
  let path: [Int]
  let list: NodeList
  /// The position of the first of `nodes`.
  let first: Int
  let nodes: [TreeNode]
  /// Whether the children were listed anew.
  let isFresh: Bool
}

/// A node to be opened, and its children.
@_spi(Measuring) public struct TreeBranchAnswer: Sendable {
  let path: [Int]
  let node: TreeNode
  let list: NodeList
}

/// The bytes of a child of the selected node, as far as they were asked for.
@_spi(Measuring) public struct LitField: Sendable, Equatable {
  /// File offsets.
  let range: Range<UInt64>
  /// Its place among its siblings.
  let position: Int
  let isPadding: Bool
}

/// A place of the tree.
@_spi(Measuring) public enum TreeTarget: Sendable, Equatable {
  /// The leaf that holds a file offset.
  case offset(UInt64)
  /// The node of one of these kinds that holds a file offset, or the leaf where there is none.
  case node(kinds: [NodeKind], offset: UInt64)
  /// A node by positions among siblings, from the root's children down.
  case path([Int])
}

/// One level on the way down the tree.
@_spi(Measuring) public struct TreeStep: Sendable {
  /// The children of the node one level up (of the root for the first step).
  let list: NodeList
  /// Which of them leads on.
  let position: Int
  let node: TreeNode
}

/// A row of the Pages view, wanted.
@_spi(Measuring) public enum PageTarget: Sendable, Equatable {
  /// The row whose content, or whose entry, holds a file offset; else the one that follows.
  case offset(UInt64)
  /// The entry whose word stands at a file offset; the first of a batch that begins there.
  case entry(offset: UInt64)
  /// The last time up to a checkpoint that a page was sent.
  case lastSend(pfn: UInt64, checkpoint: Int)
}

/// Who asks for a row: it decides what is done where a filter leaves that out.
@_spi(Measuring) public enum RowAsker: Sendable {
  /// Nobody: it was selected before.
  case nobody
  /// The user, who is told.
  case user
  /// Another view, for which all rows are shown again.
  case otherView
}

/// A page as it was at the end of the checkpoint that sent a delta for it.
@_spi(Measuring) public struct ResultingPage: Sendable {
  let pfn: UInt64
  let checkpoint: Int
  /// 4096 bytes.
  let bytes: [UInt8]
  /// What the delta does to each word.
  let runMap: RunMap
  /// Which words differ from the end of the checkpoint before; nil where the page was not there then.
  let changed: ChangedWords?
  /// Whether the checkpoint sent the page once more behind this delta.
  let isSentAgain: Bool
  /// Whether something speaks against the bytes.
  let isDoubtful: Bool

  /// Whether a word is new: changed, or carried by the delta where there is nothing to compare it with.
  func isNew(word: Int) -> Bool {
    changed.map { $0[word] } ?? isSent(word: word)
  }

  /// Whether the delta carries a word.
  func isSent(word: Int) -> Bool { runMap.effect(on: word..<word + 1) == .sent }
}
