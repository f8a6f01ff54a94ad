/// Emphasis in text output: colours where a terminal wants them, nothing elsewhere.
package struct TextStyle: Sendable {
  /// Whether escape sequences are written at all.
  package let hasColors: Bool

  package init(hasColors: Bool) { self.hasColors = hasColors }

  /// Text without emphasis.
  package static let plain = TextStyle(hasColors: false)

  /// A heading.
  package func heading(_ text: String) -> String { wrapped(text, "1") }
  /// What matters less.
  package func faint(_ text: String) -> String { wrapped(text, "2") }
  /// The word of an encoding: what is missing stands out, what carries nothing steps back.
  func encoding(_ encoding: PageEncoding) -> String {
    switch encoding {
    case .missing: wrapped(encoding.rawValue, "31")
    case .doubtful: wrapped(encoding.rawValue, "33")
    case .empty, .none: wrapped(encoding.rawValue, "2")
    case .raw, .full, .delta, .verify: encoding.rawValue
    }
  }

  /// Text in the colour of a severity.
  package func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .error: wrapped(text, "1;31")
    case .warning: wrapped(text, "33")
    case .note: wrapped(text, "36")
    }
  }

  private func wrapped(_ text: String, _ codes: String) -> String {
    hasColors ? "\u{1b}[\(codes)m\(text)\u{1b}[0m" : text
  }
}
