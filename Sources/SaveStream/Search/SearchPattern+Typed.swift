/// A pattern as it is typed.
extension SearchPattern {
  /// What can be typed, for the status line.
  package static let forms = "text, x:HEX, re:EXPRESSION, u:UTF-16 or pfn:N"

  /// What is wrong with what was typed.
  package struct Refusal: Error, Equatable {
    package let words: String
  }

  /// How what was typed is meant.
  package enum Form: Sendable {
    case text, hex, expression, wideText
  }

  /// Which letters match.
  package enum Letters: Sendable {
    /// In either case, unless a capital one was typed.
    case smart
    case eitherCase, exact
  }

  /// Reads what was typed, with its form before it: `x:`, `re:`, `u:`, `t:` for text. Letters match in either case
  /// unless a capital one is among them; `\C` at the end makes them match exactly, `\c` in either case.
  package init(typed: String) throws(Refusal) {
    var text = typed[...]
    if text.hasPrefix("x:") {
      try self.init(text.dropFirst(2), as: .hex, .smart)
      return
    }
    var letters = Letters.smart
    if text.hasSuffix("\\C") || text.hasSuffix("\\c") {
      letters = text.hasSuffix("\\C") ? .exact : .eitherCase
      text = text.dropLast(2)
    }
    let (form, rest) = Self.form(of: text)
    try self.init(rest, as: form, letters)
  }

  /// The form that stands before a text, and what is behind it.
  package static func form(of text: Substring) -> (Form, Substring) {
    let prefixes: [(String, Form)] = [("x:", .hex), ("re:", .expression), ("u:", .wideText), ("t:", .text)]
    for (prefix, form) in prefixes where text.hasPrefix(prefix) { return (form, text.dropFirst(prefix.count)) }
    return (.text, text)
  }

  /// Reads what was typed in a form that is known.
  package init(_ text: Substring, as form: Form, _ letters: Letters) throws(Refusal) {
    if form == .hex {
      guard let bytes = Self.hexBytes(text) else { throw Refusal(words: "Type x: and bytes of two hex digits each") }
      self = .bytes(bytes)
      return
    }
    guard !text.isEmpty else { throw Refusal(words: "Type what to look for: \(Self.forms)") }
    let isExpression = form == .expression
    let isExact =
      switch letters {
      case .smart: Self.hasCapital(text, isExpression: isExpression)
      case .eitherCase: false
      case .exact: true
      }
    switch form {
    case .expression:
      do throws(BytePatternError) {
        self = .expression(try BytePattern(String(text), eitherCase: !isExact))
      } catch {
        throw Refusal(words: error.words)
      }
    case .wideText:
      self = .wideText(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, isExact: isExact)
    case .text, .hex:
      self = isExact ? .exactText(Array(text.utf8)) : .text(Array(text.utf8))
    }
  }

  /// Whether a capital letter was typed; in an expression, one that stands for itself.
  private static func hasCapital(_ text: Substring, isExpression: Bool) -> Bool {
    var rest = text
    while let character = rest.popFirst() {
      guard isExpression, character == "\\" else {
        if character.isUppercase { return true }
        continue
      }
      // The digits of a byte are no letters either.
      if rest.popFirst() == "x" { rest = rest.dropFirst(2) }
    }
    return false
  }

  /// Bytes from hex digits, blanks between them or not.
  static func hexBytes(_ text: Substring) -> [UInt8]? {
    let digits = text.filter { $0 != " " }
    guard !digits.isEmpty, digits.utf8.count % 2 == 0, digits.allSatisfy(\.isHexDigit) else { return nil }
    var bytes: [UInt8] = []
    var place = digits.startIndex
    while place < digits.endIndex {
      let next = digits.index(place, offsetBy: 2)
      guard let byte = UInt8(digits[place..<next], radix: 16) else { return nil }
      bytes.append(byte)
      place = next
    }
    return bytes
  }
}
