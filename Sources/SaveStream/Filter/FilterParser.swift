/// Reads a filter expression.
///
/// ```
/// any   = all { "or" all }
/// all   = one { "and" one }
/// one   = "not" one | "(" any ")" | test
/// test  = field ( "=" | "!=" ) span
///       | field ( "<" | "<=" | ">" | ">=" ) value
///       | field [ "not" ] "in" ( span | "(" span { "," span } ")" )
/// span  = value | [ value ] ".." [ value ]
/// ```
///
/// Length and depth are limited, so that no expression can exhaust the stack.
struct FilterParser {
  /// Characters that an expression may have.
  static let maximumLength = 4096
  /// `not` and parentheses that may stand inside each other.
  static let maximumDepth = 64

  let schema: FilterSchema
  private var lexer: FilterLexer
  private(set) var token: FilterToken
  private let characters: [Character]
  /// The token before the current one, as it was written.
  private var before: Range<Int>?
  private var depth = 0
  /// The words that could stand where the expression ends.
  private(set) var suggestions: [String] = []

  init(_ text: String, schema: FilterSchema) throws(FilterError) {
    // A character may have any number of scalars, and is then one too many itself.
    guard text.utf8.count <= 4 * Self.maximumLength else { throw FilterError(0..<1, .tooLong(Self.maximumLength)) }
    characters = Array(text)
    guard characters.count <= Self.maximumLength else {
      throw FilterError(Self.maximumLength..<characters.count, .tooLong(Self.maximumLength))
    }
    self.schema = schema
    lexer = FilterLexer(characters)
    token = try lexer.next()
  }

  /// The whole expression.
  mutating func parse() throws(FilterError) -> FilterExpression {
    let expression = try alternatives()
    guard token.kind == .end else { throw unexpected(.connective) }
    return expression
  }

  private mutating func alternatives() throws(FilterError) -> FilterExpression {
    var parts = [try conjunction()]
    while try takes("or") { parts.append(try conjunction()) }
    return .any(of: parts)
  }

  private mutating func conjunction() throws(FilterError) -> FilterExpression {
    var parts = [try operand()]
    while try takes("and") { parts.append(try operand()) }
    return .all(of: parts)
  }

  private mutating func operand() throws(FilterError) -> FilterExpression {
    suggest(schema.fields.map(\.name))
    let start = token.range
    if try takes("not") {
      try enter(start)
      defer { depth -= 1 }
      return .not(try operand())
    }
    guard try takes(.open) else { return .test(try test()) }
    try enter(start)
    defer { depth -= 1 }
    let inner = try alternatives()
    guard try takes(.close) else { throw unexpected(.connectiveOrClosing) }
    return inner
  }

  private mutating func enter(_ place: Range<Int>) throws(FilterError) {
    guard depth < Self.maximumDepth else { throw FilterError(place, .tooDeep(Self.maximumDepth)) }
    depth += 1
  }

  private mutating func test() throws(FilterError) -> FilterTest {
    guard case .word(let name) = token.kind, !isKeyword else { throw unexpected(.test) }
    guard let field = schema.place(of: name) else {
      throw FilterError(token.range, .unknownField(name, among: schema.fields.map(\.name)))
    }
    try advance()
    return FilterTest(field: field, condition: try condition(of: schema.fields[field]))
  }

  // MARK: Tokens

  mutating func advance() throws(FilterError) {
    before = token.range
    token = try lexer.next()
  }

  /// Whether the current token is a word of the language.
  var isKeyword: Bool { ["and", "or", "not", "in"].contains { token.isKeyword($0) } }

  /// Steps over a word of the language where it stands.
  mutating func takes(_ keyword: String) throws(FilterError) -> Bool {
    suggest([keyword])
    guard token.isKeyword(keyword) else { return false }
    try advance()
    return true
  }

  /// Steps over a sign where it stands.
  mutating func takes(_ sign: FilterToken.Sign) throws(FilterError) -> Bool {
    suggest([sign.rawValue])
    guard token.kind == .sign(sign) else { return false }
    try advance()
    return true
  }

  /// Notes words that could come next, where the expression ends.
  mutating func suggest(_ words: [String]) {
    if token.kind == .end { suggestions += words }
  }

  /// The error that something else was expected where the current token stands.
  func unexpected(_ expected: FilterError.Expectation) -> FilterError {
    FilterError(
      token.range, .expected(expected, after: before.map { String(characters[$0]) }, found: found))
  }

  private var found: String? { token.kind == .end ? nil : String(characters[token.range]) }
}
