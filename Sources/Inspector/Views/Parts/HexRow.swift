import SaveStream

/// A row of a hex dump: the offset, the bytes, and the same bytes as characters.
struct HexRow {
  let layout: HexLayout
  let offset: UInt64
  let bytes: ArraySlice<UInt8>
  let glyphs: Glyphs

  /// What a byte looks like.
  struct Look {
    var style: Style
    /// A bracket before it, and one behind it, so that what is lit shows without colours too.
    var opens = false
    var closes = false
    /// Whether the cursor is on it: that looks the same whatever is below, and has its sign in the place of a bracket.
    var isCursor = false
  }

  /// - Parameter look: called with the place of each byte in the row.
  func draw(into grid: inout Grid, row: Int, _ look: (Int) -> Look) {
    grid.put(NumberText.hexDigits(offset, count: layout.offsetDigits), row: row, column: 1, style: .offset)
    for (place, byte) in bytes.prefix(layout.bytesPerRow).enumerated() {
      let look = look(place)
      let style: Style = look.isCursor ? .cursor : look.style
      let column = layout.column(ofByte: place)
      grid.put(NumberText.hexDigits(UInt64(byte), count: 2), row: row, column: column, style: style)
      grid.set(
        Grid.Cell(UInt32(EscapedText.character(of: byte)), style), row: row, column: layout.column(ofCharacter: place))
      if look.opens { grid.put("[", row: row, column: column - 1, style: .border) }
      if look.closes { grid.put("]", row: row, column: column + 2, style: .border) }
      if look.isCursor { grid.put(String(glyphs.cursor), row: row, column: column - 1, style: .hintKey) }
    }
  }
}
