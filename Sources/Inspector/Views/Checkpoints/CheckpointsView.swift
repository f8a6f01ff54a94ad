@_spi(Measuring) import SaveStream

/// View 3: a row for each checkpoint, with a bar of its bytes by kind.
struct CheckpointsView: SortedView {
  var cursor = ListCursor()
  /// The checkpoints that have a row; the chart shows all.
  var list = FilteredRows<CheckpointFilterRow>()
  private(set) var scale = TimelineScale.split
  /// By what the bars are stacked, and what is known for that.
  var stack = TimelineStack.kind
  var uses = TimelineUses()
  private(set) var longest = LongestCheckpoints()
  private(set) var charts = TimelineCharts()
  /// Whether the cursor was moved to the last row: it stays at the end then, while the capture grows.
  private var isAtEnd = false
  /// The number of rows when the cursor was last put right.
  private var knownCount = 0
  private var isStale = true

  func total(_ scene: Scene) -> Int { scene.index.checkpoints.count }

  func filterRow(at position: Int, _ scene: Scene) -> CheckpointFilterRow? {
    CheckpointFilterRow(position, of: scene.index)
  }

  /// What a checkpoint sent has to be unpacked.
  var rowsAtOnce: Int { 1 << 12 }

  func height(_ scene: Scene) -> Int { layout(scene).listRows }

  /// The checkpoint that a row of the list shows; nil past its end.
  func row(at place: Int, _ scene: Scene) -> TimelineRow? {
    checkpoint(at: place, scene).map { TimelineRow(checkpoint: $0, in: scene.index) }
  }

  /// The number of that checkpoint.
  func checkpoint(at place: Int, _ scene: Scene) -> Int? {
    list.position(at: place).flatMap { $0 < total(scene) ? $0 : nil }
  }

  func layout(_ scene: Scene) -> TimelineLayout {
    TimelineLayout(rows: scene.rows, columns: scene.columns, checkpoints: list.count)
  }

  func selectedCheckpoint(_ scene: Scene) -> Int? { checkpoint(at: cursor.selected, scene) }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    if cursor.perform(command, count: list.count, height: height(scene)) { return hasMoved(scene) }
    switch command {
    case .nextCheckpoint: step(1, &scene)
    case .previousCheckpoint: step(-1, &scene)
    case .sortColumn: sortByNextColumn(&scene)
    case .sortDirection: turnOrder(&scene)
    case .changeLook:
      scale = scale.next
      isStale = true
    case .nextChart: charts.turn(layout(scene), scene.index)
    case .changeStack: changeStack(&scene)
    case .activate: goToTree(&scene)
    case .pageRows:
      guard let checkpoint = selectedCheckpoint(scene) else { return }
      scene.go(to: .checkpointAlone(checkpoint))
    case .copy: copy(&scene)
    default: break
    }
  }

  /// Goes to the next checkpoint of the stream that has a row, or the one before, wherever that row stands.
  private mutating func step(_ step: Int, _ scene: inout Scene) {
    guard let checkpoint = selectedCheckpoint(scene), let next = list.position(step, from: checkpoint) else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    select(next, scene)
  }

  private func goToTree(_ scene: inout Scene) {
    guard let checkpoint = selectedCheckpoint(scene) else { return }
    scene.go(to: .tree(.node(kinds: [.checkpoint], offset: scene.index.checkpoints[checkpoint].offset)))
  }

  private func copy(_ scene: inout Scene) {
    guard let shown = row(at: cursor.selected, scene) else { return scene.say("There is no checkpoint to copy") }
    let place = "checkpoint \(shown.number) at \(NumberText.hex(shown.row.offset))"
    let text = "\(place): \(shown.row.length) bytes, \(shown.pages) pages"
    scene.requests.append(.effect(.copy(text)))
    scene.say("Copied \(text)")
  }

  private mutating func select(place: Int, _ scene: Scene) {
    cursor.select(place, count: list.count, height: height(scene))
    hasMoved(scene)
  }

  mutating func hasMoved(_ scene: Scene) { isAtEnd = list.order == nil && cursor.selected == list.count - 1 }

  mutating func enter(_ scene: inout Scene) {
    // While a capture grows, who stood at its end stays there.
    if isAtEnd, !scene.index.isFinished { return }
    updateList(scene)
    if let checkpoint = scene.focus.checkpoint { select(checkpoint, scene) }
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .checkpoint(let checkpoint):
      updateList(scene)
      if !select(checkpoint, scene) { scene.say("The filter leaves out checkpoint \(checkpoint); this is the nearest") }
      // Who named a checkpoint stays at it, though it may be the last one so far.
      isAtEnd = false
    case .row(let row): select(place: Int(clamping: row), scene)
    default: break
    }
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    switch answer {
    case .sentUses(let found, let checkpoint): take(found, of: checkpoint, &scene)
    case .distribution(let request, let found, let isFinished): charts.take(request, found, isFinished: isFinished)
    default: break
    }
  }

  mutating func workStopped(_ kind: WorkKind) {
    charts.workStopped(kind)
    guard kind == .sentUses else { return }
    stack = .kind
    uses.stop()
  }

  mutating func indexChanged(_ scene: inout Scene) {
    isStale = true
    charts.indexChanged()
    uses.forget(from: max(scene.index.checkpoints.count, 1) - 1)
    if list.order != nil, cursor.selected > 0, let checkpoint = selectedCheckpoint(scene) { list.keep(checkpoint) }
    // The last checkpoint may have grown.
    list.forget(from: max(list.total, 1) - 1)
  }

  mutating func prepare(_ scene: inout Scene) {
    updateList(scene)
    let layout = layout(scene)
    if isStale { longest.update(scene.index.checkpoints) }
    isStale = false
    let count = list.count
    if count > knownCount, isAtEnd { cursor.select(count - 1, count: count, height: layout.listRows) }
    knownCount = count
    cursor.fit(count: count, height: layout.listRows)
    prepareUses(&scene)
    charts.prepare(layout, selected: selectedCheckpoint(scene), scale, &scene)
  }

  func isBehind(_ scene: Scene) -> Bool {
    list.total < total(scene) || charts.isBehind(layout(scene), scene.index)
  }

  func position(_ scene: Scene) -> ViewPosition {
    let filter = list.summary(of: total(scene), unit: "checkpoints", isWhole: scene.index.isFinished)
    guard let checkpoint = selectedCheckpoint(scene) else {
      var position = ViewPosition(place: .checkpoint(list.keptPosition))
      position.filter = filter
      return position
    }
    let row = scene.index.checkpoints[checkpoint]
    var position = ViewPosition(place: .checkpoint(checkpoint))
    position.filter = filter
    position.offset = row.offset
    position.words = "checkpoint \(checkpoint), \(NumberText.size(row.length, scene.units))"
    position.row = (UInt64(cursor.selected) + 1, UInt64(list.count))
    position.unit = "checkpoints"
    position.focus = Focus(checkpoint: checkpoint)
    return position
  }

  func whatIsMissing(_ scene: Scene) -> String? { total(scene) == 0 ? "no checkpoints" : nil }

  func export(_ scene: Scene) -> ExportContent? {
    let options = list.commandLineOptions
    return ExportContent(command: "summary", options: options, name: "checkpoints", format: .csv)
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let layout = layout(scene)
    if let checkpoint = charts.checkpoint(row: row, column: column, layout, scene) {
      select(checkpoint, scene)
      return
    }
    let line = row - layout.list.row - TimelineLayout.headRows
    if line == -1, let field = field(ofHeadAt: column, scene) { return sort(byHeadOf: field, &scene) }
    guard layout.list.contains(row: row, column: column), line >= 0, cursor.top + line < list.count else { return }
    select(place: cursor.top + line, scene)
    if isDouble { goToTree(&scene) }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    cursor.scroll(by: rows, count: list.count, height: height(scene))
    hasMoved(scene)
  }
}
