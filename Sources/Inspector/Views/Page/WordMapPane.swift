@_spi(Measuring) import SaveStream

/// All words of the page at once, by what they look like: which of them are zero, text, addresses, anything else. The
/// rows whose bytes are on the screen are pointed out, and the word under the cursor.
struct WordMapPane {
  let bytes: [UInt8]
  let checkpoint: Int
  /// The bytes that are on the screen beside it.
  let visible: Range<Int>
  /// The byte under the cursor.
  let cursor: Int

  /// What a word looks like, from its bytes alone.
  fileprivate enum Look: Int, CaseIterable {
    case zero, text, address, other
  }

  /// The head, the figures, and a cell for each word in rows of 64.
  static let fewestRows = otherRows + wordsPerPage / 64
  private static let otherRows = 2
  private static let labelColumns = 5

  /// The words of a row: cells of two characters, which are about square, where there is room for them.
  private static func columns(_ rows: Int) -> Int { rows - otherRows >= wordsPerPage / 32 ? 32 : 64 }

  func draw(into grid: inout Grid, _ scene: Scene) {
    let glyphs = scene.glyphs
    grid.rule(row: 0, title: "all words at checkpoint \(checkpoint)", glyphs: glyphs, isFocused: false)
    let looks = (0..<wordsPerPage).map { look(ofWord: $0) }
    var figures: [StyledText] = []
    for look in Look.allCases {
      let count = NumberText.grouped(looks.count { $0 == look })
      let cell = look.cell(glyphs)
      figures += [StyledText(String(cell.glyph), cell.style), StyledText(" \(look.words) \(count)  ", .dim)]
    }
    grid.put(figures, row: 1, column: 1, limit: grid.region.columns - 2)
    let columns = Self.columns(grid.region.rows)
    let width = 64 / columns
    for row in 0..<wordsPerPage / columns {
      let start = row * columns * wordSize
      let isVisible = visible.overlaps(start..<start + columns * wordSize)
      let label = NumberText.hexDigits(UInt64(start), count: 3)
      grid.put(label, row: row + Self.otherRows, column: 1, style: isVisible ? .value : .offset)
      for column in 0..<columns {
        let word = row * columns + column
        let isCursor = cursor / wordSize == word
        let (glyph, style) = looks[word].cell(glyphs)
        let cell = isCursor ? Grid.Cell(looks[word].letter.value, .cursor) : Grid.Cell(glyph.value, style)
        for place in 0..<width {
          grid.set(cell, row: row + Self.otherRows, column: Self.labelColumns + 1 + column * width + place)
        }
      }
    }
  }

  /// The first byte of the word at a place; nil beside the words.
  static func byte(row: Int, column: Int, _ area: Rect) -> Int? {
    let columns = columns(area.rows)
    let line = row - area.row - otherRows
    let place = column - area.column - labelColumns - 1
    guard line >= 0, line < wordsPerPage / columns, place >= 0, place < 64 else { return nil }
    return (line * columns + place / (64 / columns)) * wordSize
  }

  private func look(ofWord word: Int) -> Look {
    let start = word * wordSize
    guard start + wordSize <= bytes.count else { return .zero }
    let own = bytes[start..<start + wordSize]
    if own.allSatisfy(PageClass.isText) { return .text }
    let pair = start & ~7
    // Of an address both words count, though one of them alone may be zero.
    if PageClass.isPointer(bytes.number(at: pair, bytes: 8)) { return .address }
    return own.allSatisfy { $0 == 0 } ? .zero : .other
  }
}

extension WordMapPane.Look {
  fileprivate var words: String {
    switch self {
    case .zero: "zero"
    case .text: "text"
    case .address: "address"
    case .other: "other"
    }
  }

  /// What stands for it where nothing else tells it: under the cursor, and without colours.
  fileprivate var letter: Unicode.Scalar {
    switch self {
    case .zero: "0"
    case .text: "t"
    case .address: "p"
    case .other: "#"
    }
  }

  fileprivate func cell(_ glyphs: Glyphs) -> (glyph: Unicode.Scalar, style: Style) {
    switch self {
    case .zero: (glyphs.barEmpty, .barEmpty)
    case .text: (glyphs.hasColors ? glyphs.bar : letter, .contentText)
    case .address: (glyphs.hasColors ? glyphs.bar : letter, .contentPointers)
    case .other: (glyphs.hasColors ? glyphs.bar : letter, .contentOther)
    }
  }
}
