import SaveStream

/// One view of the inspector: what it remembers, what it asks for, and how it draws itself.
///
/// A view is given commands, never keys, and never reads: what it misses it asks for in `prepare`, and draws a
/// placeholder until the answer is there.
protocol InspectorView: Sendable {
  /// Carries out a command; what it does not know it leaves alone.
  mutating func perform(_ command: Command, _ scene: inout Scene)
  /// A click on a cell of the view's area.
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene)
  /// The wheel, over a cell of the view's area, downwards for positive rows.
  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene)
  /// Becomes the view that is shown, by its number and not by way of a place: `scene.focus` says what was looked at.
  mutating func enter(_ scene: inout Scene)
  /// Goes to a place of this view.
  mutating func go(to place: Place, _ scene: inout Scene)
  /// Takes an answer to what it asked for.
  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene)
  /// Work that it may have asked for was given up.
  mutating func workStopped(_ kind: WorkKind)
  /// The index in the scene is a newer one.
  mutating func indexChanged(_ scene: inout Scene)
  /// Makes itself fit the scene's size and asks for what is missing. Called after every event.
  mutating func prepare(_ scene: inout Scene)
  /// Draws into the region of the grid, which has the scene's size.
  func draw(into grid: inout Grid, _ scene: Scene)
  /// Where one is, for the status line and for marks.
  func position(_ scene: Scene) -> ViewPosition

  /// Whether it has more to do than fits into one event, of which `prepare` does a part each time.
  func isBehind(_ scene: Scene) -> Bool
  /// The language of filters over its rows; nil where no filter can choose among them.
  var filterLanguage: FilterLanguage? { get }
  /// The filter in force, as it was written; empty for none.
  var filterExpression: String { get }
  /// Shows only the rows that a right expression lets pass; all rows for an empty one.
  mutating func filter(by expression: String, _ scene: inout Scene)
  /// The columns that rows can be sorted by.
  var sortColumns: [FilterField] { get }
  /// Sorts rows by one of these, by its name; nil for the order that they come in.
  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene)
  /// What can be written to a file of what it shows; nil where that is nothing.
  func export(_ scene: Scene) -> ExportContent?
  /// What a view with nothing in it would show, in a word or two; nil where there is something, or where a filter hides it.
  func whatIsMissing(_ scene: Scene) -> String?
}

extension InspectorView {
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {}
  mutating func enter(_ scene: inout Scene) {}
  mutating func go(to place: Place, _ scene: inout Scene) {}
  mutating func workStopped(_ kind: WorkKind) {}
  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {}
  mutating func indexChanged(_ scene: inout Scene) {}
  mutating func prepare(_ scene: inout Scene) {}
  func isBehind(_ scene: Scene) -> Bool { false }
  var filterLanguage: FilterLanguage? { nil }
  var filterExpression: String { "" }
  mutating func filter(by expression: String, _ scene: inout Scene) {}
  var sortColumns: [FilterField] { [] }
  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene) {}
  func export(_ scene: Scene) -> ExportContent? { nil }
  func whatIsMissing(_ scene: Scene) -> String? { nil }
}

/// Where one is in a view.
struct ViewPosition: Sendable, Equatable {
  /// A file offset, where the cursor has one.
  var offset: UInt64?
  /// In words: a path, a page.
  var words = ""
  /// The row of a list, from 1, and how many there are.
  var row: (UInt64, of: UInt64)?
  /// What the rows are.
  var unit = "rows"
  /// Which rows are shown, where these are not all.
  var filter: FilterSummary?
  /// The place to come back to.
  var place: Place
  /// The byte of the page under the cursor, where single bytes of pages are shown.
  var byteOfPage: Int?
  /// What it belongs to, where that can be told: other views start from there.
  var focus = Focus()

  static func == (left: ViewPosition, right: ViewPosition) -> Bool {
    left.offset == right.offset && left.words == right.words && left.place == right.place
  }
}

/// The checkpoint and the page that one looks at: what a view that is called by its number starts from.
struct Focus: Sendable, Equatable {
  var checkpoint: Int?
  var pfn: UInt64?

  /// Takes over what another one knows.
  mutating func adopt(_ other: Focus) {
    checkpoint = other.checkpoint ?? checkpoint
    pfn = other.pfn ?? pfn
  }
}

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
  /// A row of whatever the view lists, from 0.
  case row(UInt64)

  /// The view that shows it; nil for the one that is shown.
  var view: ViewKind? {
    switch self {
    case .summary: .summary
    case .node, .tree, .bytes: .tree
    case .pageRow, .page, .pagesOfCheckpoint, .sends: .pages
    case .checkpoint: .checkpoints
    case .map: .map
    case .history, .memory: .page
    case .difference: .diff
    case .finding: .findings
    case .row: nil
    }
  }
}

/// What is known on the screen of the capture that the first is compared with.
struct OtherFacts: Sendable, Equatable {
  let path: String
  /// What the two are called where both are shown.
  let names: CaptureNames
  /// 0 until it has been read.
  let checkpointCount: Int
  let lastCompleteCheckpoint: Int?

  var name: String { names.second }

  /// - Parameters:
  ///   - first: the path of the first capture.
  ///   - index: nil while it is being read.
  init(path: String, beside first: String, _ index: IndexSnapshot? = nil) {
    self.path = path
    names = CaptureNames(first, path)
    checkpointCount = index?.checkpoints.count ?? 0
    lastCompleteCheckpoint = index?.lastCompleteCheckpoint
  }
}

/// What a view sees of its surroundings, and what it wants of them.
struct Scene {
  var index: IndexSnapshot
  var path: String
  var glyphs: Glyphs
  /// The size of the view's area in cells.
  var rows: Int
  var columns: Int
  var findings: FindingOffsets
  /// What is searched for, to be lit wherever it shows.
  var pattern: SearchPattern?
  var settings: Settings
  /// The view that is shown below the help.
  var helpFor: ViewKind = .summary
  /// What was looked at last.
  var focus = Focus()
  /// The checkpoint that is marked to be compared.
  var markedCheckpoint: Int?
  /// The other view that asks for the place that is gone to; nil where one goes there by oneself: by a mark, a command
  /// or ^O, or within the view.
  var askingView: ViewKind?
  /// The second capture, where two are compared.
  var other: OtherFacts?
  /// What goes on beside the keys.
  var work = WorkState()
  var requests: [ViewRequest] = []

  var keys: KeyMap { settings.keys }
  var units: SizeUnits { settings.units }

  mutating func read(_ request: ReadRequest) { requests.append(.effect(.read(request))) }
  mutating func work(_ request: WorkRequest) { requests.append(.effect(.work(request))) }
  mutating func go(to place: Place) { requests.append(.go(place)) }
  mutating func say(_ text: String) { requests.append(.say(text)) }
}

/// What a view wants of the inspector.
enum ViewRequest: Sendable {
  case effect(Effect)
  /// Show another place, and remember this one for ^O.
  case go(Place)
  /// Show a view as it was left.
  case show(ViewKind)
  /// Show a message until the next key.
  case say(String)
}
