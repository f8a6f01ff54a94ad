@_spi(Measuring) import SaveStream

extension CheckpointsView {
  /// A column of the list: its head, its width in cells, and what stands in it.
  private struct Column {
    let head: String
    /// The field that it shows; nil where that is none, or several.
    var field: String?
    let width: Int
    var isRight = true
    var style = Style.plain
    let text: (TimelineRow) -> String

    init(
      head: String, field: String? = nil, width: Int, isRight: Bool = true, style: Style = .plain,
      text: @escaping (TimelineRow) -> String
    ) {
      self.head = head
      self.field = field
      self.width = width
      self.isRight = isRight
      self.style = style
      self.text = text
    }

    /// A column of the table of checkpoints.
    init(_ field: String, width: Int, style: Style = .plain, _ units: SizeUnits) {
      let column = CheckpointFilterRow.column(field)
      self.init(
        head: column?.heading ?? field, field: field, width: width, isRight: column?.isNumber ?? true, style: style
      ) { column?.text(of: $0.filterRow, units) ?? "" }
    }
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    let layout = layout(scene)
    guard list.count > 0 else {
      let words =
        total(scene) > 0
        ? "The filter lets no checkpoint pass."
        : StreamText.missingStreamSentence(of: scene.index)
          ?? (scene.index.isFinished ? "This capture holds no checkpoint." : "No checkpoint has been read yet.")
      grid.put(lines: words, row: 0, column: 1, style: .dim)
      return
    }
    charts.draw(into: &grid, layout, selected: selectedCheckpoint(scene), scene)
    grid.inside(layout.list) { drawList(into: &$0, scene) }
    if !charts.panels(layout, scene.index).contains(where: { $0.area == layout.figures }) {
      grid.inside(layout.figures) { drawFigures(into: &$0, scene, isBeside: layout.divider != nil) }
    }
    guard let divider = layout.divider else { return }
    for row in layout.list.row..<layout.list.row + layout.list.rows {
      grid.put(String(scene.glyphs.vertical), row: row, column: divider, style: .border)
    }
  }

  // MARK: The list

  private func drawList(into grid: inout Grid, _ scene: Scene) {
    let columns = columns(scene)
    let words = scale.words(longest, scene.units, scene.glyphs)
    let room = grid.region.columns - 2
    let scaleWords = words.first { TextWidth.of($0) <= room } ?? TextWidth.fitted(words.last ?? "", room, scene.glyphs)
    grid.put(scaleWords, row: 0, column: 1, style: .dim)
    let barColumn = drawCells(
      columns.map { ($0, $0.head, isSorted(by: $0) ? .headingCurrent : .heading) }, into: &grid, line: 1)
    grid.put("bytes \(stack.words)", row: 1, column: barColumn, style: .heading)
    drawOrder(columns, into: &grid, scene.glyphs)
    let visible = cursor.visible(count: list.count, height: grid.region.rows - TimelineLayout.headRows)
    for (line, position) in visible.enumerated() {
      guard let shown = row(at: position, scene) else { continue }
      let line = line + TimelineLayout.headRows
      grid.put(String(shown.state.sign(scene.glyphs)), row: line, column: 1, style: shown.state.style)
      _ = drawCells(columns.map { ($0, $0.text(shown), $0.style) }, into: &grid, line: line)
      if shown.number == scene.markedCheckpoint {
        grid.put("=", row: line, endingAt: Self.numberEnd - "\(shown.number)".utf8.count, style: .hintKey)
      }
      let part = scale.part(shown.row.length, longest)
      if let bar = bar(of: shown, part: part, scene.glyphs) {
        bar.draw(
          into: &grid, row: line, column: barColumn, cells: grid.region.columns - barColumn - 1, scene.glyphs)
        if scale.isCut(shown.row.length, longest) {
          let onwards = Grid.Cell(scene.glyphs.onwards.value, .value)
          grid.set(onwards, row: line, column: grid.region.columns - 1)
        }
      } else {
        let gap = uses.gap(of: shown.number) == nil ? String(scene.glyphs.ellipsis) : "not known"
        grid.put(gap, row: line, column: barColumn, style: .dim)
      }
      guard position == cursor.selected else { continue }
      // The bar keeps its colours.
      grid.put(String(scene.glyphs.cursor), row: line, column: 0)
      grid.restyle(row: line, columns: 0..<barColumn - 1, .selection)
    }
  }

  /// Draws the cells of a row. Returns the column after them.
  private func drawCells(_ cells: [(Column, String, Style)], into grid: inout Grid, line: Int) -> Int {
    let places = Self.cells(cells.map(\.0))
    for ((place, text, style), cells) in zip(cells, places) {
      if place.isRight {
        grid.put(text, row: line, endingAt: cells.upperBound, style: style)
      } else {
        grid.put(text, row: line, column: cells.lowerBound, style: style, limit: place.width)
      }
    }
    return (places.last?.upperBound ?? 1) + 1
  }

  /// The columns for a list of a width: a bar needs room too.
  private func columns(_ scene: Scene) -> [Column] {
    let (width, units) = (layout(scene).list.columns, scene.units)
    let sizeWidth = max(10, TextWidth.of(NumberText.size(longest.all, units)))
    var columns = [
      Column("index", width: Self.numberWidth, style: .name, units),
      Column(head: "pages", field: "pages", width: 9) {
        $0.pages < 10_000_000 ? NumberText.grouped($0.pages) : "\($0.pages)"
      },
      Column("length", width: sizeWidth, style: .value, units), Column("ratio", width: 6, units),
    ]
    if width >= 74 { columns.append(Column(head: "empty/full/delta", width: 16, style: .dim) { $0.encodings }) }
    if width >= TimelineLayout.columnsForMore {
      columns.append(Column("iterations", width: 5, style: .dim, units))
      columns.append(Column(head: "state", width: 14, isRight: false, style: .dim) { $0.state.words })
    }
    return columns
  }

  func shownColumns(_ scene: Scene) -> [(field: String, head: String)] {
    columns(scene).compactMap { column in column.field.map { ($0, column.head) } }
  }

  /// The field of the column whose head is at a cell or just before it.
  func field(ofHeadAt cell: Int, _ scene: Scene) -> String? {
    let columns = columns(scene)
    return zip(columns, Self.cells(columns)).first { $0.1.lowerBound - 1 <= cell && cell < $0.1.upperBound }?.0.field
  }

  /// The cells that columns take side by side.
  private static func cells(_ columns: [Column]) -> [Range<Int>] {
    var start = Self.firstColumn
    return columns.map { place in
      defer { start += place.width + 1 }
      return start..<start + place.width
    }
  }

  private func isSorted(by column: Column) -> Bool { column.field != nil && column.field == list.order?.column }

  /// Marks the column that rows are sorted by, before its head.
  private func drawOrder(_ columns: [Column], into grid: inout Grid, _ glyphs: Glyphs) {
    guard let order = list.order else { return }
    for (place, cells) in zip(columns, Self.cells(columns)) where isSorted(by: place) {
      let sign = String(order.isDescending ? glyphs.descending : glyphs.ascending)
      grid.put(sign, row: 1, column: cells.upperBound - TextWidth.of(place.head) - 1, style: .headingCurrent)
    }
  }

  // MARK: The figures

  private func drawFigures(into grid: inout Grid, _ scene: Scene, isBeside: Bool) {
    guard let shown = row(at: cursor.selected, scene) else { return }
    grid.rule(
      row: 0, title: "checkpoint \(shown.number)", glyphs: scene.glyphs, isFocused: false,
      key: layout(scene).charts.isEmpty && !isBeside ? scene.keys.keyName(of: .nextChart, in: .checkpoints) : nil)
    let before = shown.number > 0 ? scene.index.checkpoints[shown.number - 1] : nil
    let figures = CheckpointFigures(shown: shown, before: before, glyphs: scene.glyphs, units: scene.units)
    let kinds =
      stack == .kind
      ? figures.kinds(hasUnknown: scene.index.totals.bytes[.unknown] + shown.totals.bytes[.unknown] > 0)
      : figures.parts(uses.parts(of: shown, by: stack) ?? [], most: isBeside ? Int.max : grid.region.rows - 1)
    for (line, spans) in kinds.enumerated() { grid.put(spans, row: line + 1, column: 1) }
    if !isBeside { grid.divide(at: Self.kindColumns, rows: 1..<max(grid.region.rows, 1), scene.glyphs) }
    let column = isBeside ? 1 : Self.kindColumns + 2
    let first = isBeside ? kinds.count + 2 : 1
    let columns = grid.region.columns - column - 1
    let sentences = stack == .kind ? [] : uses.sentences(on: shown, unicode: scene.glyphs.isUnicode)
    let facts = figures.lines(sentences, columns: columns) + figures.facts(columns: columns)
    let room = max(0, grid.region.rows - first)
    for (line, spans) in facts.prefix(room).enumerated() {
      let end = grid.put(spans, row: first + line, column: column)
      guard line == room - 1, facts.count > room else { continue }
      // There is more to tell than there are rows.
      grid.put(String(scene.glyphs.ellipsis), row: first + line, column: min(end + 1, grid.region.columns - 1))
    }
  }

  /// Where the cells of a row begin: the signs of cursor and state stand before them.
  private static let firstColumn = 2
  private static let numberWidth = 5
  private static let numberEnd = firstColumn + numberWidth

  /// The cells that the lines of the kinds take; a line parts them from what is said beside them.
  private static let kindColumns = 35
}
