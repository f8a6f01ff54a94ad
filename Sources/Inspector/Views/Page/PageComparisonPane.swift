@_spi(Measuring) import SaveStream

/// The page after two of its sends, row by row: one line where both are the same, two where they differ.
struct PageComparisonPane: Sendable {
  private enum Line: Sendable, Equatable {
    /// A row at this byte of the page, the same on both sides.
    case same(Int)
    case first(Int)
    case second(Int)
    /// So many rows that are the same.
    case folded(Int)
  }

  private(set) var comparison: SendComparison?
  private var lines: [Line] = []
  private var top = 0
  private var bytesPerRow = 0

  /// Rows that are the same shown before and behind those that differ.
  private static let context = 1

  mutating func take(_ comparison: SendComparison) {
    self.comparison = comparison
    bytesPerRow = 0
  }

  mutating func forget() { comparison = nil }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, height: Int) -> Bool {
    let page = max(height - 1, 1)
    switch command {
    case .up: top -= 1
    case .down: top += 1
    case .pageUp: top -= page
    case .pageDown: top += page
    case .halfPageUp: top -= max(page / 2, 1)
    case .halfPageDown: top += max(page / 2, 1)
    case .first: top = 0
    case .last: top = lines.count
    case .left, .right: break
    default: return false
    }
    return true
  }

  mutating func scroll(by rows: Int) { top += rows }

  mutating func fit(_ size: Rect) {
    let row = HexLayout(size, capture: 0).bytesPerRow
    if row != bytesPerRow {
      bytesPerRow = row
      lines = Self.lines(of: comparison?.differing, bytesPerRow: row)
      top = 0
    }
    top = max(0, min(top, lines.count - (size.rows - 1)))
  }

  private static func lines(of differing: ChangedWords?, bytesPerRow: Int) -> [Line] {
    guard let differing else { return [] }
    let count = pageSize / bytesPerRow
    let differs = (0..<count).map { row in
      (row * bytesPerRow / wordSize..<(row + 1) * bytesPerRow / wordSize).contains { differing[$0] }
    }
    var lines: [Line] = []
    var folded = 0
    for row in 0..<count {
      let isNear = differs[max(row - context, 0)...min(row + context, count - 1)].contains(true)
      if !isNear {
        folded += 1
        continue
      }
      if folded > 0 { lines.append(.folded(folded)) }
      folded = 0
      lines += differs[row] ? [.first(row * bytesPerRow), .second(row * bytesPerRow)] : [.same(row * bytesPerRow)]
    }
    if folded > 0 { lines.append(.folded(folded)) }
    return lines
  }
}

extension PageComparisonPane {
  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    grid.rule(
      row: 0, title: title, glyphs: scene.glyphs, isFocused: isFocused, key: scene.paneKey(isFocused, in: .page))
    guard let comparison else { return }
    for side in [comparison.first, comparison.second] where side.bytes == nil {
      let why = side.send.encoding == .none ? "it is said to be broken" : "what was sent is not there, or not in whole"
      grid.put("After send \(side.position) there is no page: \(why).", row: 1, column: 1, style: .warning)
      return
    }
    let size = Rect(row: 0, column: 0, rows: grid.region.rows, columns: grid.region.columns)
    let layout = HexLayout(size, capture: 0)
    for (row, line) in lines.dropFirst(top).prefix(size.rows - 1).enumerated() {
      draw(line, comparison, layout, into: &grid, row: row + 1, scene.glyphs)
    }
  }

  private var title: String {
    guard let comparison else { return "two sends" }
    let sides = [("-", comparison.first), ("+", comparison.second)].map { sign, side in
      "\(sign) send \(side.position), checkpoint \(side.send.checkpoint)"
    }
    let count = comparison.differing.map { "; words differ: \(NumberText.grouped($0.count))" } ?? ""
    return sides.joined(separator: "  ") + count
  }

  private func draw(
    _ line: Line, _ comparison: SendComparison, _ layout: HexLayout, into grid: inout Grid, row: Int, _ glyphs: Glyphs
  ) {
    switch line {
    case .folded(let rows):
      grid.put(
        "\(glyphs.ellipsis) \(NumberText.counted(rows, "row")) the same", row: row, column: 1, style: .dim)
    case .same(let start): draw(start, comparison.second, nil, .dim, layout, into: &grid, row: row, glyphs)
    case .first(let start):
      grid.put("-", row: row, column: 0, style: .hintKey)
      draw(start, comparison.first, comparison.differing, .removed, layout, into: &grid, row: row, glyphs)
    case .second(let start):
      grid.put("+", row: row, column: 0, style: .hintKey)
      draw(start, comparison.second, comparison.differing, .added, layout, into: &grid, row: row, glyphs)
    }
  }

  /// A row of one side; words that differ are lit, with brackets around each stretch of them.
  private func draw(
    _ start: Int, _ side: SendComparison.Side, _ differing: ChangedWords?, _ lit: Style, _ layout: HexLayout,
    into grid: inout Grid, row: Int, _ glyphs: Glyphs
  ) {
    guard let bytes = side.bytes, start < bytes.count else { return }
    let shown = HexRow(layout: layout, offset: UInt64(start), bytes: bytes[start...], glyphs: glyphs)
    shown.draw(into: &grid, row: row) { place in
      let word = (start + place) / wordSize
      guard let differing, differing[word] else {
        return HexRow.Look(style: differing == nil ? lit : .of(byte: bytes[start + place]))
      }
      let byte = (start + place) % wordSize
      let isFirst = place < wordSize
      let isLast = place >= layout.bytesPerRow - wordSize
      return HexRow.Look(
        style: lit, opens: byte == 0 && (isFirst || !differing[word - 1]),
        closes: byte == wordSize - 1 && (isLast || !differing[word + 1]))
    }
  }
}
