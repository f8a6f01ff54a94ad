@_spi(Measuring) import SaveStream

/// All keys as they are bound, those of the view below first, the commands, the settings and the words. On a wide
/// screen in two columns. Keys that the view below does not know name their views in brackets, and are dim where the
/// terminal can do that.
struct HelpView: InspectorView {
  private var top = 0
  /// The word that was asked for, until it is on the screen.
  private var wantedWord: String?

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
    case .last: top = rowCount(scene)
    default: break
    }
    prepare(&scene)
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    top += rows
    prepare(&scene)
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .row(let row): top = Int(clamping: row)
    case .help(let word): wantedWord = word
    case .within(_, .row(let row, _)): top = row
    default: break
    }
  }

  mutating func prepare(_ scene: inout Scene) {
    if let word = wantedWord {
      wantedWord = nil
      let lines = lines(scene)
      let rows = rowCount(of: lines, scene)
      if let line = lines.firstIndex(where: { $0.word == word }) { top = line < rows ? line : line - rows }
    }
    top = max(0, min(top, rowCount(scene) - scene.rows))
  }

  func position(_ scene: Scene) -> ViewPosition {
    ViewPosition(
      words: "keys; those of other views name them in brackets", row: (UInt64(top) + 1, UInt64(rowCount(scene))),
      unit: "lines",
      place: .help(""), spot: .row(top))
  }

  // MARK: Searching

  func searchScope(_ scene: Scene) -> String? { "in the help" }

  func lines(with pattern: SearchPattern, _ scene: Scene) -> (hits: [Int], cursor: Int)? {
    guard pattern.isText else { return ([], top) }
    let matcher = PatternMatcher(pattern)
    let lines = lines(scene)
    let rows = rowCount(of: lines, scene)
    let hits = lines.indices.filter { matcher.isIn("\(lines[$0].left) \(lines[$0].text)") }
    return (Set(hits.map { $0 < rows ? $0 : $0 - rows }).sorted(), top)
  }

  /// The line with the match, where two stand beside each other.
  func words(ofLine line: Int, _ scene: Scene) -> String {
    let lines = lines(scene)
    let words = [line, line + rowCount(of: lines, scene)].filter(lines.indices.contains).map {
      lines[$0].left.isEmpty ? lines[$0].text : "\(lines[$0].left)  \(lines[$0].text)"
    }
    let matcher = scene.pattern.map { PatternMatcher($0) }
    return words.first { matcher?.isIn($0) ?? true } ?? words.first ?? ""
  }

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool { hit.match == .line && UInt64(top) == hit.place }

  // MARK: Columns

  /// Columns from which on the lines stand in two columns.
  private static let wideColumns = 140

  private func columnCount(_ scene: Scene) -> Int { scene.columns >= Self.wideColumns ? 2 : 1 }

  private func lines(_ scene: Scene) -> [HelpText.Line] {
    HelpText(scene: scene, width: scene.columns / columnCount(scene)).lines()
  }

  private func rowCount(_ scene: Scene) -> Int { rowCount(of: lines(scene), scene) }

  /// Rows that lines take: those past them stand in the second column.
  private func rowCount(of lines: [HelpText.Line], _ scene: Scene) -> Int {
    (lines.count + columnCount(scene) - 1) / columnCount(scene)
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    let lines = lines(scene)
    let (count, rows) = (columnCount(scene), rowCount(of: lines, scene))
    let width = scene.columns / count
    for column in 0..<count {
      let area = Rect(row: 0, column: column * width, rows: scene.rows, columns: width)
      let shown = lines.dropFirst(column * rows).prefix(rows).dropFirst(top).prefix(scene.rows)
      grid.inside(area) { grid in
        for (row, line) in shown.enumerated() { Self.draw(line, into: &grid, row: row, width: width, scene) }
      }
    }
  }

  private static func draw(
    _ line: HelpText.Line, into grid: inout Grid, row: Int, width: Int, _ scene: Scene
  ) {
    guard line.style != .heading else {
      grid.put(line.text, row: row, column: 1, style: line.style)
      return
    }
    let left = TextWidth.fitted(line.left, HelpText.textColumn - 3, scene.glyphs)
    grid.put(left, row: row, endingAt: HelpText.textColumn - 2, style: line.leftStyle)
    let text = TextWidth.fitted(line.text, width - HelpText.textColumn - 1, scene.glyphs)
    grid.put(text, row: row, column: HelpText.textColumn, style: line.style)
    for cells in scene.pattern?.cells(in: text) ?? [] {
      grid.restyle(
        row: row, columns: HelpText.textColumn + cells.lowerBound..<HelpText.textColumn + cells.upperBound, .match)
    }
  }
}
