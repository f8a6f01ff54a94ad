@_spi(Measuring) import SaveStream

/// The pane that shows bytes: those of the selected node, lit by field, in the midst of the whole capture.
struct HexPane: Sendable {
  /// The file offset of the byte under the cursor.
  private(set) var cursor: UInt64?
  /// The file offset of the first row shown.
  private(set) var top: UInt64 = 0
  /// The node whose bytes are lit, and the field among them that is selected.
  private var node: TreeNode?
  private var field: TreeNode?
  private var bytes: [UInt8] = []
  private var bytesOffset: UInt64 = 0
  private var fields: [LitField] = []
  private var isStale = true
  private var path: [Int] = []
  /// The bytes on the screen (file offsets).
  private var window: Range<UInt64> = 0..<0
  /// Where the cursor is to go once the node that is being selected is there.
  private var wantedCursor: UInt64?

  private var selection = SelectedRange<UInt64>()

  /// The bytes that are selected (file offsets).
  var range: Range<UInt64>? { selection.bytes(to: cursor) }

  mutating func toggleRange() { selection.toggle(at: cursor) }

  mutating func giveUpRange() -> Bool { selection.giveUp() }

  var byteUnderCursor: UInt8? {
    guard let cursor, cursor >= bytesOffset, cursor - bytesOffset < UInt64(bytes.count) else { return nil }
    return bytes[Int(cursor - bytesOffset)]
  }

  /// The word of eight bytes under the cursor, counted from the start of the field or node that it stands in; nil where
  /// it is not all there.
  var wordUnderCursor: UInt64? {
    guard let node, let cursor, node.offset <= cursor, cursor < node.end else { return nil }
    let start = lit(at: cursor)?.range.lowerBound ?? node.offset
    guard start <= cursor else { return nil }
    let word = start + (cursor - start) / 8 * 8
    guard word >= bytesOffset, word + 8 <= bytesOffset + UInt64(bytes.count) else { return nil }
    return bytes.number(at: Int(word - bytesOffset), bytes: 8)
  }

  /// What was read may have changed.
  mutating func forget() { isStale = true }

  /// Moves the cursor to a file offset.
  mutating func show(_ offset: UInt64) { wantedCursor = offset }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect, capture: UInt64) -> Bool {
    let row = UInt64(HexLayout(size, capture: capture).bytesPerRow)
    let page = UInt64(max(size.rows - 2, 1))
    switch command {
    case .left: move(by: 1, forward: false, capture)
    case .right: move(by: 1, forward: true, capture)
    case .up: move(by: row, forward: false, capture)
    case .down: move(by: row, forward: true, capture)
    case .pageUp: move(by: row * page, forward: false, capture)
    case .pageDown: move(by: row * page, forward: true, capture)
    case .halfPageUp: move(by: row * max(page / 2, 1), forward: false, capture)
    case .halfPageDown: move(by: row * max(page / 2, 1), forward: true, capture)
    case .first: cursor = 0
    case .last: cursor = max(capture, 1) - 1
    case .screenTop, .screenBottom:
      let first = command == .screenTop ? top : top + UInt64(max(size.rows - 2, 0)) * row
      cursor = min(first + (cursor ?? 0) % row, max(capture, 1) - 1)
    default: return false
    }
    return true
  }

  private mutating func move(by count: UInt64, forward: Bool, _ capture: UInt64) {
    let place = cursor ?? 0
    let last = max(capture, 1) - 1
    cursor = forward ? (place < last ? place + min(count, last - place) : last) : place - min(place, count)
  }

  mutating func scroll(by rows: Int, size: Rect, capture: UInt64) {
    let count = UInt64(HexLayout(size, capture: capture).bytesPerRow) * UInt64(rows.magnitude)
    move(by: count, forward: rows > 0, capture)
  }

  mutating func click(line: Int, column: Int, size: Rect, capture: UInt64) {
    let layout = HexLayout(size, capture: capture)
    guard let place = layout.place(ofColumn: column) else { return }
    let offset = top + UInt64(max(line, 0) * layout.bytesPerRow + place)
    if offset < capture { cursor = offset }
  }

  /// Makes the pane show a node and a field of it; what has to be read for that, if anything.
  mutating func prepare(path: [Int], node: TreeNode, field: TreeNode?, size: Rect, capture: UInt64) -> ReadRequest? {
    var selected: TreeNode?
    if path != self.path || self.node == nil {
      if path != self.path { _ = selection.giveUp() }
      self.path = path
      selected = node
      isStale = true
    }
    if let field, field.offset != self.field?.offset { selected = field }
    if let selected { cursor = selected.offset }
    self.node = node
    self.field = field
    guard size.rows > 1 else { return nil }
    let row = UInt64(HexLayout(size, capture: capture).bytesPerRow)
    let page = row * UInt64(size.rows - 1)
    if let wantedCursor {
      cursor = wantedCursor
    } else if let selected {
      reveal(selected.offset..<selected.end, row: row, page: page)
    }
    wantedCursor = nil
    scrollToCursor(row: row, page: page)
    let window = top..<top + page
    guard isStale || window != self.window else { return nil }
    self.window = window
    return .bytes(window, around: node)
  }

  /// Brings what was selected on the screen: in whole where that is possible, else it begins below one row of what
  /// comes before it.
  private mutating func reveal(_ bytes: Range<UInt64>, row: UInt64, page: UInt64) {
    top = top / row * row
    let first = bytes.lowerBound / row * row
    let end = (bytes.upperBound + row - 1) / row * row
    if end - first > page {
      top = first - min(first, row)
    } else if first >= top, end > top + page, end <= top + 2 * page {
      top = end - page
    }
  }

  /// Brings the cursor on the screen: at an edge when it is near, else at the top.
  private mutating func scrollToCursor(row: UInt64, page: UInt64) {
    let place = (cursor ?? 0) / row * row
    top = top / row * row
    if place < top || place >= top + 2 * page {
      top = place
    } else if place >= top + page {
      top = place - page + row
    }
  }

  mutating func take(offset: UInt64, _ bytes: [UInt8], _ fields: [LitField]) {
    bytesOffset = offset
    self.bytes = bytes
    self.fields = fields
    isStale = false
  }
}

extension HexPane {
  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    grid.rule(
      row: 0, title: title(scene), glyphs: scene.glyphs, isFocused: isFocused, key: scene.paneKey(isFocused, in: .tree))
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
        if let range { look.mark(range, at: offset + UInt64(place)) }
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
    if let field, field.offset <= offset, offset < field.end {
      return field.length > Self.mostLit ? byClass(index) : .fieldSelected
    }
    guard let node else { return .plain }
    if let lit = lit(at: offset) {
      if lit.range.upperBound - lit.range.lowerBound > Self.mostLit { return byClass(index) }
      return lit.isPadding ? .padding : lit.position % 2 == 0 ? .fieldEven : .fieldOdd
    }
    if node.offset <= offset, offset < node.end { return node.length > Self.mostLit ? byClass(index) : .fieldEven }
    if node.otherRanges.contains(where: { $0.contains(offset) }) { return .fieldOdd }
    return .dim
  }

  private func byClass(_ index: Int) -> Style { bytes.indices.contains(index) ? .of(byte: bytes[index]) : .plain }

  /// Bytes of a field that has a background: in longer ones, such as pages, what the bytes are tells more.
  private static let mostLit: UInt64 = 256

  /// The field that holds an offset, by bisection.
  private func lit(at offset: UInt64) -> LitField? {
    let place = fields.partitioningIndex { $0.range.upperBound <= offset }
    return place < fields.count && fields[place].range.contains(offset) ? fields[place] : nil
  }
}
