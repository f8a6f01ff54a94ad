/// Putting text into the region of a grid. Rows and columns count from the region's upper left.
extension Grid {
  /// Writes text from a place to the right, as far as `limit` cells and the region reach. Characters that take no
  /// cell are left out. Returns the column after the last one written.
  @discardableResult
  mutating func put(_ text: String, row: Int, column: Int, style: Style = .plain, limit: Int = .max) -> Int {
    let end = limit >= region.columns - column ? region.columns : column + max(limit, 0)
    var place = column
    for scalar in text.unicodeScalars {
      let width = CharacterWidth.of(scalar)
      guard width > 0 else { continue }
      guard place + width <= end else { break }
      set(Cell(scalar.value, style), row: row, column: place)
      if width == 2 { set(Cell(0, style), row: row, column: place + 1) }
      place += width
    }
    return place
  }

  /// Writes spans one after the other.
  @discardableResult
  mutating func put(_ spans: [StyledText], row: Int, column: Int, limit: Int = .max) -> Int {
    var place = column
    for span in spans {
      place = put(
        span.text, row: row, column: place, style: span.style, limit: limit == .max ? .max : limit - (place - column))
    }
    return place
  }

  /// Writes text over as many lines as it takes, as wide as the region but for the column at its end.
  mutating func put(lines text: String, row: Int, column: Int, style: Style = .plain) {
    for (line, words) in TextWidth.wrapped(text, region.columns - column - 1).enumerated() {
      put(words, row: row + line, column: column, style: style)
    }
  }

  /// Writes text that ends just before the column `end`.
  mutating func put(_ text: String, row: Int, endingAt end: Int, style: Style = .plain) {
    put(text, row: row, column: end - TextWidth.of(text), style: style)
  }

  /// Fills a row of the region with blanks of a style.
  mutating func clear(row: Int, style: Style = .plain) {
    for column in 0..<region.columns { set(Cell(0x20, style), row: row, column: column) }
  }

  /// Gives the cells of a row another style and leaves their characters.
  mutating func restyle(row: Int, columns range: Range<Int>? = nil, _ style: Style) {
    guard row >= 0, row < region.rows else { return }
    let all = 0..<region.columns
    for column in (range ?? all).clamped(to: all) {
      var cell = self[region.row + row, region.column + column]
      cell.style = style
      set(cell, row: row, column: column)
    }
  }

  /// Marks a row as the selected one: by a sign at a column, for a screen without colours, and by its style.
  mutating func select(row: Int, sign: Glyphs, at column: Int, isFocused: Bool = true) {
    put(String(sign.cursor), row: row, column: column)
    restyle(row: row, isFocused ? .selection : .selectionInactive)
  }

  /// Draws a horizontal line over the region's width, with a title in it: a heavy one above the pane that has the keys.
  /// - Parameter key: the key that leads to the pane, or changes what it shows; it stands at the end of the line.
  mutating func rule(row: Int, title: String, glyphs: Glyphs, isFocused: Bool, key: String? = nil) {
    let line = isFocused ? glyphs.heavy : glyphs.horizontal
    for column in 0..<region.columns {
      set(Cell(line.value, isFocused ? .borderFocused : .border), row: row, column: column)
    }
    var room = region.columns - 4
    if let key, !key.isEmpty, room > TextWidth.of(key) + Self.fewestTitleCells {
      put(" \(key) ", row: row, endingAt: region.columns - 1, style: .hintKey)
      room -= TextWidth.of(key) + 3
    }
    guard !title.isEmpty else { return }
    put(" \(TextWidth.fitted(title, room, glyphs)) ", row: row, column: 1, style: isFocused ? .borderFocused : .border)
  }

  /// Draws the line between what stands on its left and on its right.
  mutating func divide(at column: Int, rows: Range<Int>, _ glyphs: Glyphs) {
    for row in rows { set(Cell(glyphs.vertical.value, .border), row: row, column: column) }
  }

  /// Makes the lines beside the pane that has the keys heavy.
  mutating func focus(on pane: Rect, _ glyphs: Glyphs) {
    for row in pane.row..<pane.row + max(pane.rows, 0) {
      for column in [pane.column - 1, pane.column + pane.columns] {
        let cell = self[region.row + row, region.column + column]
        guard cell.style == .border, cell.rune == glyphs.vertical.value else { continue }
        set(Cell(glyphs.heavyVertical.value, .borderFocused), row: row, column: column)
      }
    }
  }

  /// A title is worth more than a key.
  private static let fewestTitleCells = 12

  /// Replaces what an ASCII terminal cannot show.
  mutating func keepASCII() {
    for row in 0..<region.rows {
      for column in 0..<region.columns {
        var cell = self[region.row + row, region.column + column]
        guard cell.rune > 0x7e || cell.rune == 0 else { continue }
        cell.rune = 0x3f
        set(cell, row: row, column: column)
      }
    }
  }
}

/// A piece of text in one style.
struct StyledText: Sendable, Equatable {
  var text: String
  var style: Style

  init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}
