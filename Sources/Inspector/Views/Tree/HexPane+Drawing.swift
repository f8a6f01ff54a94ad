import SaveStream

extension HexPane {
  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    grid.rule(row: 0, title: title(scene), glyphs: scene.glyphs, isFocused: isFocused)
    let size = Rect(row: 0, column: 0, rows: grid.region.rows, columns: grid.region.columns)
    let layout = HexLayout(size, capture: scene.index.size)
    let matches = PageMatches(of: scene.pattern, in: bytes)
    for line in 0..<max(0, size.rows - 1) {
      let start = line * layout.bytesPerRow
      guard start < bytes.count else { break }
      let offset = bytesOffset + UInt64(start)
      let row = HexRow(layout: layout, offset: offset, bytes: bytes[start...], glyphs: scene.glyphs)
      row.draw(into: &grid, row: line + 1) { place in
        var look = look(of: offset + UInt64(place), index: start + place, matches)
        look.isCursor = isFocused && offset + UInt64(place) == cursor
        return look
      }
    }
  }

  private func title(_ scene: Scene) -> String {
    let shown = field ?? node
    let name = shown.map { EscapedText.of($0.name, unicode: scene.glyphs.isUnicode) } ?? ""
    return name.isEmpty ? "bytes" : "bytes of \(name)"
  }

  /// Brackets stand around what is selected, so that it shows without colours too.
  private func look(of offset: UInt64, index: Int, _ matches: PageMatches) -> HexRow.Look {
    var look = HexRow.Look(style: style(of: offset, index: index, matches))
    if let shown = field ?? node, shown.length > 0 {
      look.opens = offset == shown.offset
      look.closes = offset == shown.end - 1
    }
    return look
  }

  private func style(of offset: UInt64, index: Int, _ matches: PageMatches) -> Style {
    if let style = matches.style(of: index) { return style }
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
    let place = fields.partitioningIndex { $0.range.upperBound <= offset }
    return place < fields.count && fields[place].range.contains(offset) ? fields[place] : nil
  }
}
