import SaveStream

/// The decoded value of a field in words and digits.
enum ValueText {
  /// One line, safe for a screen.
  static func of(_ value: FieldValue, glyphs: Glyphs) -> String {
    switch value {
    case .number(let number): return number < 10 ? "\(number)" : "\(number) (\(HexText.prefixed(number)))"
    case .signed(let number): return "\(number)"
    case .pfn(let pfn): return HexText.prefixed(pfn)
    case .address(let number, let bytes): return HexText.prefixed(number, count: 2 * min(max(bytes, 1), 8))
    case .named(let number, let name):
      return "\(EscapedText.of(name, unicode: glyphs.isUnicode)) (\(HexText.prefixed(number)))"
    case .text(let bytes):
      return
        "\"\(EscapedText.of(bytes.prefix(longest), unicode: glyphs.isUnicode))\(bytes.count > longest ? "..." : "")\""
    case .bytes(let bytes): return HexText.bytes(bytes.prefix(16)) + (bytes.count > 16 ? " ..." : "")
    }
  }

  /// The value alone, as it is wanted on a clipboard.
  static func copied(_ value: FieldValue) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .signed(let number): "\(number)"
    case .pfn(let pfn): HexText.prefixed(pfn)
    case .address(let number, let bytes): HexText.prefixed(number, count: 2 * min(max(bytes, 1), 8))
    case .named(let number, _): HexText.prefixed(number)
    case .text(let bytes): EscapedText.of(bytes, unicode: true)
    case .bytes(let bytes): HexText.bytes(bytes)
    }
  }

  /// Bytes of a text that are worth escaping for one line.
  private static let longest = 512
}

/// The sign and style of a finding's severity, the sign being there for a screen without colours.
extension Severity {
  func sign(_ glyphs: Glyphs) -> String {
    switch self {
    case .error: String(glyphs.error)
    case .warning: String(glyphs.warning)
    case .note: String(glyphs.note)
    }
  }

  var style: Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
