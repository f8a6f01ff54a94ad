@_spi(Measuring) import SaveStream

/// A cursor and a window over the 4096 bytes of a page, and how they are drawn.
struct PageBytes: Sendable {
  /// The byte of the page under the cursor.
  private(set) var cursor = 0
  /// The first byte on the screen.
  private(set) var top = 0
  /// Bytes on the screen.
  private var shown = 0
  /// The bytes on the screen.
  var visible: Range<Int> { top..<min(top + shown, pageSize) }

  /// How much is to be seen above the cursor, which was sent to a place; nil while it moves by itself.
  private var view: View?

  private enum View: Sendable {
    case oneRow, aThird
  }

  private var selection = SelectedRange<Int>()

  /// The bytes that are selected.
  var range: Range<Int>? { selection.bytes(to: cursor) }

  mutating func toggleRange() { selection.toggle(at: cursor) }

  mutating func giveUpRange() -> Bool { selection.giveUp() }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect) -> Bool {
    let row = HexLayout(size, capture: 0).bytesPerRow
    guard let next = command.byteOfPage(from: cursor, top: top, bytesPerRow: row, rows: size.rows - 1) else {
      return false
    }
    cursor = next
    return true
  }

  /// Moves the window; the cursor goes along only as far as it must.
  mutating func scroll(by rows: Int, size: Rect) {
    let row = HexLayout(size, capture: 0).bytesPerRow
    let shown = row * max(size.rows - 1, 1)
    top = max(0, min(top + rows * row, pageSize - shown))
    let column = cursor % row
    cursor = max(top + column, min(cursor, top + shown - row + column))
  }

  mutating func click(line: Int, column: Int, size: Rect) {
    let layout = HexLayout(size, capture: 0)
    guard let place = layout.place(ofColumn: column) else { return }
    show(top + max(line, 0) * layout.bytesPerRow + place)
  }

  /// Moves the cursor to a byte of the page.
  mutating func show(_ byte: Int) { if byte >= 0, byte < pageSize { cursor = byte } }

  /// Goes to the first new word of a page that was not shown before, or to its start.
  mutating func arrive(at page: some LitPage) {
    cursor = ((0..<wordsPerPage).first { page.isNew(word: $0) } ?? 0) * wordSize
    view = .oneRow
  }

  /// Goes to the first new word of a page unless one is on the screen.
  mutating func reveal(_ page: some LitPage) {
    let visible = top / wordSize..<(top + shown) / wordSize
    guard !visible.contains(where: { page.isNew(word: $0) }),
      let word = (0..<wordsPerPage).first(where: { page.isNew(word: $0) })
    else { return }
    cursor = word * wordSize
    view = .oneRow
  }

  /// Goes to some bytes, with a few rows around them unless they are on the screen in whole.
  mutating func reveal(_ range: Range<Int>) {
    show(range.lowerBound)
    let isVisible = range.lowerBound >= top && min(range.upperBound, pageSize) <= top + shown
    if !isVisible { view = .aThird }
  }

  /// Brings the cursor on the screen.
  mutating func fit(_ size: Rect) {
    let row = HexLayout(size, capture: 0).bytesPerRow
    shown = row * max(size.rows - 1, 1)
    top = max(0, min(top / row * row, max(0, pageSize - shown)))
    let place = cursor / row * row
    if let view {
      let above = view == .oneRow ? row : shown / row / 3 * row
      top = max(0, min(place - above, max(0, pageSize - shown)))
      self.view = nil
    }
    if place < top { top = place }
    if place >= top + shown { top = place - shown + row }
  }
}

extension PageBytes {
  /// Draws the page below the first row of the region.
  /// - Parameter marks: the bytes that belong to a match, and to the match that one is at.
  func draw(
    _ page: some LitPage, into grid: inout Grid, _ glyphs: Glyphs, isFocused: Bool,
    _ marks: PageMatches = PageMatches()
  ) {
    let size = Rect(row: 0, column: 0, rows: grid.region.rows, columns: grid.region.columns)
    let layout = HexLayout(size, capture: 0)
    let words = MarkedWords(of: page)
    for line in 0..<max(0, size.rows - 1) {
      let start = top + line * layout.bytesPerRow
      guard start < page.bytes.count else { break }
      let row = HexRow(layout: layout, offset: UInt64(start), bytes: page.bytes[start...], glyphs: glyphs)
      row.draw(into: &grid, row: line + 1) { place in
        var look = Self.look(of: start + place, page, words)
        if let style = marks.style(of: start + place) { look.style = style }
        if let range { look.mark(range, at: start + place) }
        look.isCursor = isFocused && start + place == cursor
        return look
      }
    }
  }

  /// Words that are marked are lit, with brackets around each stretch of them; all others look by their class.
  private static func look(of byte: Int, _ page: some LitPage, _ words: MarkedWords) -> HexRow.Look {
    let word = byte / wordSize
    guard words.isMarked(page.isNew(word: word)) else {
      let isLit = !words.marksKept && page.isSent(word: word)
      return HexRow.Look(style: isLit ? .fieldEven : .of(byte: page.bytes[byte]))
    }
    return HexRow.Look(
      style: words.style,
      opens: byte % wordSize == 0 && (word == 0 || !words.isMarked(page.isNew(word: word - 1))),
      closes: byte % wordSize == wordSize - 1
        && (word == wordsPerPage - 1 || !words.isMarked(page.isNew(word: word + 1))))
  }
}

/// Which words of a page are marked: the new ones, or where nearly all are new, those that are not, as marks everywhere
/// tell nothing.
struct MarkedWords: Sendable, Equatable {
  /// Whether those are marked that stayed as they were.
  let marksKept: Bool
  /// Whether there are none that did.
  let areAllNew: Bool

  /// New words of a page up to which they are marked.
  static let most = wordsPerPage * 7 / 8

  /// - Parameter count: the new words of the page.
  init(count: Int) {
    marksKept = count > Self.most
    areAllNew = count == wordsPerPage
  }

  init(of page: some LitPage) { self.init(count: (0..<wordsPerPage).count { page.isNew(word: $0) }) }

  func isMarked(_ isNew: Bool) -> Bool { isNew != marksKept }

  var style: Style { marksKept ? .kept : .changed }

  /// What has to be said of it behind how many words changed; empty for the usual case.
  var remark: String { marksKept && !areAllNew ? "; those that did not are marked" : "" }
}

/// A page whose bytes are shown, with some of its words lit.
protocol LitPage: Sendable {
  /// 4096 bytes.
  var bytes: [UInt8] { get }
  /// What the pane's head says of it.
  var title: String { get }
  /// Whether a word is new: lit, with brackets around it.
  func isNew(word: Int) -> Bool
  /// Whether a word is worth a glance: lit a little.
  func isSent(word: Int) -> Bool
}

extension Command {
  /// The byte of a page that a command which moves leads to from another one; nil for any other command.
  ///
  /// - Parameters:
  ///   - top: the first byte on the screen.
  ///   - row: the bytes of a row on the screen.
  ///   - rows: the rows on the screen.
  func byteOfPage(from byte: Int, top: Int, bytesPerRow row: Int, rows: Int) -> Int? {
    let page = max(rows - 1, 1)
    let next: Int
    switch self {
    case .left: next = byte - 1
    case .right: next = byte + 1
    case .up: next = byte - row
    case .down: next = byte + row
    case .pageUp: next = byte - row * page
    case .pageDown: next = byte + row * page
    case .halfPageUp: next = byte - row * max(page / 2, 1)
    case .halfPageDown: next = byte + row * max(page / 2, 1)
    case .first: next = 0
    case .last: next = pageSize - 1
    case .screenTop: next = top + byte % row
    case .screenBottom: next = top + max(rows - 1, 0) * row + byte % row
    default: return nil
    }
    return max(0, min(next, pageSize - 1))
  }
}
