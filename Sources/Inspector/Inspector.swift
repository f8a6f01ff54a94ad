@_spi(Measuring) import SaveStream

/// The user interface as a state machine: events in, effects and a grid of cells out.
///
/// It reads nothing and waits for nothing. What it wants to know it asks for by an effect, and the answer comes back
/// as an event; `InspectorSession` runs the two against a capture. Drawing touches memory only.
@_spi(Measuring) public struct Inspector: Sendable {
  /// The capture's path, as given.
  let path: String
  /// Whether it is compressed, so that no offset is one of the file.
  let isPacked: Bool
  /// The options of the command line that say how it is read.
  let readingOptions: [String]
  /// What the terminal's locale can show.
  private let ownGlyphs: Glyphs
  public internal(set) var settings: Settings
  private(set) var rows = 24
  private(set) var columns = 80

  /// What is known of the capture, with what a second pass has found so far.
  private(set) var index = StreamIndex().snapshot
  /// Findings of a second pass that are among those of the index.
  var secondFindings = 0
  private(set) var findings = FindingOffsets()
  private(set) var rate = IndexingRate()
  /// The capture that this one is compared with, as far as is known.
  private(set) var other: OtherFacts?

  var views: [ViewKind: any InspectorView] = [
    .places: PlacesView(),
    .summary: SummaryView(), .tree: TreeView(), .pages: PagesView(), .checkpoints: CheckpointsView(), .map: MapView(),
    .page: PageView(), .diff: DiffView(), .findings: FindingsView(), .guest: GuestView(), .help: HelpView(),
  ]
  var history: History
  /// What was looked at last.
  var focus = Focus()
  /// The checkpoint that is marked to be compared.
  var markedCheckpoint: Int?
  /// The finding that `e` goes on from.
  var finding: Int?

  var prompt = Prompt()
  var awaitedKey: AwaitedKey?
  var lastPress: Mouse?
  /// Where the jump within a view began that the key pressed last asked for, until it has led anywhere.
  var jump: (origin: Place, view: ViewKind)?
  /// The key pressed last, where it is known when.
  var lastKey: (key: Key, milliseconds: UInt64)?
  /// What the status line says until the next key.
  var message: Message?

  /// What is to be said of the address that is looked for, once it has been found.
  var addressHint: String?
  var search = SearchState()
  /// The view whose lines were searched last.
  var searchedView: ViewKind?
  var searchedScope: String?
  /// What was marked and noted, the oldest first.
  var marks: [MarkedPlace] = []
  /// What is kept of the capture already.
  var keptState = CaptureState()
  /// Whether the file has grown since it was read to its end.
  var isStillWritten = false
  /// Whether the file is no longer what was read.
  var isFileChanged = false
  /// Whether the capture was read on behind damage, once it has been read to its end.
  private(set) var isDamaged = false
  /// Where to begin.
  var opening: Opening
  var work = WorkState()
  /// The file that is being written.
  var exporting: ExportState?
  /// Whether the capture grows on the screen as it is written.
  public internal(set) var isFollowing = false

  /// - Parameters:
  ///   - path: the capture's path, for the title line.
  ///   - glyphs: what the terminal's locale can show.
  ///   - other: the path of the capture that this one is to be compared with; the Diff view is shown first then.
  ///   - readingOptions: those of the command line that say how captures are read, for the command lines that are
  ///     shown.
  ///   - opening: the place and the view to begin with.
  ///   - settings: those of the settings file; the first problem in it is said at once, and the help shows all.
  public init(
    path: String, isPacked: Bool = false, comparedWith other: String? = nil, readingOptions: [String] = [],
    glyphs: Glyphs = .unicode, settings: Settings = Settings(), opening: Opening = Opening()
  ) {
    self.opening = opening
    self.path = path
    self.isPacked = isPacked
    self.readingOptions = readingOptions
    ownGlyphs = glyphs
    self.settings = settings
    self.other = other.map { OtherFacts(path: $0, beside: path) }
    history = History(opening.view ?? (other == nil ? settings.start : .diff))
    message = settings.firstProblem.map { Message($0, isTrouble: true) }
  }

  /// The view that is shown.
  var current: ViewKind { history.current }
  var glyphs: Glyphs {
    var glyphs = settings.glyphs.glyphs(own: ownGlyphs)
    if settings.theme == .mono { glyphs.hasColors = false }
    return glyphs
  }
  var keys: KeyMap { settings.keys }

  /// Takes an event in and says what is to be done now.
  package mutating func update(_ event: InspectorEvent) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .resize(let rows, let columns): resize(rows, columns)
    case .key(let key, let milliseconds):
      opening.place = nil
      press(key, at: milliseconds, &effects)
    case .mouse(let mouse): if settings.mouse { take(mouse, &effects) }
    case .index(let index, let milliseconds):
      take(index, milliseconds)
      beginSecondPass(&effects)
      goToOpeningPlace(&effects)
    case .reread(let index, let milliseconds):
      self = begunAnew
      return update(.index(index, milliseconds: milliseconds))
    case .answer(let answer): take(answer, &effects)
    case .search(let progress): take(progress, &effects)
    case .searchFailed(let error): take(searchFailed: error, &effects)
    case .work(let progress): take(progress, &effects)
    case .workFailed(let kind, let error): take(error, of: kind, &effects)
    case .goOn: break
    case .following(let isOn): take(following: isOn)
    case .other(let path, let index): other = OtherFacts(path: path, beside: self.path, index)
    case .exporting(let progress): take(progress)
    case .grown: takeGrowth()
    case .changed(let text):
      isFileChanged = true
      message = Message(shown(text), isTrouble: true)
    case .fileExists(let request): awaitedKey = .replacement(request)
    case .done(let text): message = Message(shown(text))
    case .trouble(let text): message = Message(shown(text), isTrouble: true)
    }
    withView(current, &effects) { view, scene in view.prepare(&scene) }
    noteJump()
    return effects
  }

  /// The inspector as it was before it knew anything of the capture, with what the user set, marked and typed.
  private var begunAnew: Inspector {
    var opening = opening
    opening.view = ViewKind.numbered.contains(current) ? current : nil
    var anew = Inspector(
      path: path, isPacked: isPacked, readingOptions: readingOptions, glyphs: ownGlyphs, settings: settings,
      opening: opening)
    anew.other = other
    (anew.rows, anew.columns) = (rows, columns)
    (anew.marks, anew.keptState, anew.prompt) = (marks, keptState, prompt)
    (anew.isStillWritten, anew.isFileChanged, anew.isFollowing) = (isStillWritten, isFileChanged, isFollowing)
    anew.exporting = exporting
    return anew
  }

  private mutating func resize(_ rows: Int, _ columns: Int) {
    self.rows = max(0, min(rows, Self.mostCells))
    self.columns = max(0, min(columns, Self.mostCells))
  }

  /// Rows or columns of a screen that are drawn on at most.
  private static let mostCells = 4096

  private mutating func take(_ index: IndexSnapshot, _ milliseconds: UInt64) {
    rate.update(index, milliseconds: milliseconds, isFollowing: isFollowing)
    show(index)
  }

  /// Shows what is known of the capture now.
  mutating func show(_ index: IndexSnapshot) {
    self.index = index
    isDamaged = index.isFinished && index.isSalvaged
    findings.update(index.findings)
    var none: [Effect] = []
    for kind in ViewKind.allCases { withView(kind, &none) { view, scene in view.indexChanged(&scene) } }
  }

  mutating func take(_ answer: ReadAnswer, _ effects: inout [Effect]) {
    if let kind = answer.view { return withView(kind, &effects) { view, scene in view.take(answer, &scene) } }
    if case .kernelPlace(let place) = answer { return arrive(at: place, &effects) }
    guard case .failed(let error) = answer else { return }
    let place = error.offset.map { " at \(NumberText.hex($0))" } ?? ""
    message = Message(shown("Cannot read\(place): \(error.reason)"), isTrouble: true)
  }

  /// Text from elsewhere, such as a name or a typed word, as a screen can show it.
  func shown(_ text: String) -> String { EscapedText.of(text, unicode: glyphs.isUnicode) }
}
