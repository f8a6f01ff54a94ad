/// A terminal emulator large enough for what ncurses sends with TERM=xterm-256color and TERM=vt100.
///
/// What it does not understand it notes in `unknown`, so that a test can see that nothing was missed.
public struct VirtualTerminal: Sendable, CustomStringConvertible {
  /// One character and how it looks.
  public struct Cell: Sendable, Equatable {
    /// Empty for the right half of a wide character.
    public var text: String
    public var look: Look
    static let blank = Cell(text: " ", look: Look())
  }

  public let rows: Int
  public let columns: Int
  /// The screen that is shown, row by row.
  public internal(set) var cells: [[Cell]]
  /// The cursor, from 0; the column may be one past the last while a line is full.
  public internal(set) var row = 0
  public internal(set) var column = 0
  public internal(set) var isAlternateScreen = false
  /// Whether the alternate screen was shown at any time.
  public internal(set) var hasShownAlternateScreen = false
  public internal(set) var isCursorVisible = true
  public internal(set) var isMouseOn = false
  /// Whether the cursor keys send what ncurses asks for (`smkx`).
  public internal(set) var areCursorKeysInApplicationMode = false
  /// What was put on the clipboard with OSC 52, in Base64.
  public internal(set) var clipboard: [String] = []
  /// How often the colour of the background was asked for.
  public internal(set) var backgroundQueries = 0
  /// Control sequences that are not understood.
  public internal(set) var unknown: [String] = []

  var look = Look()
  var top = 0
  var bottom: Int
  var wrapsAtEnd = true
  var insertsCharacters = false
  var last = " "
  var saved = (row: 0, column: 0)
  var otherScreen: [[Cell]]
  private var pending: [UInt8] = []

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    bottom = rows - 1
    cells = Array(repeating: Array(repeating: .blank, count: columns), count: rows)
    otherScreen = cells
  }

  /// The visible text: one line per row, blanks at the ends trimmed.
  public var text: String { lines.joined(separator: "\n") }

  /// What a failed test shows.
  public var description: String { text }

  /// The visible text of each row, blanks at the ends trimmed.
  public var lines: [String] {
    cells.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// How the first character of the first place that shows `text` looks; nil where it is not shown.
  public func look(of text: String) -> Look? {
    for row in cells {
      let line = row.map(\.text)
      for start in row.indices where line[start...].joined().hasPrefix(text) { return row[start].look }
    }
    return nil
  }

  /// Whether the terminal is as a program should leave it.
  public var isAtRest: Bool {
    !isAlternateScreen && isCursorVisible && !isMouseOn && !areCursorKeysInApplicationMode && look == Look()
  }

  /// Takes in what a program wrote; control sequences may be cut anywhere.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var position = 0
    while position < pending.count, let length = step(pending[position...]) { position += length }
    pending.removeFirst(position)
  }

  /// Acts on one character or control sequence; returns its length, or nil when more bytes are needed.
  private mutating func step(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1b: return escape(bytes)
    case 0x00..<0x20:
      control(first)
      return 1
    default:
      let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
      guard bytes.count >= length else { return nil }
      put(String(decoding: bytes.prefix(length), as: UTF8.self))
      return length
    }
  }

  mutating func put(_ text: String) {
    last = text
    let isWide = text.unicodeScalars.first.map { Self.isWide($0) } ?? false
    if column >= columns {
      if wrapsAtEnd {
        column = 0
        lineFeed()
      } else {
        column = columns - 1
      }
    }
    if insertsCharacters { insertBlanks(1) }
    cells[row][column] = Cell(text: text, look: look)
    column += 1
    if isWide, column < columns {
      cells[row][column] = Cell(text: "", look: look)
      column += 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xd7a3, 0xff00...0xff60, 0x1f300...0x1faff: true
    default: false
    }
  }
}
