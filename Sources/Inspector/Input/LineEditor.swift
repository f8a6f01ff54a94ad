/// A line of text that is being typed, with a history.
struct LineEditor: Sendable, Equatable {
  private(set) var text: [Unicode.Scalar] = []
  /// The place of the cursor among the characters.
  private(set) var cursor = 0
  private(set) var history: [String] = []
  private var historyPlace: Int?

  var string: String { Self.string(text[...]) }

  /// The part of the line before the cursor.
  var stringBeforeCursor: String { Self.string(text[..<cursor]) }

  private static func string(_ text: ArraySlice<Unicode.Scalar>) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text)
    return String(scalars)
  }

  /// Starts an empty line.
  mutating func clear() {
    text = []
    cursor = 0
    historyPlace = nil
  }

  /// Keeps the line in the history, as its last entry.
  mutating func remember() {
    let line = string
    guard !line.isEmpty else { return }
    history.removeAll { $0 == line }
    history.append(line)
    if history.count > Self.longestHistory { history.removeFirst() }
  }

  /// Takes an editing key; anything else is left alone.
  mutating func edit(_ key: Key) {
    switch key {
    case .character(let scalar): insert(scalar)
    case .backspace, .control("h"):
      if cursor > 0 {
        text.remove(at: cursor - 1)
        cursor -= 1
      }
    case .delete, .control("d"): if cursor < text.count { text.remove(at: cursor) }
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"):
      text.removeSubrange(0..<cursor)
      cursor = 0
    case .control("k"): text.removeSubrange(cursor...)
    case .control("w"): eraseWord()
    case .up, .control("p"): recall(-1)
    case .down, .control("n"): recall(1)
    default: break
    }
  }

  /// Puts other text in the line's place, the cursor behind it.
  mutating func replace(with line: String) {
    text = Array(line.unicodeScalars.prefix(Self.longestLine))
    cursor = text.count
  }

  /// Puts a word in the place of its beginning before the cursor, which has so many characters; behind a whole word the
  /// cursor stands one blank further.
  mutating func complete(_ beginning: Int, with word: String, isWhole: Bool) {
    let kept = Array(stringBeforeCursor.dropLast(beginning).unicodeScalars)
    let rest = text[cursor...]
    let line = kept + Array(word.unicodeScalars) + (isWhole && rest.first != " " ? [" "] : []) + rest
    guard line.count <= Self.longestLine else { return }
    text = line
    cursor = kept.count + word.unicodeScalars.count + (isWhole ? 1 : 0)
  }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    guard text.count < Self.longestLine, CharacterWidth.of(scalar) > 0 else { return }
    text.insert(scalar, at: cursor)
    cursor += 1
  }

  private mutating func eraseWord() {
    while cursor > 0, text[cursor - 1] == " " {
      text.remove(at: cursor - 1)
      cursor -= 1
    }
    while cursor > 0, text[cursor - 1] != " " {
      text.remove(at: cursor - 1)
      cursor -= 1
    }
  }

  private mutating func recall(_ step: Int) {
    let place = (historyPlace ?? history.count) + step
    guard place >= 0, place <= history.count else { return }
    historyPlace = place
    replace(with: place < history.count ? history[place] : "")
  }

  private static let longestLine = 1000
  private static let longestHistory = 100
}
