@_spi(Measuring) import SaveStream

/// The pane that shows both sides of a page beside each other, with the words that differ lit.
struct ComparedPane: Sendable {
  private(set) var page: ComparedPage?
  /// The stretches of the page that differ, in bytes.
  private(set) var ranges: [Range<Int>] = [] {
    didSet { marks = MarkedWords(count: ranges.reduce(0) { $0 + $1.count } / wordSize) }
  }
  /// Which words are marked.
  private var marks = MarkedWords(count: 0)
  /// The page that was asked for.
  private var pfn: UInt64?
  /// The byte under the cursor, and the first one on the screen.
  private(set) var cursor = 0
  private var top = 0
  /// The byte that is to have the cursor once the page has been read.
  private var wantedCursor: Int?
  private var selection = SelectedRange<Int>()
  /// Whether the bits that differ stand in the place of the second side.
  private(set) var showsXOR = false

  /// The bytes that are selected.
  var range: Range<Int>? { selection.bytes(to: cursor) }

  mutating func toggleRange() { selection.toggle(at: cursor) }

  mutating func giveUpRange() -> Bool { selection.giveUp() }

  mutating func toggleXOR() { showsXOR.toggle() }

  /// What was read may have changed.
  mutating func forget() { pfn = nil }

  /// Makes the pane show a page; whether it has to be read for that.
  mutating func prepare(pfn: UInt64, size: Rect) -> Bool {
    if let byte = wantedCursor, page?.pfn == pfn {
      wantedCursor = nil
      cursor = byte
    }
    scrollToCursor(size)
    guard pfn != self.pfn else { return false }
    self.pfn = pfn
    page = nil
    _ = selection.giveUp()
    ranges = []
    return true
  }

  mutating func take(_ page: ComparedPage) {
    guard page.pfn == pfn else { return }
    self.page = page
    ranges = page.ranges
    cursor = ranges.first?.lowerBound ?? 0
    top = max(0, cursor / Self.groupBytes * Self.groupBytes - Self.groupBytes)
  }

  /// Goes to a byte of the page, once that has been read.
  mutating func show(byte: Int) { if byte >= 0, byte < pageSize { wantedCursor = byte } }

  /// Goes to the next stretch that differs, or the one before; false when there is none on this page.
  mutating func step(forward: Bool) -> Bool {
    let next =
      forward ? ranges.first { $0.lowerBound > cursor } : ranges.last { $0.lowerBound < cursor && !$0.contains(cursor) }
    guard let next else { return false }
    cursor = next.lowerBound
    return true
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect) -> Bool {
    let row = ComparedLayout(columns: size.columns).bytesPerRow
    guard let next = command.byteOfPage(from: cursor, top: top, bytesPerRow: row, rows: size.rows - 1) else {
      return false
    }
    cursor = next
    return true
  }

  mutating func scroll(by rows: Int, size: Rect) { move(by: rows * ComparedLayout(columns: size.columns).bytesPerRow) }

  mutating func click(line: Int, column: Int, size: Rect) {
    let layout = ComparedLayout(columns: size.columns)
    guard let place = layout.place(ofColumn: column) else { return }
    let byte = top + max(line, 0) * layout.bytesPerRow + place
    if byte < pageSize { cursor = byte }
  }

  private mutating func move(by bytes: Int) { cursor = max(0, min(cursor + bytes, pageSize - 1)) }

  private mutating func scrollToCursor(_ size: Rect) {
    let row = ComparedLayout(columns: size.columns).bytesPerRow
    let shown = row * max(size.rows - 1, 1)
    top = max(0, min(top / row * row, max(0, pageSize - shown)))
    let place = cursor / row * row
    if place < top { top = place }
    if place >= top + shown { top = place - shown + row }
  }

  private static let groupBytes = 16
}

/// Drawing.
extension ComparedPane {
  func draw(into grid: inout Grid, title: String, _ scene: Scene, isFocused: Bool) {
    let remark = marks.areAllNew ? "; all of it differs" : marks.marksKept ? "; what is the same is marked" : ""
    grid.rule(
      row: 0, title: title + remark, glyphs: scene.glyphs, isFocused: isFocused,
      key: scene.paneKey(isFocused, in: .diff))
    guard let page else {
      grid.put("Reading the page" + String(scene.glyphs.ellipsis), row: 1, column: 1, style: .dim)
      return
    }
    let layout = ComparedLayout(columns: grid.region.columns)
    drawMap(of: page, layout, into: &grid, scene.glyphs)
    for line in 0..<max(0, grid.region.rows - 1) {
      let start = top + line * layout.bytesPerRow
      guard start < pageSize else { break }
      grid.put(NumberText.hexDigits(UInt64(start), count: 3), row: line + 1, column: 1, style: .offset)
      grid.set(Grid.Cell(scene.glyphs.vertical.value, .border), row: line + 1, column: layout.divider)
      for side in [ComparedLayout.Side.from, .to] {
        drawSide(side, of: page, from: start, layout, into: &grid, row: line + 1)
        let isThere = (side == .from ? page.from : page.to) != nil
        guard isFocused, isThere, start..<start + layout.bytesPerRow ~= cursor else { continue }
        drawCursor(side, place: cursor - start, layout, into: &grid, row: line + 1, scene.glyphs)
      }
    }
  }

  /// Where the page differs, beside both sides where there is room for that.
  private func drawMap(of page: ComparedPage, _ layout: ComparedLayout, into grid: inout Grid, _ glyphs: Glyphs) {
    guard let from = page.from, let to = page.to,
      let map = RunMapGrid(width: grid.region.columns - layout.end - 2, height: grid.region.rows - 2)
    else { return }
    let changed = ChangedWords(to.span, from.span)
    grid.divide(at: layout.end, rows: 1..<grid.region.rows, glyphs)
    let unit = map.wordsPerCell == 1 ? "a word a cell" : "\(map.wordsPerCell) words a cell"
    grid.put("where it differs, \(unit)", row: 1, column: layout.end + 2, style: .dim)
    let cursorWord = cursor / wordSize
    map.draw(into: &grid, row: 2, column: layout.end + 2) { words in
      if words.contains(cursorWord) { return (glyphs.cursor, .cursor) }
      return RunMapGrid.look(changed.effect(on: words), .value, glyphs)
    }
  }

  private func drawSide(
    _ side: ComparedLayout.Side, of page: ComparedPage, from start: Int, _ layout: ComparedLayout,
    into grid: inout Grid, row: Int
  ) {
    guard let bytes = bytes(of: side, page) else {
      grid.put("not there", row: row, column: layout.column(ofByte: 0, side), style: .dim)
      return
    }
    for place in 0..<min(layout.bytesPerRow, bytes.count - start) {
      let byte = start + place
      let isMarked = marks.isMarked(differs(byte))
      var style = Style.of(byte: bytes[byte])
      if isMarked { style = marks.marksKept ? .kept : side == .from ? .removed : .added }
      if showsXOR, side == .to, bytes[byte] == 0 { style = .dim }
      if range?.contains(byte) == true { style = .selection }
      let column = layout.column(ofByte: place, side)
      grid.put(NumberText.hexDigits(UInt64(bytes[byte]), count: 2), row: row, column: column, style: style)
      grid.set(
        Grid.Cell(UInt32(EscapedText.character(of: bytes[byte])), style), row: row,
        column: layout.column(ofCharacter: place, side))
      // The sign tells what differs without colours.
      if isMarked, byte % wordSize == 0 { grid.put("*", row: row, column: column - 1, style: .border) }
    }
  }

  /// The bytes of a side; of the second, where that is wanted, the bits in which the two differ.
  private func bytes(of side: ComparedLayout.Side, _ page: ComparedPage) -> [UInt8]? {
    guard side == .to else { return page.from }
    return showsXOR ? page.differingBits : page.to
  }

  /// Marks the byte under the cursor: by a sign before it, and by its style.
  private func drawCursor(
    _ side: ComparedLayout.Side, place: Int, _ layout: ComparedLayout, into grid: inout Grid, row: Int,
    _ glyphs: Glyphs
  ) {
    let column = layout.column(ofByte: place, side)
    let character = layout.column(ofCharacter: place, side)
    grid.put(String(glyphs.cursor), row: row, column: column - 1, style: .hintKey)
    grid.restyle(row: row, columns: column..<column + 2, .cursor)
    grid.restyle(row: row, columns: character..<character + 1, .cursor)
  }

  /// Whether the word of a byte differs, by bisection.
  private func differs(_ byte: Int) -> Bool {
    let place = ranges.partitioningIndex { $0.upperBound <= byte }
    return place < ranges.count && ranges[place].contains(byte)
  }
}

extension ComparedPage {
  /// The bits in which both sides differ; nil where one of them is not there.
  var differingBits: [UInt8]? {
    guard let from, let to else { return nil }
    return zip(from, to).map { $0 ^ $1 }
  }
}

/// The columns of two hex dumps beside each other.
struct ComparedLayout: Equatable {
  enum Side: Sendable { case from, to }

  let bytesPerRow: Int

  /// The cells of the offset in front.
  private static let offsetWidth = 5

  init(columns: Int) {
    bytesPerRow = [16, 8].first { columns >= Self.offsetWidth + 2 * Self.width(of: $0) + 1 } ?? 4
  }

  /// The cells of one side.
  private static func width(of bytes: Int) -> Int { bytes * 3 + bytes / 8 + bytes + 2 }

  /// The column behind both sides.
  var end: Int { divider + 1 + Self.width(of: bytesPerRow) }

  /// The column of the line between the sides.
  var divider: Int { Self.offsetWidth + Self.width(of: bytesPerRow) }

  func column(ofByte place: Int, _ side: Side) -> Int { start(of: side) + 1 + place * 3 + place / 8 }

  func column(ofCharacter place: Int, _ side: Side) -> Int { column(ofByte: bytesPerRow, side) + place }

  private func start(of side: Side) -> Int { side == .from ? Self.offsetWidth : divider + 1 }

  /// The byte of the row that a column belongs to.
  func place(ofColumn column: Int) -> Int? {
    (0..<bytesPerRow).first { place in
      [Side.from, .to].contains { side in
        let digits = self.column(ofByte: place, side)
        return column == digits || column == digits + 1 || column == self.column(ofCharacter: place, side)
      }
    }
  }
}
