/// A place of a view that one can go to, mark, and come back to.
enum Place: Sendable, Equatable {
  case summary
  /// A node of the tree, by positions from the root's children down.
  case node([Int])
  /// A node of the tree, still to be looked for.
  case tree(TreeTarget)
  /// A byte of the capture, to be seen among the bytes.
  case bytes(UInt64)
  /// A row of the Pages view, by position among the rows shown (all entries or not).
  case pageRow(UInt64, allEntries: Bool)
  /// A row of the Pages view, still to be looked for.
  case page(PageTarget)
  /// The first row of a checkpoint in the Pages view.
  case pagesOfCheckpoint(Int)
  /// The rows of a checkpoint, and nothing else, in the Pages view.
  case checkpointAlone(Int)
  /// What was sent of some PFNs up to a checkpoint, and nothing else, in the Pages view: at the last send of the first
  /// of them that was sent.
  case sends(of: Range<UInt64>, first: UInt64, checkpoint: Int)
  /// A checkpoint in the timeline.
  case checkpoint(Int)
  /// A page on the map as of a checkpoint.
  case map(pfn: UInt64, checkpoint: Int)
  /// Two checkpoints compared.
  case difference(from: Int, to: Int, row: Int = 0)
  /// The biography of a page, at a checkpoint.
  case history(pfn: UInt64, checkpoint: Int)
  /// Bytes of guest memory as of a checkpoint, by their guest-physical address: to be seen in their page.
  case memory(address: UInt64, count: Int, checkpoint: Int)
  case finding(Int)
  /// The guest as of a checkpoint, and a line of its kernel log.
  case guest(checkpoint: Int, line: Int?)
  /// What a search has found, or what was marked.
  case places(PlaceList)
  /// The help, at a word of the glossary.
  case help(String)
  /// A row of whatever the view lists, from 0.
  case row(UInt64)
  /// What has the cursor at a place of a view with more than one list: what a jump from there comes back to.
  indirect case within(Place, CursorSpot)

  /// The view that shows it; nil for the one that is shown.
  var view: ViewKind? {
    switch self {
    case .summary: .summary
    case .node, .tree, .bytes: .tree
    case .pageRow, .page, .pagesOfCheckpoint, .checkpointAlone, .sends: .pages
    case .checkpoint: .checkpoints
    case .map: .map
    case .history, .memory: .page
    case .difference: .diff
    case .finding: .findings
    case .guest: .guest
    case .places: .places
    case .help: .help
    case .row: nil
    case .within(let place, _): place.view
    }
  }
}

/// What has the cursor beside, or within, the place of a view.
enum CursorSpot: Sendable, Equatable {
  /// A byte of those that are shown: a file offset, or one of a page.
  case byte(UInt64)
  /// A row of one of the view's lists, or the line that its text is scrolled to.
  case row(Int, pane: Int = 0)
  /// The row above those of a group.
  case head
}
