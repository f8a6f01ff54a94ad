import SaveStream

/// View 0: what this is and why we think so, where the bytes went, what is wrong, what to press next.
struct SummaryView: InspectorView {
  private var top = 0
  /// Made when the index or the size changes; the right column is empty on a narrow screen.
  private var left: [[StyledText]] = []
  private var right: [[StyledText]] = []
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

  private var lineCount: Int { max(left.count, right.count) }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) { top += rows }

  mutating func indexChanged(_ scene: inout Scene) { isStale = true }

  mutating func workStopped(_ kind: WorkKind) { if kind == .secondPass { isStale = true } }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
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
      let isWide = scene.columns >= (scene.units == .bytes ? Self.wideColumnsOfBytes : Self.wideColumns)
      let text = SummaryText(
        scene: scene, origin: origin, width: isWide ? scene.columns / 2 - 2 : scene.columns - 2)
      let first = text.whatThisIs()
      let second = text.findings() + text.whereTheBytesWent()
      let third = text.checkpoints() + text.whyWeThinkSo()
      left = isWide ? first + third : first + second + third + text.whatToPress()
      right = isWide ? second + text.whatToPress() : []
      isStale = false
      madeFor = form
    }
    top = max(0, min(top, lineCount - scene.rows))
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
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
    if case .row(let line) = place { top = Int(clamping: line) }
  }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .summary)
    let size = NumberText.counted(scene.index.size, "byte")
    position.words = "the whole capture, \(size)" + (scene.index.isFinished ? "" : " so far")
    if lineCount > scene.rows { position.row = (UInt64(top) + 1, UInt64(lineCount)) }
    position.unit = "lines"
    return position
  }

  func export(_ scene: Scene) -> ExportContent? { ExportContent(command: "summary", name: "summary", format: .text) }

  private static let wideColumns = 120
  /// Sizes to the byte take more room.
  private static let wideColumnsOfBytes = 140
}
