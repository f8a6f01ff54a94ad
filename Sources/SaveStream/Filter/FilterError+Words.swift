extension FilterError {
  /// What is wrong and what was expected, as a sentence without its full stop; safe for a terminal.
  public var message: String {
    switch reason {
    case .empty: "the expression is empty"
    case .tooLong(let limit): "the expression has more than \(NumberText.grouped(UInt64(limit))) characters"
    case .tooDeep(let limit): "more than \(limit) parentheses or nots stand inside each other"
    case .unexpected(let text): "\(Self.shown(text)) means nothing here"
    case .unclosedQuote: "the quote is never closed"
    case .foreign(let text, let meant): "\(text) means nothing here; write \(meant)"
    case .unknownField(let name, let names):
      "there is no field \(Self.shown(name))" + Self.advice(on: name, names, list: "fields are")
    case .unknownWord(let word, let field, let words):
      "\(field) is never \(Self.shown(word))" + Self.advice(on: word, words, list: "it is one of")
    case .noNumber(let text): "\(Self.shown(text)) is no number; write it in decimal, or in hex with 0x"
    case .noDecimal(let text): "\(Self.shown(text)) is no number; write it as 12 or 1.5"
    case .tooLarge: "the number is too large"
    case .notWhole(let field): "\(field) is a whole number"
    case .tooManyPlaces: "a number has six decimal places at most"
    case .noOrder(let field): "\(field) is a word without an order; test it with =, != or in"
    case .backwards: "the range ends before it starts"
    case .expected(let expected, let before, let found):
      "expected \(Self.words(for: expected))" + (before.map { " after \"\(Self.shown($0))\"" } ?? "")
        + (found.map { "; found \"\(Self.shown($0))\"" } ?? "")
    }
  }

  private static func words(for expected: Expectation) -> String {
    switch expected {
    case .test: "a field"
    case .relation: "=, !=, <, <=, >, >= or in"
    case .membership: "in"
    case .connective: "\"and\" or \"or\""
    case .connectiveOrClosing: "\"and\", \"or\" or a closing parenthesis"
    case .commaOrClosing: "a comma or a closing parenthesis"
    case .number, .decimal: "a number"
    case .word(let field): "a word that \(field) can be"
    }
  }

  /// Words that a list of them may have to be shown whole.
  private static let longestList = 30

  private static func advice(on word: String, _ words: [String], list: String) -> String {
    let nearest = NearestWord.find(word, among: words).map { "; did you mean \($0)?" }
    guard words.count <= longestList else { return nearest ?? "" }
    return (nearest.map { $0 + " \(list.prefix(1).uppercased() + list.dropFirst())" } ?? "; \(list)")
      + " \(words.joined(separator: ", "))"
  }

  private static func shown(_ text: String) -> String {
    EscapedText.of(text.count > 40 ? text.prefix(39) + "…" : text)
  }
}

extension FilterError {
  /// Two lines that show where the error is: the expression, cut to `width` cells around the wrong part, and carets
  /// below that; none where there is nothing but blanks. What a terminal could act upon is escaped. `cells` says how
  /// many cells of a terminal a text takes.
  public func lines(for expression: String, width: Int = 76, cells: (String) -> Int) -> [String] {
    guard reason != .empty else { return [] }
    let characters = expression.prefix(FilterParser.maximumLength).map { character in
      let text = EscapedText.of(String(character))
      return (text: text, cells: cells(text))
    }
    let shown = Self.window(of: characters.map(\.cells), around: position, width)
    let mark = min(max(position, shown.lowerBound), shown.upperBound)
    let marked = mark..<min(max(position + length, mark), shown.upperBound)
    let before = characters[shown.lowerBound..<mark].reduce(0) { $0 + $1.cells }
    let carets = characters[marked].reduce(0) { $0 + $1.cells }
    return [
      characters[shown].map(\.text).joined(),
      String(repeating: " ", count: before) + String(repeating: "^", count: max(1, carets)),
    ]
  }

  /// Which of some characters to show, by the cells of each: as many as there is room for, about as many on both sides
  /// of the one at `position`.
  private static func window(of cells: [Int], around position: Int, _ width: Int) -> Range<Int> {
    var (start, end) = (min(position, cells.count), min(position, cells.count))
    var (left, room) = (0, width)
    while room > 0, start > 0 || end < cells.count {
      let goesLeft = end == cells.count || start > 0 && left <= (width - room) / 2
      let next = goesLeft ? cells[start - 1] : cells[end]
      guard next <= room else { break }
      room -= next
      if goesLeft { left += next }
      if goesLeft { start -= 1 } else { end += 1 }
    }
    return start..<end
  }
}
