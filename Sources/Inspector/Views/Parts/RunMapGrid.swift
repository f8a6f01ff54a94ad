@_spi(Measuring) import SaveStream

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
    draw(into: &grid, row: row, column: column) { Self.look(map.effect(on: $0), map.encoding.style, glyphs) }
  }

  /// Draws all words of a page as cells in one row, without an offset.
  static func drawStrip(
    cells: Int, into grid: inout Grid, row: Int, column: Int,
    _ look: (Range<Int>) -> (glyph: Unicode.Scalar, style: Style)?
  ) {
    guard cells > 0 else { return }
    let words = wordsPerPage / cells
    for cell in 0..<cells {
      guard let (glyph, style) = look(cell * words..<(cell + 1) * words) else { continue }
      grid.set(Grid.Cell(glyph.value, style), row: row, column: column + cell)
    }
  }

  /// Draws a cell for each of the ranges of words.
  func draw(
    into grid: inout Grid, row: Int, column: Int, _ look: (Range<Int>) -> (glyph: Unicode.Scalar, style: Style)?
  ) {
    for line in 0..<rows {
      let label = NumberText.hexDigits(UInt64(line * columns * wordsPerCell * wordSize), count: 3)
      grid.put(label, row: row + line, column: column, style: .offset)
      for cell in 0..<columns {
        let first = (line * columns + cell) * wordsPerCell
        guard let (glyph, style) = look(first..<first + wordsPerCell) else { continue }
        grid.set(Grid.Cell(glyph.value, style), row: row + line, column: column + Self.labelWidth + cell)
      }
    }
  }

  /// How words look to which something happened.
  /// - Parameter style: that of words which were sent or changed.
  static func look(_ effect: RunMap.Effect, _ style: Style, _ glyphs: Glyphs) -> (Unicode.Scalar, Style) {
    switch effect {
    case .sent: (glyphs.bar, style)
    case .mixed: (glyphs.partOfCell, style)
    case .kept: (glyphs.barEmpty, .barEmpty)
    case .unknown: ("?", .error)
    }
  }
}

extension ChangedWords {
  /// What happened to some words, as if a delta had sent those that changed.
  func effect(on words: Range<Int>) -> RunMap.Effect {
    let count = words.count { self[$0] }
    return count == 0 ? .kept : count == words.count ? .sent : .mixed
  }
}

/// A page delta's run map in words and figures.
enum RunMapText {
  /// What the map does not show: where the bytes of the delta go.
  static func facts(_ map: RunMap, columns: Int) -> [[StyledText]] {
    var words: String
    switch map.encoding {
    case .empty: words = "No word of the page changes; the marker is all of it."
    case .full: words = "All 1024 words are sent, changed or not."
    case .missing: words = "It breaks off at word \(NumberText.grouped(map.decodedWords)) of 1,024."
    default:
      let share = NumberText.percent(UInt64(map.markerBytes), of: UInt64(max(map.encodedBytes, 1)))
      words = "\(NumberText.counted(map.literalWords * wordSize, "literal byte")), "
      words += "\(NumberText.counted(map.markerBytes, "marker")) (\(share))"
      if map.splits > 0 { words += ", \(NumberText.grouped(map.splits)) of them by the limit of 127 words" }
    }
    return TextWidth.wrapped(words, columns).map { [StyledText($0, .dim)] }
  }
}
