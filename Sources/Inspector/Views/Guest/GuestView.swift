@_spi(Measuring) import SaveStream

/// View 8: what a Linux guest says of itself as of a checkpoint: its kernel, its memory by use, its tasks, where its
/// vCPUs stood, and its kernel log.
struct GuestView: InspectorView {
  /// What is known of the guest; nil until something is.
  private(set) var facts: GuestFacts?
  private(set) var log: GuestLogLines?
  /// Those that are listed, in the order of the list.
  private(set) var tasks: [GuestFacts.Task] = []
  private(set) var vcpus: [VcpuRow] = []
  private(set) var focus = GuestPane.log
  private(set) var isMaximised = false
  /// Cells by which the log is scrolled to the right.
  private(set) var logShift = 0
  /// Whether reading was stopped.
  private(set) var isStopped = false

  private var cursors = [ListCursor](repeating: ListCursor(), count: GuestPane.allCases.count)
  /// The checkpoint that is looked at; nil for the last complete one, also when others follow.
  private var fixedCheckpoint: Int?
  private var asked: Question?
  /// The line to be selected once the log is there; its last one where none is named.
  private var wantedLine: Int?

  /// What decides whether something else would be read now.
  private struct Question: Equatable {
    let checkpoint: Int
    let isOfWhole: Bool
  }

  // MARK: Where one is

  func checkpoint(_ scene: Scene) -> Int {
    let last = max(scene.index.checkpoints.count, 1) - 1
    return min(fixedCheckpoint ?? scene.index.lastCompleteCheckpoint ?? 0, last)
  }

  private mutating func show(checkpoint: Int, _ scene: Scene) {
    fixedCheckpoint = checkpoint == scene.index.lastCompleteCheckpoint ? nil : checkpoint
  }

  mutating func stepCheckpoint(_ step: Int, _ scene: inout Scene) {
    let target = checkpoint(scene) + step
    guard target >= 0, target < scene.index.checkpoints.count else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    show(checkpoint: target, scene)
  }

  mutating func enter(_ scene: inout Scene) {
    // Who comes back after reading was stopped wants it after all.
    if isStopped { asked = nil }
    if let checkpoint = scene.focus.checkpoint { show(checkpoint: checkpoint, scene) }
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .guest(let checkpoint, let line):
      show(checkpoint: checkpoint, scene)
      guard let line else { return }
      focus = .log
      if facts?.checkpoint == checkpoint, log != nil { select(line, in: .log, scene) } else { wantedLine = line }
    case .within(.guest(let checkpoint, _), .row(let row, let pane)):
      show(checkpoint: checkpoint, scene)
      if let pane = GuestPane(rawValue: pane) { focus = pane }
      select(row, in: focus, scene)
    case .row(let row):
      select(Int(clamping: row), in: focus, scene)
    default: break
    }
  }

  // MARK: Panes

  func offers(_ command: Command, _ scene: Scene) -> Bool {
    switch command {
    // Without a kernel there are no panes.
    case .nextPane, .previousPane, .maximise, .copy: hasPanes
    case .activate: hasPanes && focus == .vcpus
    default: true
    }
  }

  var hasPanes: Bool { facts?.kernel.value != nil }

  func focusedPane(_ scene: Scene) -> Rect { layout(scene)[focus] }

  func layout(_ scene: Scene) -> GuestLayout {
    GuestLayout(
      rows: scene.rows, columns: scene.columns, headRows: head(scene).count, wanted: { max(count(of: $0), 1) },
      focus: focus, isMaximised: isMaximised)
  }

  /// Rows of a pane's list.
  func count(of pane: GuestPane) -> Int {
    switch pane {
    case .memory: facts?.memory.value?.rows.count ?? 0
    case .tasks: tasks.count
    case .vcpus: vcpus.count
    case .log: log?.count ?? 0
    }
  }

  subscript(pane: GuestPane) -> ListCursor {
    get { cursors[pane.rawValue] }
    set { cursors[pane.rawValue] = newValue }
  }

  mutating func select(_ row: Int, in pane: GuestPane, _ scene: Scene) {
    self[pane].select(row, count: count(of: pane), height: layout(scene).listRows(pane))
  }

  mutating func setFocus(_ pane: GuestPane) { focus = pane }

  mutating func toggleMaximised() { isMaximised.toggle() }

  mutating func scrollLog(by cells: Int) { logShift = max(0, min(logShift + cells, Self.mostShift)) }

  private static let mostShift = 4096

  // MARK: Reading

  mutating func prepare(_ scene: inout Scene) {
    guard !scene.index.entryRows.isEmpty else { return }
    let checkpoint = checkpoint(scene)
    let isOfWhole = scene.index.isFinished || checkpoint <= scene.index.lastCompleteCheckpoint ?? -1
    let question = Question(checkpoint: checkpoint, isOfWhole: isOfWhole)
    if question != asked {
      if asked?.checkpoint != checkpoint { forget() }
      asked = question
      isStopped = false
      scene.work(.guest(checkpoint: checkpoint))
    }
    let layout = layout(scene)
    for pane in GuestPane.allCases { self[pane].fit(count: count(of: pane), height: layout.listRows(pane)) }
  }

  private mutating func forget() {
    facts = nil
    log = nil
    tasks = []
    vcpus = []
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    guard case .guest(let facts) = answer, facts.checkpoint == asked?.checkpoint else { return }
    self.facts = facts
    if let known = facts.log.value, log?.isOf(known) != true { take(known, scene) }
    if vcpus.isEmpty, let known = facts.vcpus.value { vcpus = VcpuRow.rows(known) }
    let known = facts.tasks.value ?? []
    if known.count != tasks.count || facts.isWhole { tasks = Self.sorted(known) }
  }

  private mutating func take(_ known: GuestFacts.Log, _ scene: Scene) {
    let isFirst = log == nil
    log = GuestLogLines(known)
    guard isFirst else { return }
    select(wantedLine ?? count(of: .log) - 1, in: .log, scene)
    wantedLine = nil
  }

  /// Those of which the checkpoint sent most first, where that is known.
  private static func sorted(_ tasks: [GuestFacts.Task]) -> [GuestFacts.Task] {
    tasks.sorted { left, right in
      let (first, second) = (left.sent?.bytes ?? 0, right.sent?.bytes ?? 0)
      return first != second ? first > second : left.task.pid < right.task.pid
    }
  }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .guest || kind == .sends, facts?.isWhole != true { isStopped = true }
  }

  // MARK: For the inspector

  func whatIsMissing(_ scene: Scene) -> String? { scene.index.entryRows.isEmpty ? "no pages" : nil }

  func lines(with pattern: SearchPattern, _ scene: Scene) -> (hits: [Int], cursor: Int)? {
    (log?.lines(with: pattern, unicode: scene.glyphs.isUnicode) ?? [], self[.log].selected)
  }

  func words(ofLine line: Int, _ scene: Scene) -> String { log?.text(line, unicode: scene.glyphs.isUnicode) ?? "" }

  func searchScope(_ scene: Scene) -> String? { "in the kernel log as of checkpoint \(checkpoint(scene))" }

  func place(ofLine line: Int) -> Place { .guest(checkpoint: facts?.checkpoint ?? 0, line: line) }

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool { hit.match == .line && UInt64(self[.log].selected) == hit.place }

  func position(_ scene: Scene) -> ViewPosition {
    let checkpoint = checkpoint(scene)
    var position = ViewPosition(place: .guest(checkpoint: checkpoint, line: log.map { _ in self[.log].selected }))
    guard !scene.index.entryRows.isEmpty else { return position }
    position.focus = Focus(checkpoint: checkpoint)
    position.words = "checkpoint \(checkpoint)"
    let count = count(of: focus)
    if count > 0 { position.row = (UInt64(self[focus].selected) + 1, UInt64(count)) }
    if focus != .log { position.spot = .row(self[focus].selected, pane: focus.rawValue) }
    switch focus {
    case .memory: position.unit = "uses"
    case .tasks: position.unit = "tasks"
    case .vcpus: position.unit = "rows"
    case .log: position.unit = "lines"
    }
    return position
  }

  func export(_ scene: Scene) -> ExportContent? {
    guard facts?.kernel.value != nil else { return nil }
    let checkpoint = checkpoint(scene)
    let command = focus == .log ? "log" : "tasks"
    return ExportContent(
      command: command, options: ["--checkpoint", "\(checkpoint)"], name: command, checkpoint: checkpoint,
      format: .text)
  }
}
