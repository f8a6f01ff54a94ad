import SaveStream

/// The words of a page as cells in rows: as many as there is room for, each of them standing for the same power of
/// two of words.
struct RunMapGrid: Equatable {
  let columns: Int
  let rows: Int

  var wordsPerCell: Int { wordsPerPage / (columns * rows) }

  /// The finest that fits; nil where there is too little room to tell anything.
  init?(width: Int, height: Int) {
    let cells = width - Self.labelWidth
    guard let columns = [64, 32, 16].first(where: { $0 <= cells }),
      let rows = [64, 32, 16, 8, 4, 2].first(where: { $0 <= height && $0 * columns <= wordsPerPage })
    else { return nil }
    self.columns = columns
    self.rows = rows
  }

  /// The rows that the map has when there is room enough for cells of one word.
  static func wantedRows(width: Int) -> Int { RunMapGrid(width: width, height: .max)?.rows ?? 0 }

  /// The cells of the byte offset in front of each row.
  private static let labelWidth = 5

  func draw(_ map: RunMap, into grid: inout Grid, row: Int, column: Int, _ glyphs: Glyphs) {
    for line in 0..<rows {
      let label = HexText.digits(UInt64(line * columns * wordsPerCell * wordSize), count: 3)
      grid.put(label, row: row + line, column: column, style: .offset)
      for cell in 0..<columns {
        let first = (line * columns + cell) * wordsPerCell
        let (glyph, style) = Self.look(map.effect(on: first..<first + wordsPerCell), glyphs)
        grid.set(Grid.Cell(glyph.value, style), row: row + line, column: column + Self.labelWidth + cell)
      }
    }
  }

  private static func look(_ effect: RunMap.Effect, _ glyphs: Glyphs) -> (Unicode.Scalar, Style) {
    switch effect {
    case .sent: (glyphs.bar, .barCompressed)
    case .mixed: (glyphs.barHalf, .barCompressed)
    case .kept: (glyphs.barEmpty, .barEmpty)
    case .unknown: ("?", .error)
    }
  }
}
