import SaveStream

extension PagesView {
  /// A column of the table: its head, its width in cells, and what stands in it.
  private struct Column {
    let head: String
    let width: Int
    let isRight: Bool
    let style: Style
    let text: (PageRow) -> String
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    let columns = columns(scene)
    grid.clear(row: 0, style: .heading)
    drawRow(columns.map { ($0, $0.head, .heading) }, into: &grid, line: 0)
    let count = count(scene)
    guard count > 0 else {
      let words = scene.index.isFinished ? "No pages were sent in this capture." : "No pages have been read yet."
      grid.put(words, row: 1, column: 1, style: .dim)
      return
    }
    for (line, position) in cursor.visible(count: count, height: height(scene)).enumerated() {
      if let row = row(position) {
        drawRow(columns.map { ($0, $0.text(row), $0.style) }, into: &grid, line: line + 1)
      } else {
        grid.put(String(scene.glyphs.ellipsis), row: line + 1, column: 1, style: .dim)
      }
      if position == cursor.selected { grid.select(row: line + 1, sign: scene.glyphs, at: 0) }
    }
  }

  private func drawRow(_ cells: [(Column, String, Style)], into grid: inout Grid, line: Int) {
    var column = 1
    for (place, text, style) in cells {
      if place.isRight {
        grid.put(text, row: line, endingAt: column + place.width, style: style)
      } else {
        grid.put(text, row: line, column: column, style: style, limit: place.width)
      }
      column += place.width + 1
    }
  }

  /// The columns that fit, the ones wanted most first dropped last.
  private func columns(_ scene: Scene) -> [Column] {
    let number = { (head: String, width: Int, style: Style, text: @escaping (PageRow) -> String) in
      Column(head: head, width: width, isRight: true, style: style, text: text)
    }
    var columns = [
      number("ckpt", 5, .plain) { "\($0.checkpoint)" },
      number("iter", 4, .dim) { "\($0.iteration)" },
      number("batch", 6, .dim) { "\($0.batch)" },
      number("PFN", 10, .value) { HexText.prefixed($0.pfn) },
      Column(head: " type", width: 10, isRight: false, style: .plain) { " " + $0.type.name },
      Column(head: "encoding", width: 8, isRight: false, style: .name) { $0.encoding.rawValue },
      number("bytes", 5, .plain) { $0.length.map { "\($0)" } ?? "" },
      number("runs", 4, .plain) { $0.delta.map { "\($0.runs)" } ?? "" },
      number("words", 5, .plain) { $0.delta.map { "\($0.literalWords)" } ?? "" },
      number("ratio", 7, .dim) { Self.ratio(of: $0) },
    ]
    if scene.columns >= 100 {
      columns.insert(number("entry", 5, .dim) { "\($0.index)" }, at: 3)
      columns.insert(number("offset", 14, .offset) { $0.offset.map { HexText.prefixed($0) } ?? "" }, at: 7)
    }
    if scene.columns >= 120 {
      columns.insert(number("skips", 5, .plain) { $0.delta.map { "\($0.skips)" } ?? "" }, at: 10)
    }
    return columns
  }

  /// How many times smaller than a page the content is.
  private static func ratio(of row: PageRow) -> String {
    guard let length = row.length, length > 0, row.encoding == .delta || row.encoding == .empty else { return "" }
    return DecimalText.tenths(4096 / Double(length))
  }
}
