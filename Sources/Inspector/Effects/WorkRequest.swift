@_spi(Measuring) import SaveStream

/// Work that takes longer than a frame: it is carried out in slices between keys, and its answer comes as an event.
package enum WorkRequest: Sendable, Equatable {
  /// Find out who sent what. Nobody asks for it by name: reads that need it wait for it.
  case sends
  /// Compare two checkpoints.
  case comparison(DiffRequest)
  /// Find out which rows the Pages view shows, and in which order.
  case selection(PageListRequest)
  /// Count the pages of the cells of the map that are on the screen.
  case map(MapArea)
  /// Find the pages that were sent most often up to the end of a checkpoint.
  case hottest(checkpoint: Int)
  /// Look at what the pages of the cells of the map hold.
  case contents(MapArea)
  /// Count the pages of cells of guest memory and look at what they hold, for the Summary.
  case overview(MapArea)
  /// Find out which sends the Page view lists.
  case sendSelection(SendSelectionRequest)
  /// Go through the deltas of a page. Nobody asks for it by name: reads that need it wait for it.
  case pageWalk(pfn: UInt64)
  /// Read what the guest's kernel says of itself as of a checkpoint.
  case guest(checkpoint: Int)
  /// Find where a name or an address of the guest's kernel leads.
  case kernelPlace(KernelTarget, checkpoint: Int)
  /// Find out what the kernel knows of a page frame.
  case kernelFrame(pfn: UInt64, checkpoint: Int)
  /// Find out what the guest uses its page frames for.
  case kernelUses(checkpoint: Int, withOwners: Bool)
  /// Find out what it uses the pages for that differ, and whose they are.
  case comparedUses(DiffRequest)
  /// Add up what checkpoints sent by what it used the pages for, and by whose they were.
  case sentUses([Int])
  /// Name addresses of the kernel, for a view.
  case kernelNames([UInt64], checkpoint: Int, ViewKind)
  /// Look for what shows only once the capture has been indexed. The inspector asks for it by itself.
  case secondPass(usesMemory: Bool)

  /// Find out why pages were sent in whole, for a view.
  case reasons(ViewKind)
  /// Count how large or how frequent things are.
  case distribution(DistributionRequest)

  /// What kind of work it is. There is one of each kind at a time: a new one takes the place of the old one.
  public var kind: WorkKind {
    switch self {
    case .sends: .sends
    case .comparison: .comparison
    case .selection: .selection
    case .map: .map
    case .hottest: .hottest
    case .contents: .contents
    case .overview: .overview
    case .sendSelection: .sendSelection
    case .pageWalk: .pageWalk
    case .guest: .guest
    case .kernelPlace: .kernelPlace
    case .kernelFrame: .kernelFrame
    case .kernelNames: .kernelNames
    case .kernelUses: .kernelUses
    case .comparedUses: .comparedUses
    case .sentUses: .sentUses
    case .secondPass: .secondPass
    case .reasons: .reasons
    case .distribution(let request): request.checkpoint == nil ? .distributionOfAll : .distribution
    }
  }
}

/// Two checkpoints to be compared: of the capture, or one of it and one of the other capture.
@_spi(Measuring) public struct DiffRequest: Sendable, Equatable {
  public let from: Int
  public let to: Int
}

/// What a comparison has found so far.
@_spi(Measuring) public struct DiffAnswer: Sendable {
  let request: DiffRequest
  let snapshot: ComparisonSnapshot
  let notes: [ComparisonNote]
}

/// Which rows of the page table a list shows, and in which order.
@_spi(Measuring) public struct PageListRequest: Sendable, Equatable {
  /// The filter as it was written; empty for none.
  var expression = ""
  public internal(set) var filter: Filter<PageRow>?
  /// The filter, where it asks what the guest used pages for, or why they were sent in whole: there is no other then.
  package internal(set) var used: Filter<UsedRow<WhyRow<PageRow>>>?
  /// Whether another view set the filter, and not the user: it goes when one comes to Pages by another way.
  var isFilterBorrowed = false
  /// nil for the order of the stream.
  package internal(set) var order: PageOrder?
  /// All entries, or those that carry content.
  public internal(set) var allEntries = false
  /// Rows that the table had when this was asked for.
  var tableCount: UInt64 = 0
  /// Bytes of the capture that were there then: rows whose content had not arrived may be others now.
  var size: UInt64 = 0

  /// Whether nothing is left out or sorted.
  var isEverything: Bool { !hasFilter && order == nil }

  /// Whether the guest has to be asked.
  var asksForUse: Bool { used?.asksFor(fieldsFrom: UsedRow<WhyRow<PageRow>>.firstListField) ?? false }

  /// Whether the sender's cache has to be gone through.
  var asksForWhy: Bool { used?.asksFor(anyOf: WhyRow<PageRow>.whyFields) ?? false }

  var hasFilter: Bool { filter != nil || used != nil }

  /// Takes an expression as the filter; one that is wrong lets all pass.
  mutating func filter(by expression: String) {
    let used = try? Filter<UsedRow<WhyRow<PageRow>>>(expression)
    let asksForMore = used?.asksFor(fieldsFrom: WhyRow<PageRow>.whyFields.lowerBound) ?? false
    self.used = asksForMore ? used : nil
    filter = asksForMore ? nil : try? Filter<PageRow>(expression)
    self.expression = hasFilter ? expression : ""
  }

  /// Whether another one asks for the same, of a table that may have grown.
  func isSame(as other: PageListRequest) -> Bool {
    filter == other.filter && used == other.used && order == other.order && allEntries == other.allEntries
  }
}

/// The kinds of work.
@_spi(Measuring) public enum WorkKind: Sendable, CaseIterable {
  case sends
  case comparison
  case selection
  case map
  case hottest
  case contents
  case overview
  case sendSelection
  case pageWalk
  case guest
  case kernelPlace
  case kernelFrame
  case kernelNames
  case kernelUses
  case comparedUses
  case sentUses
  case secondPass
  case reasons
  /// Of one checkpoint, and of all: one does not take the place of the other.
  case distribution, distributionOfAll

  /// What goes on, for the status line.
  var words: String {
    switch self {
    case .sends: "reading who sent what"
    case .comparison: "comparing"
    case .selection: "selecting rows"
    case .map: "counting pages"
    case .hottest: "looking for the hottest pages"
    case .contents, .overview: "looking at pages"
    case .sendSelection: "selecting sends"
    case .pageWalk: "applying deltas"
    case .guest, .kernelPlace, .kernelFrame, .kernelNames, .kernelUses, .comparedUses, .sentUses:
      "reading the guest's kernel"
    case .secondPass: "checking"
    case .reasons: "following the sender's cache"
    case .distribution, .distributionOfAll: "counting"
    }
  }
}

/// How far a piece of work is.
@_spi(Measuring) public struct WorkProgress: Sendable {
  package let request: WorkRequest
  /// The part that is done, 0…1.
  public let part: Double
  /// Whether nothing is left to do.
  public let isFinished: Bool
  /// What is known so far, for the view that asked; nil while there is nothing to show.
  package let answer: ReadAnswer?
}

/// What runs beside the keys, and how far it is.
struct WorkState: Sendable {
  private var running: [(request: WorkRequest, part: Double)] = []

  /// What the status line tells of: the last that was begun, as the user waits for that.
  var shown: (kind: WorkKind, part: Double)? { running.last.map { ($0.request.kind, $0.part) } }

  func isRunning(_ kind: WorkKind) -> Bool { running.contains { $0.request.kind == kind } }

  /// What cannot go on before it is known who sent what.
  var waitingForSends: [WorkKind] { running.map(\.request).filter(\.needsMemory).map(\.kind) }

  mutating func start(_ request: WorkRequest) {
    running.removeAll { $0.request.kind == request.kind }
    running.append((request, 0))
  }

  mutating func take(_ progress: WorkProgress) {
    let place = running.firstIndex { $0.request.kind == progress.request.kind }
    if progress.isFinished {
      if let place { running.remove(at: place) }
    } else if let place {
      running[place].part = progress.part
    } else {
      // Work that others wait for is begun without the inspector asking.
      running.insert((progress.request, progress.part), at: 0)
    }
  }

  mutating func stop(_ kind: WorkKind) { running.removeAll { $0.request.kind == kind } }
}
