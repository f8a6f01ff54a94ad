/// A word or sign of a filter expression, and the characters it takes.
struct FilterToken: Equatable {
  enum Kind: Equatable {
    /// A name, a number, a word of the language or of a field.
    case word(String)
    /// The same in quotes: never a word of the language.
    case quoted(String)
    case sign(Sign)
    case end
  }

  enum Sign: String, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case dots = ".."
    case comma = ","
    case open = "("
    case close = ")"
  }

  let kind: Kind
  let range: Range<Int>

  /// What it says: a word or what stands in quotes; nil for a sign and the end.
  var text: String? {
    switch kind {
    case .word(let text), .quoted(let text): text
    case .sign, .end: nil
    }
  }

  func isKeyword(_ word: String) -> Bool {
    guard case .word(let text) = kind else { return false }
    return text.lowercased() == word
  }
}

/// Cuts a filter expression into its words and signs.
struct FilterLexer {
  private let characters: [Character]
  private var position = 0

  init(_ characters: [Character]) { self.characters = characters }

  /// The next token; `end` for ever once there is none.
  mutating func next() throws(FilterError) -> FilterToken {
    while let character = peek(), character.isWhitespace { position += 1 }
    let start = position
    guard let character = peek() else { return FilterToken(kind: .end, range: start..<start) }
    if character == "\"" || character == "'" { return try quoted(character) }
    if Self.isWord(character) && character != "|" || isPoint { return word() }
    return try sign()
  }

  /// Whether a character can stand in a word: those of names, numbers, `L1TAB|PIN` and `cut-short`; letters of any
  /// script, so that a word which is none here is refused as a whole.
  static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isASCII && (character.isNumber || "_|-".contains(character))
  }

  private func peek(_ distance: Int = 0) -> Character? {
    position + distance < characters.count ? characters[position + distance] : nil
  }

  /// Whether a decimal point stands here, as in 1.5 and .5; two of them are a range.
  private var isPoint: Bool { peek() == "." && peek(1).map { $0.isASCII && $0.isNumber } ?? false }

  private func text(from start: Int) -> String { String(characters[start..<position]) }

  private mutating func word() -> FilterToken {
    let start = position
    while let character = peek(), Self.isWord(character) || isPoint { position += 1 }
    return FilterToken(kind: .word(text(from: start)), range: start..<position)
  }

  private mutating func quoted(_ quote: Character) throws(FilterError) -> FilterToken {
    let start = position
    guard let end = characters[(start + 1)...].firstIndex(of: quote) else {
      throw FilterError(start..<characters.count, .unclosedQuote)
    }
    position = end + 1
    return FilterToken(kind: .quoted(String(characters[(start + 1)..<end])), range: start..<position)
  }

  private mutating func sign() throws(FilterError) -> FilterToken {
    let start = position
    position += 1
    while let character = peek(), Self.growsSign(character, characters[start]) { position += 1 }
    let text = text(from: start)
    if let sign = FilterToken.Sign(rawValue: text) { return FilterToken(kind: .sign(sign), range: start..<position) }
    if let meant = Self.foreign[text] { throw FilterError(start..<position, .foreign(text, meant: meant)) }
    throw FilterError(start..<position, .unexpected(text))
  }

  private static func growsSign(_ character: Character, _ first: Character) -> Bool {
    first == "." ? character == "." : "=<>!&|~".contains(first) && "=<>!&|~".contains(character)
  }

  /// How other languages write what this one writes another way.
  private static let foreign = [
    "==": "=", "<>": "!=", "=<": "<=", "=>": ">=", "!": "not", "&&": "and", "&": "and", "||": "or", "|": "or",
    "...": "..", ".": "..",
  ]
}
