@_spi(Measuring) import SaveStream

/// View 0: what this is and why we think so, what to press next, what is wrong, where the bytes went; on a large screen
/// with charts.
struct SummaryView: InspectorView {
  private var top = 0
  /// Made when the index or the size changes; the right column is empty on a narrow screen, and both where there is a
  /// dashboard.
  private var left: [[StyledText]] = []
  private var right: [[StyledText]] = []
  /// What a large screen shows in the place of these.
  private var dashboard: SummaryDashboard?
  private var charts = SummaryCharts()
  private var isStale = true
  /// What the lines were made for.
  private var madeFor = Form()
  /// Whose image it is; nil until that has been read.
  private var origin: ImageOrigin?
  /// What that was asked for.
  private var askedFor: OriginState?

  /// What decides whether more of the origin is known now than before.
  private struct OriginState: Equatable {
    let checkpoint: Int?
    let isFinished: Bool
  }

  private struct Form: Equatable {
    var rows = 0
    var columns = 0
    var units = SizeUnits.binary
    var glyphs = Glyphs.unicode
    var other: OtherFacts?
  }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    let page = max(scene.rows - 1, 1)
    switch command {
    case .down: top += 1
    case .up: top -= 1
    case .halfPageDown: top += max(page / 2, 1)
    case .halfPageUp: top -= max(page / 2, 1)
    case .pageDown: top += page
    case .pageUp: top -= page
    case .first: top = 0
    case .last: top = lineCount
    case .activate: scene.requests.append(.show(.tree))
    default: break
    }
  }

  /// The dashboard has none that could be scrolled over.
  private var lineCount: Int { max(left.count, right.count) }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    guard let dashboard else { return }
    guard let place = charts.place(row: row, column: column, dashboard, scene) else { return }
    scene.go(to: place)
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) { top += rows }

  mutating func indexChanged(_ scene: inout Scene) {
    isStale = true
    charts.indexChanged()
  }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .secondPass { isStale = true }
    charts.workStopped(kind)
  }

  func isBehind(_ scene: Scene) -> Bool { dashboard.map { charts.isBehind($0, scene.index) } ?? false }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    if case .distribution(let request, let found, let isFinished) = answer {
      charts.take(request, found, isFinished: isFinished)
    }
    if case .mapExtent(let extent, _) = answer { charts.take(extent) }
    if case .overview(let overview) = answer { charts.take(overview) }
    guard case .origin(let origin) = answer, origin != self.origin else { return }
    self.origin = origin
    isStale = true
  }

  /// Asks for what is neither on the screen nor on its way, once there is a stream.
  private mutating func askForOrigin(_ scene: inout Scene) {
    let state = OriginState(checkpoint: scene.index.lastCompleteCheckpoint, isFinished: scene.index.isFinished)
    guard scene.index.stream != nil, state != askedFor else { return }
    askedFor = state
    scene.read(.origin)
  }

  mutating func prepare(_ scene: inout Scene) {
    askForOrigin(&scene)
    let form = Form(
      rows: scene.rows, columns: scene.columns, units: scene.units, glyphs: scene.glyphs, other: scene.other)
    if isStale || form != madeFor {
      makeLines(scene)
      isStale = false
      madeFor = form
    }
    if let dashboard { charts.prepare(dashboard, &scene) }
    top = max(0, min(top, lineCount - scene.rows))
  }

  private mutating func makeLines(_ scene: Scene) {
    let isWide = scene.columns >= (scene.units == .bytes ? Self.wideColumnsOfBytes : Self.wideColumns)
    let text = SummaryText(scene: scene, origin: origin, width: isWide ? scene.columns / 2 - 2 : scene.columns - 2)
    dashboard = isWide ? SummaryDashboard(text, panels: SummaryCharts.panels(scene.index), scene) : nil
    (left, right) = ([], [])
    guard dashboard == nil else { return }
    let first = text.whatThisIs() + text.whatToPress()
    let second = text.findings() + text.whereTheBytesWent() + text.howPagesTravelled()
    let third = text.checkpoints() + text.whyWeThinkSo()
    left = isWide ? first + third : first + second + third
    if isWide { right = second }
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    if let dashboard {
      let half = scene.columns / 2
      for (place, lines) in dashboard.columns.enumerated() {
        grid.inside(Rect(row: 0, column: place * half, rows: scene.rows, columns: half)) { draw(lines, into: &$0) }
      }
      return charts.draw(dashboard, into: &grid, scene)
    }
    let half = right.isEmpty ? scene.columns : scene.columns / 2
    grid.inside(Rect(row: 0, column: 0, rows: scene.rows, columns: half)) { draw(left, into: &$0) }
    grid.inside(Rect(row: 0, column: half, rows: scene.rows, columns: scene.columns - half)) { draw(right, into: &$0) }
    let below = lineCount - top - scene.rows
    if below > 0 {
      let keys = [Command.down, .pageDown].compactMap { scene.keys.keyName(of: $0, in: .summary) }
      let way = keys.isEmpty ? "" : ": " + keys.joined(separator: " or ")
      // It stands in the place of a line, and not over half of it.
      let text = " \(NumberText.counted(below + 1, "line")) below\(way) "
      grid.clear(row: scene.rows - 1)
      grid.put(text, row: scene.rows - 1, endingAt: scene.columns, style: .dim)
    }
  }

  private func draw(_ lines: [[StyledText]], into grid: inout Grid) {
    for (row, spans) in lines.dropFirst(top).prefix(grid.region.rows).enumerated() {
      grid.put(spans, row: row, column: 1)
    }
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .row(let line): top = Int(clamping: line)
    case .within(_, .row(let line, _)): top = line
    default: break
    }
  }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .summary)
    let size = NumberText.counted(scene.index.size, "byte")
    position.words = "the whole capture, \(size)" + (scene.index.isFinished ? "" : " so far")
    if lineCount > scene.rows { position.row = (UInt64(top) + 1, UInt64(lineCount)) }
    position.unit = "lines"
    position.spot = .row(top)
    return position
  }

  func export(_ scene: Scene) -> ExportContent? { ExportContent(command: "summary", name: "summary", format: .text) }

  private static let wideColumns = 120
  /// Sizes to the byte take more room.
  private static let wideColumnsOfBytes = 140
}
