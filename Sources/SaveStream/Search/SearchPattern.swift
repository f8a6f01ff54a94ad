/// What a search looks for.
@_spi(Measuring) public enum SearchPattern: Sendable, Equatable {
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
  package var longest: Int {
    switch self {
    case .text(let bytes), .exactText(let bytes), .wideText(let bytes, _), .bytes(let bytes): bytes.count
    case .expression: BytePattern.longest
    }
  }

  /// Whether names and lines can hold it.
  package var isText: Bool {
    switch self {
    case .text, .exactText, .expression: true
    case .wideText, .bytes: false
    }
  }

  /// Whether text holds the pattern, where it is one of text.
  package func isIn(_ text: String) -> Bool { isText && PatternMatcher(self).isIn(text) }
}
