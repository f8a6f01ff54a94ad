import SaveStream

extension HexPane {
  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    grid.rule(row: 0, title: title(scene), glyphs: scene.glyphs, isFocused: isFocused)
    let size = Rect(row: 0, column: 0, rows: grid.region.rows, columns: grid.region.columns)
    let layout = HexLayout(size, capture: scene.index.size)
    let matches = matches(of: scene.pattern)
    for line in 0..<max(0, size.rows - 1) {
      let start = line * layout.bytesPerRow
      guard start < bytes.count else { break }
      let offset = bytesOffset + UInt64(start)
      grid.put(HexText.digits(offset, count: layout.offsetDigits), row: line + 1, column: 1, style: .offset)
      for place in 0..<min(layout.bytesPerRow, bytes.count - start) {
        let byte = bytes[start + place]
        let at = offset + UInt64(place)
        let style = style(of: at, index: start + place, matches, isFocused: isFocused)
        let column = layout.column(ofByte: place)
        grid.put(HexText.digits(UInt64(byte), count: 2), row: line + 1, column: column, style: style)
        grid.set(
          Grid.Cell(EscapedText.cell(byte), style), row: line + 1, column: layout.column(ofCharacter: place))
        bracket(at, in: &grid, row: line + 1, column: column)
      }
    }
  }

  private func title(_ scene: Scene) -> String {
    let shown = field ?? node
    let name = shown.map { EscapedText.of($0.name, unicode: scene.glyphs.isUnicode) } ?? ""
    return name.isEmpty ? "bytes" : "bytes of \(name)"
  }

  /// Brackets around what is selected, so that it shows without colours too.
  private func bracket(_ offset: UInt64, in grid: inout Grid, row: Int, column: Int) {
    guard let shown = field ?? node, shown.length > 0 else { return }
    if offset == shown.offset { grid.put("[", row: row, column: column - 1, style: .border) }
    if offset == shown.end - 1 { grid.put("]", row: row, column: column + 2, style: .border) }
  }

  private func style(of offset: UInt64, index: Int, _ matches: [Bool], isFocused: Bool) -> Style {
    if isFocused, offset == cursor { return .selection }
    if matches[index] { return .match }
    if let field, field.offset <= offset, offset < field.end { return .fieldSelected }
    guard let node else { return .plain }
    if let lit = lit(at: offset) {
      return lit.isPadding ? .padding : lit.position % 2 == 0 ? .fieldEven : .fieldOdd
    }
    if node.offset <= offset, offset < node.end { return .fieldEven }
    if node.otherRanges.contains(where: { $0.contains(offset) }) { return .fieldOdd }
    return .dim
  }

  /// The field that holds an offset, by bisection.
  private func lit(at offset: UInt64) -> LitField? {
    var low = 0
    var high = fields.count
    while low < high {
      let middle = low + (high - low) / 2
      if fields[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < fields.count && fields[low].range.contains(offset) ? fields[low] : nil
  }

  /// Which of the bytes on the screen belong to a match.
  private func matches(of pattern: SearchPattern?) -> [Bool] {
    var matches = [Bool](repeating: false, count: bytes.count)
    guard let pattern, !pattern.bytes.isEmpty else { return matches }
    for place in bytes.indices where pattern.matches(bytes.span, at: place) {
      for matched in place..<place + pattern.bytes.count { matches[matched] = true }
    }
    return matches
  }
}
