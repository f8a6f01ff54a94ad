import SaveStream

/// The user interface as a state machine: events in, effects and a grid of cells out.
///
/// It reads nothing and waits for nothing. What it wants to know it asks for by an effect, and the answer comes back
/// as an event; `InspectorSession` runs the two against a capture. Drawing touches memory only.
public struct Inspector: Sendable {
  /// The capture's path, as given.
  let path: String
  /// The options of the command line that say how it is read.
  let readingOptions: [String]
  /// What the terminal's locale can show.
  private let ownGlyphs: Glyphs
  public internal(set) var settings: Settings
  var rows = 24
  var columns = 80

  var index = StreamIndex().snapshot
  var findings = FindingOffsets()
  var rate = IndexingRate()

  private var views: [ViewKind: any InspectorView] = [
    .summary: SummaryView(), .tree: TreeView(), .pages: PagesView(), .checkpoints: CheckpointsView(), .map: MapView(),
    .page: PageView(), .diff: DiffView(), .findings: FindingsView(), .help: HelpView(),
  ]
  /// The view that is shown, and those that `q` goes back to.
  private(set) var current: ViewKind
  private(set) var viewsBefore: [ViewKind] = []

  var places = Places()
  /// The first of two keys.
  var pending: Key?
  /// Whether the next key is the letter of a mark.
  var awaitsMark: Command?
  var prompt: Prompt?
  var histories: [Prompt.Kind: LineEditor] = [:]
  /// What the status line says until the next key.
  var message: Message?
  var search = SearchState()
  var work = WorkState()
  /// The file that is being written.
  var exporting: ExportState?
  /// Whether the capture grows on the screen as it is written.
  public internal(set) var isFollowing = false
  /// What was looked at last, and the checkpoint that is marked to be compared.
  private(set) var focus = Focus()
  var markedCheckpoint: Int?
  /// The capture that this one is compared with, as far as is known.
  var other: OtherFacts?
  /// The finding that `e` goes on from.
  var finding: Int?
  var lastPress: Mouse?

  /// - Parameters:
  ///   - path: the capture's path, for the title line.
  ///   - glyphs: what the terminal's locale can show.
  ///   - other: the path of the capture that this one is to be compared with; the Diff view is shown first then.
  ///   - readingOptions: those of the command line that say how captures are read, for the command lines that are shown.
  ///   - settings: those of the settings file; the first problem in it is said at once, and the help shows all.
  public init(
    path: String, comparedWith other: String? = nil, readingOptions: [String] = [], glyphs: Glyphs = .unicode,
    settings: Settings = Settings()
  ) {
    self.path = path
    self.readingOptions = readingOptions
    ownGlyphs = glyphs
    self.settings = settings
    self.other = other.map { OtherFacts(path: $0, beside: path) }
    current = other == nil ? settings.start : .diff
    message = settings.firstProblem
  }

  var glyphs: Glyphs { settings.glyphs.glyphs(own: ownGlyphs) }
  var keys: KeyMap { settings.keys }

  /// Takes an event in and says what is to be done now.
  public mutating func update(_ event: InspectorEvent) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .resize(let rows, let columns):
      self.rows = max(0, min(rows, Self.mostCells))
      self.columns = max(0, min(columns, Self.mostCells))
    case .key(let key): press(key, &effects)
    case .mouse(let mouse): if settings.mouse { take(mouse, &effects) }
    case .index(let index, let milliseconds): take(index, milliseconds)
    case .answer(let answer): take(answer, &effects)
    case .search(let progress): take(progress, &effects)
    case .searchFailed(let error): take(searchFailed: error, &effects)
    case .work(let progress): take(progress, &effects)
    case .workFailed(let kind, let error):
      giveUp(kind, &effects)
      take(.failed(error), &effects)
    case .goOn: break
    case .following(let isOn): take(following: isOn)
    case .other(let path, let index): other = OtherFacts(path: path, beside: self.path, index)
    case .exporting(let progress): take(progress)
    case .done(let text): message = Message(EscapedText.of(text, unicode: glyphs.isUnicode))
    case .trouble(let text): message = Message(EscapedText.of(text, unicode: glyphs.isUnicode), isTrouble: true)
    }
    withView(current, &effects) { view, scene in view.prepare(&scene) }
    return effects
  }

  /// Rows or columns of a screen that are drawn on at most.
  private static let mostCells = 4096
}

/// A line for the user.
struct Message: Sendable {
  let text: String
  var isTrouble = false
  /// The words of a command line, quoted as a shell takes them, where it is one: what is copied from the screen works.
  var shellWords: [String] = []
  /// The hit of the search that it tells of, and whether the search had wrapped.
  var ofHit: (SearchHit, hasWrapped: Bool)?

  init(_ text: String, isTrouble: Bool = false) {
    self.text = text
    self.isTrouble = isTrouble
  }

  /// A command line.
  init(shellWords: [String]) {
    text = shellWords.joined(separator: " ")
    self.shellWords = shellWords
  }
}

/// The views and what they want.
extension Inspector {
  /// What a view sees.
  var scene: Scene {
    Scene(
      index: index, path: path, glyphs: glyphs, rows: max(rows - Frame.otherRows, 1), columns: max(columns, 1),
      findings: findings, pattern: search.pattern, settings: settings, helpFor: viewsBefore.last ?? .summary,
      focus: focus, markedCheckpoint: markedCheckpoint, other: other, work: work)
  }

  /// Lets a view change itself, and does what it wants.
  mutating func withView(
    _ kind: ViewKind, _ effects: inout [Effect], _ body: (inout any InspectorView, inout Scene) -> Void
  ) {
    // Taken out meanwhile, so that what it holds is changed in place and not copied.
    guard var view = views.removeValue(forKey: kind) else { return }
    var scene = scene
    body(&view, &scene)
    views[kind] = view
    for request in scene.requests {
      switch request {
      case .effect(let effect):
        if case .search(let request) = effect {
          search.start(request, from: .place(request.start), extent: index.size)
        }
        if case .work(let request) = effect { work.start(request) }
        effects.append(effect)
      case .go(let place): go(to: place, askedBy: kind, &effects)
      case .show(let kind): show(kind, &effects)
      case .say(let text): message = Message(text)
      }
    }
  }

  func view(_ kind: ViewKind) -> (any InspectorView)? { views[kind] }

  /// Where one is in the view that is shown.
  var position: ViewPosition { views[current]?.position(scene) ?? ViewPosition(place: .summary) }

  /// Shows a view as it was left, or with what was looked at last. Going to one that `q` would come back to goes back
  /// to it.
  mutating func show(_ kind: ViewKind, _ effects: inout [Effect]) {
    guard kind != current else { return }
    turn(to: kind)
    withView(kind, &effects) { view, scene in view.enter(&scene) }
  }

  private mutating func turn(to kind: ViewKind) {
    guard kind != current else { return }
    // The rows of another view have other fields.
    if prompt?.kind == .filter { prompt = nil }
    focus.adopt(position.focus)
    if let place = viewsBefore.firstIndex(of: kind) {
      viewsBefore.removeSubrange(place...)
    } else {
      viewsBefore.append(current)
    }
    current = kind
  }

  /// Goes back to the view before; false when there is none.
  mutating func leaveView() -> Bool {
    guard let before = viewsBefore.popLast() else { return false }
    current = before
    return true
  }

  /// Goes to a place and remembers the one it left.
  /// - Parameter asker: the view that asks for it; nil where the user names it.
  mutating func go(to place: Place, askedBy asker: ViewKind? = nil, _ effects: inout [Effect]) {
    places.leave(position.place)
    arrive(at: place, askedBy: asker, &effects)
  }

  /// Goes to a place.
  mutating func arrive(at place: Place, askedBy asker: ViewKind? = nil, _ effects: inout [Effect]) {
    if let kind = place.view { turn(to: kind) }
    let asker = asker == current ? nil : asker
    withView(current, &effects) { view, scene in
      scene.askingView = asker
      view.go(to: place, &scene)
    }
  }
}

/// What comes from outside.
extension Inspector {
  private mutating func take(_ index: IndexSnapshot, _ milliseconds: UInt64) {
    self.index = index
    findings.update(index.findings)
    rate.update(index, milliseconds: milliseconds)
    var none: [Effect] = []
    for kind in ViewKind.allCases { withView(kind, &none) { view, scene in view.indexChanged(&scene) } }
  }

  mutating func take(_ answer: ReadAnswer, _ effects: inout [Effect]) {
    if let kind = answer.view { return withView(kind, &effects) { view, scene in view.take(answer, &scene) } }
    guard case .failed(let error) = answer else { return }
    let place = error.offset.map { " at \(NumberText.hex($0))" } ?? ""
    message = Message(
      EscapedText.of("Cannot read\(place): \(error.reason)", unicode: glyphs.isUnicode), isTrouble: true)
  }

  private mutating func take(_ mouse: Mouse, _ effects: inout [Effect]) {
    // What is typed belongs to the view that is shown, and should not get lost.
    guard prompt == nil else { return }
    message = nil
    let row = mouse.row - Frame.rowsAbove
    let isInView = row >= 0 && row < scene.rows
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -Self.wheelRows : Self.wheelRows
      withView(current, &effects) { view, scene in view.wheel(by: step, row: row, column: mouse.column, &scene) }
    case .press:
      let isDouble = lastPress.map { $0.isFirst(ofDouble: mouse) } ?? false
      lastPress = isDouble ? nil : mouse
      if isInView {
        withView(current, &effects) { view, scene in
          view.click(row: row, column: mouse.column, isDouble: isDouble, &scene)
        }
      } else if let command = Frame(self).command(atRow: mouse.row, column: mouse.column) {
        perform(command, &effects)
      }
    }
  }

  private static let wheelRows = 3
}

extension Mouse {
  /// Whether another press makes a double click with this one.
  func isFirst(ofDouble other: Mouse) -> Bool {
    row == other.row && abs(column - other.column) <= 1 && other.milliseconds >= milliseconds
      && other.milliseconds - milliseconds <= 400
  }
}
