import SaveStream

/// The pane that shows the page that a delta results in, with its new words lit: it stands in the place of the bytes.
struct PagePane: Sendable {
  private(set) var page: ResultingPage?
  /// The node whose page was asked for, by its file offset.
  private var offset: UInt64?
  private var isKnown = false
  /// The byte of the page under the cursor, and the first one on the screen.
  private(set) var cursor = 0
  private var top = 0
  /// Whether the cursor went to the first new word and is to stand near the top.
  private var hasArrived = false

  var byteUnderCursor: UInt8? { page.flatMap { $0.bytes.indices.contains(cursor) ? $0.bytes[cursor] : nil } }

  /// What was read may have changed.
  mutating func forget() { offset = nil }

  /// Makes the pane show the page of a delta; the node whose page is to be read for that, if any.
  mutating func prepare(node: TreeNode, size: Rect, isFinished: Bool) -> TreeNode? {
    scrollToCursor(size)
    guard node.offset != offset else { return nil }
    page = nil
    isKnown = false
    guard isFinished else { return nil }
    offset = node.offset
    return node
  }

  mutating func take(_ page: ResultingPage?, offset: UInt64) {
    guard offset == self.offset else { return }
    self.page = page
    isKnown = true
    guard let page, let word = (0..<wordsPerPage).first(where: { page.isNew(word: $0) }) else { return }
    cursor = word * wordSize
    hasArrived = true
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect) -> Bool {
    let row = HexLayout(size, capture: 0).bytesPerRow
    let page = max(size.rows - 2, 1)
    switch command {
    case .left: move(by: -1)
    case .right: move(by: 1)
    case .up: move(by: -row)
    case .down: move(by: row)
    case .pageUp: move(by: -row * page)
    case .pageDown: move(by: row * page)
    case .halfPageUp: move(by: -row * max(page / 2, 1))
    case .halfPageDown: move(by: row * max(page / 2, 1))
    case .first: cursor = 0
    case .last: cursor = pageSize - 1
    default: return false
    }
    return true
  }

  mutating func scroll(by rows: Int, size: Rect) { move(by: rows * HexLayout(size, capture: 0).bytesPerRow) }

  mutating func click(line: Int, column: Int, size: Rect) {
    let layout = HexLayout(size, capture: 0)
    guard let place = layout.place(ofColumn: column) else { return }
    let byte = top + max(line, 0) * layout.bytesPerRow + place
    if byte < pageSize { cursor = byte }
  }

  private mutating func move(by bytes: Int) { cursor = max(0, min(cursor + bytes, pageSize - 1)) }

  private mutating func scrollToCursor(_ size: Rect) {
    let row = HexLayout(size, capture: 0).bytesPerRow
    let shown = row * max(size.rows - 1, 1)
    top = max(0, min(top / row * row, max(0, pageSize - shown)))
    let place = cursor / row * row
    if hasArrived {
      top = max(0, min(place - row, max(0, pageSize - shown)))
      hasArrived = false
    }
    if place < top { top = place }
    if place >= top + shown { top = place - shown + row }
  }
}

extension PagePane {
  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    grid.rule(row: 0, title: page?.title ?? "the page that results", glyphs: scene.glyphs, isFocused: isFocused)
    guard let page else {
      let words =
        isKnown
        ? "The page is not in memory at the end of this checkpoint." : "Known once the capture has been read."
      grid.put(words, row: 1, column: 1, style: .dim)
      return
    }
    let size = Rect(row: 0, column: 0, rows: grid.region.rows, columns: grid.region.columns)
    let layout = HexLayout(size, capture: 0)
    for line in 0..<max(0, size.rows - 1) {
      let start = top + line * layout.bytesPerRow
      guard start < page.bytes.count else { break }
      grid.put(HexText.digits(UInt64(start), count: layout.offsetDigits), row: line + 1, column: 1, style: .offset)
      for place in 0..<min(layout.bytesPerRow, page.bytes.count - start) {
        let byte = page.bytes[start + place]
        let style = style(of: start + place, page, isFocused: isFocused)
        let column = layout.column(ofByte: place)
        grid.put(HexText.digits(UInt64(byte), count: 2), row: line + 1, column: column, style: style)
        grid.set(
          Grid.Cell(EscapedText.cell(byte), style), row: line + 1, column: layout.column(ofCharacter: place))
        bracket(start + place, page, in: &grid, row: line + 1, column: column)
      }
    }
  }

  /// Brackets around each stretch of new words, so that they show without colours too.
  private func bracket(_ byte: Int, _ page: ResultingPage, in grid: inout Grid, row: Int, column: Int) {
    let word = byte / wordSize
    guard page.isNew(word: word) else { return }
    if byte % wordSize == 0, !page.isNew(word: word - 1) { grid.put("[", row: row, column: column - 1, style: .border) }
    if byte % wordSize == wordSize - 1, !page.isNew(word: word + 1) {
      grid.put("]", row: row, column: column + 2, style: .border)
    }
  }

  private func style(of byte: Int, _ page: ResultingPage, isFocused: Bool) -> Style {
    if isFocused, byte == cursor { return .selection }
    let word = byte / wordSize
    if page.isNew(word: word) { return .fieldSelected }
    return page.isSent(word: word) ? .fieldEven : .plain
  }
}
