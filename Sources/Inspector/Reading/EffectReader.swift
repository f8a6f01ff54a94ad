@_spi(Measuring) import SaveStream

/// Carries out the inspector's read effects against a capture: screenfuls at once, searches in slices.
@_spi(Measuring) public final class EffectReader {
  /// The capture as far as it has come: keys are not to wait for more of it.
  let capture: Capture
  /// What the index knew last.
  var index: IndexSnapshot {
    didSet {
      renewTree()
      pages = PageRows(capture: capture, index: index)
      renewMemory()
      known = nil
      reasonSource = nil
    }
  }
  private(set) var tree: ChunkTree
  /// What the tree is of.
  private var treeIndex: IndexSnapshot
  private(set) var pages: PageRows
  /// Who sent what, and the memory that follows from it: built when it is first asked for, as that takes a look at
  /// every PFN array.
  var sends: PageSends?
  var memory: GuestMemory? {
    didSet {
      knownMap = nil
      knownHistory = nil
    }
  }
  /// The map of that memory, once it was asked for.
  var knownMap: MemoryMap?
  /// The pages that the stream names, as of the checkpoint that was asked for last.
  var known: (checkpoint: Int, pages: KnownPages)?
  /// The capture that the first is compared with, once it has been read.
  var other: OtherCapture?
  /// What was read of the guest's kernel as of some checkpoints, the last that was asked for at the end.
  var studies: [GuestStudy] = []
  /// What is known of the guest's frames as of the checkpoints that rows were asked for of, once they were.
  var knownHistory: FrameHistory?
  /// Why pages were sent in whole, once that was asked for.
  private var reasonSource: ReasonSource?
  /// The comparison that was begun last.
  var comparison: (request: DiffRequest, made: CheckpointComparison)?
  /// What is under way in slices; nil for what has not begun.
  var works: [(request: WorkRequest, run: (any WorkRun)?)] = []
  /// Stands in for the capture's own tree in tests.
  let substituteRoot: TreeNode?
  /// The search that is under way; nil for its run until it has begun.
  var search: (request: SearchRequest, run: (any SearchRun)?)?

  public convenience init(capture: Capture, index: IndexSnapshot) {
    self.init(capture: capture, index: index, root: nil)
  }

  init(capture whole: Capture, index: IndexSnapshot, root: TreeNode?) {
    let capture = whole.asFarAsArrived
    self.capture = capture
    self.index = index
    substituteRoot = root
    treeIndex = index
    tree = ChunkTree(capture: capture, index: index)
    pages = PageRows(capture: capture, index: index)
  }

  /// One that knows nothing but the index of the capture read once more.
  func begunAnew(with index: IndexSnapshot) -> EffectReader {
    let anew = EffectReader(capture: capture, index: index, root: substituteRoot)
    anew.other = other
    return anew
  }

  /// What tells why pages were sent in whole.
  var reasons: ReasonSource {
    let source = reasonSource ?? ReasonSource(capture, index)
    reasonSource = source
    return source
  }

  /// A capture that is followed is read anew, from nothing. Nodes that are shown and asked for are of the tree before,
  /// which stays until as much is known again.
  private func renewTree() {
    guard index.checkpoints.count >= treeIndex.checkpoints.count, index.entryRows.count >= treeIndex.entryRows.count,
      index.compressedChunks.count >= treeIndex.compressedChunks.count
    else { return }
    treeIndex = index
    tree = ChunkTree(capture: capture, index: index)
  }

  /// The node that all others lie in.
  var root: TreeNode { substituteRoot ?? tree.root }

  /// Answers a read at once.
  package func answer(_ request: ReadRequest) -> ReadAnswer {
    do throws(CaptureError) {
      switch request {
      case .tree(let requests): return .tree(requests.map(children))
      case .treeBelow(let path, let node, let limit): return below(path, node, limit: limit)
      case .locate(let target): return .located(steps(to: target))
      case .pages(let range, let contentOnly):
        return .pages(range, contentOnly: contentOnly, try pages.rows(range, contentOnly: contentOnly))
      case .pageRow(let target, let contentOnly, let asker):
        return .pageRow(try position(of: target, contentOnly: contentOnly), contentOnly: contentOnly, asker)
      case .listedPages(let selection, let places, let list):
        return .listedPages(places, try selection.rows(places, of: pages), list: list)
      case .listedPlace(let selection, let position, let list):
        let nearest = try selection.nearestPlace(to: position, in: pages)
        return .listedPlace(nearest?.place, of: position, isShown: nearest?.isShown ?? false, list: list)
      case .bytes(let range, let node):
        let count = min(Int(clamping: range.upperBound - range.lowerBound), Self.mostBytes)
        let bytes = try capture.bytes(at: range.lowerBound, count: count)
        return .bytes(offset: range.lowerBound, bytes, fields: node.map { fields(of: $0, in: range) } ?? [])
      case .runMap(let node): return .runMap(offset: node.offset, try runMap(of: node))
      case .comparedPage(let pfn, let request): return .comparedPage(try comparedPage(pfn, of: request))
      case .comparedWords(let pfns, let request):
        return .comparedWords(try comparedWords(pfns, of: request), of: request)
      case .biography(let request): return .biography(try answer(request))
      case .pagePreview(let pfn, let checkpoint): return .pagePreview(try preview(of: pfn, at: checkpoint))
      case .resultingPage(let node): return .resultingPage(offset: node.offset, try resultingPage(of: node))
      case .mapExtent(let asker): return .mapExtent(memoryMap?.extent, asker)
      case .origin: return .origin(try ImageOrigin(of: index, in: capture))
      }
    } catch {
      return .failed(error)
    }
  }

  /// Bytes read for a screen at most.
  private static let mostBytes = 1 << 16
}
