/// What a search looks for.
public enum SearchPattern: Sendable, Equatable {
  /// Text, in UTF-8: ASCII letters match in either case.
  case text([UInt8])
  /// Text, in UTF-8, exactly.
  case exactText([UInt8])
  /// Text in UTF-16, little endian, as Windows keeps it.
  case wideText([UInt8], isExact: Bool)
  /// Exactly these bytes.
  case bytes([UInt8])
  /// A regular expression.
  case expression(BytePattern)

  /// Bytes of a match at most.
  var longest: Int {
    switch self {
    case .text(let bytes), .exactText(let bytes), .wideText(let bytes, _), .bytes(let bytes): bytes.count
    case .expression: BytePattern.longest
    }
  }

  /// Whether names and lines can hold it.
  var isText: Bool {
    switch self {
    case .text, .exactText, .expression: true
    case .wideText, .bytes: false
    }
  }

  /// Whether text holds the pattern, where it is one of text.
  func isIn(_ text: String) -> Bool { isText && PatternMatcher(self).isIn(text) }

  /// The cells of a line that matches take.
  func cells(in text: String) -> [Range<Int>] {
    guard isText, longest > 0 else { return [] }
    let bytes = Array(text.utf8)
    let matches = PatternMatcher(self).matches(in: bytes.span, startingIn: 0..<bytes.count, most: bytes.count)
    let width = { (range: Range<Int>) in TextWidth.of(String(decoding: bytes[range], as: UTF8.self)) }
    var (end, cells) = (0, 0)
    return matches.map { match in
      let start = cells + width(end..<match.lowerBound)
      end = match.upperBound
      cells = start + width(match)
      return start..<cells
    }
  }
}

/// A pattern as it is typed.
extension SearchPattern {
  /// What can be typed, for the status line.
  static let forms = "text, x:HEX, re:EXPRESSION, u:UTF-16 or pfn:N"

  /// What is wrong with what was typed.
  struct Refusal: Error, Equatable {
    let words: String
  }

  /// Reads what was typed. Letters match in either case unless a capital one is among them; `\C` at the end makes
  /// them match exactly, `\c` in either case.
  init(typed: String) throws(Refusal) {
    var text = typed[...]
    if text.hasPrefix("x:") {
      guard let bytes = Self.hexBytes(text.dropFirst(2)) else {
        throw Refusal(words: "Type x: and bytes of two hex digits each")
      }
      self = .bytes(bytes)
      return
    }
    var isExact: Bool?
    if text.hasSuffix("\\C") || text.hasSuffix("\\c") {
      isExact = text.hasSuffix("\\C")
      text = text.dropLast(2)
    }
    let isExpression = text.hasPrefix("re:")
    let isWide = text.hasPrefix("u:")
    if isExpression { text = text.dropFirst(3) } else if isWide || text.hasPrefix("t:") { text = text.dropFirst(2) }
    guard !text.isEmpty else { throw Refusal(words: "Type what to look for: \(Self.forms)") }
    let exact = isExact ?? Self.hasCapital(text, isExpression: isExpression)
    if isExpression {
      do throws(BytePatternError) {
        self = .expression(try BytePattern(String(text), eitherCase: !exact))
      } catch {
        throw Refusal(words: error.words)
      }
    } else if isWide {
      self = .wideText(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, isExact: exact)
    } else {
      self = exact ? .exactText(Array(text.utf8)) : .text(Array(text.utf8))
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
