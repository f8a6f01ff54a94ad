@_spi(Measuring) import SaveStream

extension PageSendsPane {
  /// - Parameters:
  ///   - checkpoint: the one that is looked at; what came after it is dim.
  ///   - marked: the send that others are compared with.
  ///   - why: why the selected send carried the whole page, as a sentence and in few words; empty where that is not
  ///     known.
  func draw(
    into grid: inout Grid, _ scene: Scene, isFocused: Bool, checkpoint: Int, marked: Int?, why: [String]
  ) {
    let key = scene.paneKey(isFocused, in: .page)
    let titles = why.map { "\(list.title); in whole: \($0.hasSuffix(".") ? String($0.dropLast()) : $0)" }
    let room = grid.region.columns - 4 - (key.map { TextWidth.of($0) + 3 } ?? 0)
    let title = titles.first { TextWidth.of($0) <= room } ?? titles.last ?? list.title
    grid.rule(row: 0, title: title, glyphs: scene.glyphs, isFocused: isFocused, key: key)
    let columns = PageSendColumns(columns: grid.region.columns)
    grid.clear(row: 1, style: .heading)
    draw(PageSendColumns.columns.map { ($0, $0.head, .heading) }, into: &grid, line: 1)
    grid.put(columns.mapHead, row: 1, column: columns.mapColumn, style: .heading)
    if count == 0 { grid.put(emptyWords, row: 2, column: 2, style: .dim) }
    for (line, place) in visible(height: grid.region.rows).enumerated() {
      guard let row = row(place) else {
        grid.put(String(scene.glyphs.ellipsis), row: line + 2, column: 2, style: .dim)
        continue
      }
      let isLater = row.send.checkpoint > checkpoint
      draw(row, columns, into: &grid, line: line + 2, scene.glyphs, isLater: isLater)
      if row.position == marked { grid.put("=", row: line + 2, column: 1, style: .hintKey) }
      if place == cursor.selected, !isLater {
        grid.put(String(scene.glyphs.cursor), row: line + 2, column: 0)
        grid.restyle(row: line + 2, columns: 0..<columns.mapColumn - 1, isFocused ? .selection : .selectionInactive)
      }
    }
  }

  private var emptyWords: String {
    list.isWorking ? "None of the sends looked at so far passes the filter." : "The filter lets none of the sends pass."
  }

  private func draw(
    _ row: Row, _ columns: PageSendColumns, into grid: inout Grid, line: Int, _ glyphs: Glyphs, isLater: Bool
  ) {
    let isBad = row.send.encoding == .missing || row.send.type == .broken
    draw(
      PageSendColumns.columns.map { ($0, $0.text(row), isBad ? .error : isLater ? .dim : $0.style(of: row)) },
      into: &grid, line: line)
    RunMapGrid.drawStrip(cells: columns.mapCells, into: &grid, row: line, column: columns.mapColumn) { words in
      row.look(ofWords: words, glyphs).map { ($0, isLater ? .dim : $1) }
    }
  }

  private func draw(
    _ cells: [(PageSendColumns.Column, String, Style)], into grid: inout Grid, line: Int
  ) {
    var column = 2
    for (place, text, style) in cells {
      if place.isRight {
        grid.put(text, row: line, endingAt: column + place.width, style: style)
      } else {
        grid.put(text, row: line, column: column, style: style, limit: place.width)
      }
      column += place.width + 1
    }
  }
}

/// The columns of the list of sends: their heads, their widths in cells, and what stands in them.
struct PageSendColumns {
  struct Column: Sendable {
    let head: String
    let width: Int
    var isRight = true
    let style: Style
    /// Whether it tells the encoding, whose colour it has.
    var isEncoding = false
    let text: @Sendable (PageSendsPane.Row) -> String

    func style(of row: PageSendsPane.Row) -> Style { isEncoding ? row.send.encoding.style : style }
  }

  /// The cells of the one-line run map; 0 where there is no room for one.
  let mapCells: Int
  let mapColumn: Int

  static let columns: [Column] =
    [
      ("checkpoint", 5, .plain), ("iteration", 4, .dim), ("type", 9, .plain), ("encoding", 8, .name),
      ("length", 5, .plain), ("runs", 4, .plain), ("changedWords", 4, .plain),
    ].compactMap { column($0, width: $1, $2) } + [
      Column(head: "changed", width: 7, style: .value) { row in row.step.changed.map { "\($0.count)" } ?? "" }
    ]

  /// A column of the table of sends.
  private static func column(_ name: String, width: Int, _ style: Style) -> Column? {
    PageHistoryRow.columns.first { $0.name == name }.map { column in
      Column(
        head: column.heading, width: width, isRight: column.isNumber, style: style, isEncoding: name == "encoding"
      ) { row in
        column.text(of: PageHistoryRow(number: row.position, send: row.send))
      }
    }
  }

  /// Cells that the columns take, the sign in front included.
  private static let width = columns.reduce(2) { $0 + $1.width + 1 }

  /// The cells with which the map shows 16 words in each of its own.
  static let columnsWithWholeMap = width + 64

  init(columns: Int) {
    mapColumn = Self.width
    mapCells = [64, 32, 16].first { Self.width + $0 <= columns } ?? 0
  }

  var mapHead: String { mapCells == 0 ? "" : "\(wordsPerPage / mapCells) words a cell" }
}
