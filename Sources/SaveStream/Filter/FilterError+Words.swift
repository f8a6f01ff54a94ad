extension FilterError {
  /// What is wrong and what was expected, as a sentence without its full stop; safe for a terminal.
  public var message: String {
    switch reason {
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
    EscapedText.string(text.count > 40 ? text.prefix(39) + "…" : text)
  }
}

extension FilterError {
  /// Two lines that show where the error is: the expression, cut to `width` characters around the wrong part, and
  /// carets below that; none for an empty expression. What a terminal could act upon, or shows two columns wide, stands there as `?`.
  public func lines(for expression: String, width: Int = 76) -> [String] {
    let characters = Array(expression.prefix(FilterParser.maximumLength)).map { character in
      character.isASCII && (" "..."~").contains(character) ? character : "?"
    }
    guard !characters.isEmpty else { return [] }
    let start = characters.count <= width ? 0 : max(0, min(position - width / 2, characters.count - width))
    let end = min(start + width, characters.count)
    let mark = max(0, min(position - start, width))
    let carets = max(1, min(length, end - start - mark))
    return [
      String(characters[start..<end]),
      String(repeating: " ", count: mark) + String(repeating: "^", count: carets),
    ]
  }
}
