import SaveStream

extension PagesView {
  /// A column of the table: its head, its width in cells, and what stands in it. The width has a cell before the head, for
  /// the sign of the order.
  struct Column {
    let column: PageColumn
    let head: String
    let width: Int
    var isRight = true
    let style: Style
    let text: (PageRow) -> String
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    let columns = columns(scene)
    grid.clear(row: 0, style: .heading)
    drawRow(columns.map { ($0, $0.head, isSorted(by: $0) ? .headingCurrent : .heading) }, into: &grid, line: 0)
    drawOrder(columns, into: &grid, scene)
    let count = count(scene)
    guard count > 0 else {
      grid.put(TextWidth.fitted(emptyWords(scene), scene.columns - 2, scene.glyphs), row: 1, column: 1, style: .dim)
      return
    }
    for (line, place) in cursor.visible(count: count, height: height(scene)).enumerated() {
      if let row = row(place) {
        drawRow(columns.map { ($0, $0.text(row), $0.style) }, into: &grid, line: line + 1)
      } else {
        grid.put(String(scene.glyphs.ellipsis), row: line + 1, column: 1, style: .dim)
      }
      if place == cursor.selected { grid.select(row: line + 1, sign: scene.glyphs, at: 0) }
    }
  }

  private func emptyWords(_ scene: Scene) -> String {
    if tableCount(scene) > 0 { return list.emptyWords(unit: unit, isFinished: scene.index.isFinished) }
    return scene.index.isFinished ? "No pages were sent in this capture." : "No pages have been read yet."
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
  private static func cells(_ columns: [Column]) -> [Range<Int>] {
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

  /// The columns that fit, the ones wanted most first dropped last.
  func columns(_ scene: Scene) -> [Column] {
    let number = {
      (column: PageColumn, head: String, width: Int, style: Style, text: @escaping (PageRow) -> String) in
      Column(column: column, head: head, width: width, style: style, text: text)
    }
    var columns = [
      number(.checkpoint, "ckpt", max(5, "\(scene.index.checkpoints.count)".utf8.count), .plain) { "\($0.checkpoint)" },
      number(.iteration, "iter", 5, .dim) { "\($0.iteration)" },
      number(.batch, "batch", 6, .dim) { "\($0.batch)" },
      number(.pfn, "PFN", 10, .value) { HexText.prefixed($0.pfn) },
      Column(column: .type, head: "type", width: 10, isRight: false, style: .plain) { $0.type.name },
      Column(column: .encoding, head: "encoding", width: 9, isRight: false, style: .name) { $0.encoding.rawValue },
      number(.length, "bytes", 6, .plain) { $0.length.map { "\($0)" } ?? "" },
      number(.runs, "runs", 5, .plain) { $0.delta.map { "\($0.runs)" } ?? "" },
      number(.changedWords, "words", 6, .plain) { $0.delta.map { "\($0.literalWords)" } ?? "" },
      number(.ratio, "ratio", 7, .dim) { Self.ratio(of: $0) },
    ]
    if scene.columns >= 100 {
      columns.insert(number(.index, "entry", 6, .dim) { "\($0.index)" }, at: 3)
      columns.insert(number(.offset, "offset", 13, .offset) { $0.offset.map { HexText.prefixed($0) } ?? "" }, at: 7)
    }
    if scene.columns >= 120 {
      columns.insert(number(.skips, "skips", 6, .plain) { $0.delta.map { "\($0.skips)" } ?? "" }, at: 10)
    }
    let end = Self.cells(columns).prefix { $0.upperBound <= scene.columns }.count
    return Array(columns.prefix(end))
  }

  /// How many times smaller than a page the content is.
  private static func ratio(of row: PageRow) -> String {
    guard let length = row.length, length > 0, row.encoding == .delta || row.encoding == .empty else { return "" }
    return DecimalText.tenths(4096 / Double(length))
  }
}
