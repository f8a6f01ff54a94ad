@_spi(Measuring) import SaveStream

extension PagesView {
  /// A column on the screen, out of the table of columns. Its width in cells has one before the head, for the sign of
  /// the order.
  struct Column {
    let column: PageColumn
    let width: Int

    init(_ column: PageColumn, _ scene: Scene) {
      self.column = column
      width =
        switch column {
        case .checkpoint: max(5, "\(scene.index.checkpoints.count)".utf8.count)
        case .iteration, .runs: 5
        case .batch, .index, .length, .skips, .changedWords: 6
        case .ratio, .pinned: 7
        case .encoding: 9
        case .pfn, .type: 10
        case .offset: 13
        }
    }

    private var table: SaveStream.Column<PageRow> { PageRow.columns[column.rawValue] }

    var head: String { table.heading }
    var isRight: Bool { table.isNumber }

    func style(of row: PageRow) -> Style {
      switch column {
      case .iteration, .batch, .index, .ratio: .dim
      case .pfn: .value
      case .encoding: row.encoding.style
      case .offset: .offset
      case .checkpoint, .type, .pinned, .length, .runs, .skips, .changedWords: .plain
      }
    }

    /// What stands in a cell. The ratio of pages that are sent whole says nothing.
    func text(_ row: PageRow) -> String {
      column == .ratio && row.encoding != .delta && row.encoding != .empty ? "" : table.text(of: row)
    }

    /// The cells that all columns take side by side, those that a wide screen shows.
    static func cellsOfAll(_ scene: Scene) -> Int {
      let shown = PageColumn.allCases.map { Column($0, scene) }.filter { $0.leastColumns <= scene.columns }
      return PagesView.cells(shown).last?.upperBound ?? 0
    }

    /// The columns of a screen from which on there is room for it.
    var leastColumns: Int {
      switch column {
      case .index, .offset: 100
      case .skips: 120
      // The type tells.
      case .pinned: .max
      default: 0
      }
    }
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    guard let area = previewArea(scene) else { return drawList(into: &grid, scene) }
    let list = Rect(row: 0, column: 0, rows: scene.rows, columns: area.column - 1)
    grid.inside(list) { drawList(into: &$0, scene) }
    grid.divide(at: area.column - 1, rows: 0..<scene.rows, scene.glyphs)
    guard let row = selectedRow, row.type.carriesContent else { return }
    let why = reasons.sentence(at: row.offset, row.encoding)
    grid.inside(area) { preview.draw(row, why: why, into: &$0, scene) }
  }

  private func drawList(into grid: inout Grid, _ scene: Scene) {
    let columns = columns(scene)
    grid.clear(row: 0, style: .heading)
    drawRow(columns.map { ($0, $0.head, isSorted(by: $0) ? .headingCurrent : .heading) }, into: &grid, line: 0)
    drawOrder(columns, into: &grid, scene)
    let count = count(scene)
    guard count > 0 else {
      grid.put(lines: emptyWords(scene), row: 1, column: 1, style: .dim)
      return
    }
    for (line, place) in cursor.visible(count: count, height: height(scene)).enumerated() {
      if let row = row(place) {
        drawRow(columns.map { ($0, $0.text(row), $0.style(of: row)) }, into: &grid, line: line + 1)
      } else {
        grid.put(String(scene.glyphs.ellipsis), row: line + 1, column: 1, style: .dim)
      }
      if place == cursor.selected { grid.select(row: line + 1, sign: scene.glyphs, at: 0) }
    }
  }

  private func emptyWords(_ scene: Scene) -> String {
    if tableCount(scene) > 0 { return list.emptyWords(unit: unit, isFinished: scene.index.isFinished) }
    return scene.noPages
  }

  private func drawRow(_ cells: [(Column, String, Style)], into grid: inout Grid, line: Int) {
    for ((place, text, style), cells) in zip(cells, Self.cells(cells.map(\.0))) {
      if place.isRight {
        grid.put(text, row: line, endingAt: cells.upperBound, style: style)
      } else {
        grid.put(text, row: line, column: cells.lowerBound + 1, style: style, limit: place.width - 1)
      }
    }
  }

  private func isSorted(by column: Column) -> Bool { column.column == list.request.order?.column }

  /// Marks the column that rows are sorted by, directly before its head.
  private func drawOrder(_ columns: [Column], into grid: inout Grid, _ scene: Scene) {
    guard let order = list.request.order else { return }
    for (place, cells) in zip(columns, Self.cells(columns)) where isSorted(by: place) {
      let sign = String(order.isDescending ? scene.glyphs.descending : scene.glyphs.ascending)
      let column = place.isRight ? cells.upperBound - TextWidth.of(place.head) - 1 : cells.lowerBound
      grid.put(sign, row: 0, column: column, style: .headingCurrent)
    }
  }

  /// The cells that columns take side by side.
  fileprivate static func cells(_ columns: [Column]) -> [Range<Int>] {
    var start = 1
    return columns.map { place in
      defer { start += place.width + 1 }
      return start..<start + place.width
    }
  }

  /// The column whose head is at a cell or just before it.
  func column(at cell: Int, _ scene: Scene) -> PageColumn? {
    let columns = columns(scene)
    return zip(columns, Self.cells(columns)).first { $0.1.lowerBound - 1 <= cell && cell < $0.1.upperBound }?.0.column
  }

  func isSortedColumnShown(_ scene: Scene) -> Bool {
    guard let order = list.request.order else { return true }
    return columns(scene).contains { $0.column == order.column }
  }

  /// The columns that fit.
  func columns(_ scene: Scene) -> [Column] {
    let columns = candidates(scene)
    let end = Self.cells(columns).prefix { $0.upperBound <= listColumns(scene) }.count
    return Array(columns.prefix(end))
  }

  /// The columns that would stand there with room enough: once they are scrolled, all of them but those scrolled over;
  /// PFNs always stay.
  private func candidates(_ scene: Scene) -> [Column] {
    let all = PageColumn.allCases.map { Column($0, scene) }
    guard columnShift > 0 else { return all.filter { $0.leastColumns <= scene.columns } }
    let fixed = all.filter { $0.column == .pfn }
    return fixed + all.filter { $0.column != .pfn }.dropFirst(columnShift)
  }

  /// Whether columns have no room on the right.
  func hasFurtherColumns(_ scene: Scene) -> Bool {
    columnShift == 0
      ? columns(scene).count < PageColumn.allCases.count : columns(scene).count < candidates(scene).count
  }
}
