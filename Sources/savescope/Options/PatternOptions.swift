import ArgumentParser
@_spi(Measuring) import SaveStream

/// What is looked for.
struct PatternOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Text; 0x and pairs of hex digits for bytes, re: and an expression, u: and text in UTF-16; t: before text that begins so.",
      valueName: "pattern"))
  var pattern: String

  @Flag(exclusivity: .exclusive)
  var form: PatternForm?

  @Flag(exclusivity: .exclusive)
  var letters: PatternLetters?

  func validate() throws { _ = try parsed() }

  /// - Throws: what is wrong with it.
  func parsed() throws -> SearchPattern {
    let (form, text) = meant
    guard form != .hex || letters == nil else {
      throw ValidationError("Bytes have no case: neither --ignore-case nor --case-sensitive goes with them.")
    }
    guard !text.isEmpty else { throw ValidationError("The pattern is empty.") }
    do {
      return try SearchPattern(text, as: form, letters?.letters ?? .smart)
    } catch {
      throw ValidationError(
        form == .hex ? "Bytes are two hex digits each; not \(displayed(String(text)))." : error.words + ".")
    }
  }

  /// The form, and the pattern without what names it.
  private var meant: (form: SearchPattern.Form, text: Substring) {
    if let form { return (form.form, pattern[...]) }
    let digits = pattern.dropFirst(2)
    if pattern.hasPrefix("0x") || pattern.hasPrefix("0X"), digits.allSatisfy({ $0.isHexDigit || $0 == " " }) {
      return (.hex, digits)
    }
    return SearchPattern.form(of: pattern[...])
  }
}

/// How a pattern is meant, whatever it begins with.
enum PatternForm: String, EnumerableFlag {
  case text, hex, regex, utf16

  var form: SearchPattern.Form {
    switch self {
    case .text: .text
    case .hex: .hex
    case .regex: .expression
    case .utf16: .wideText
    }
  }

  static func help(for value: PatternForm) -> ArgumentHelp? {
    switch value {
    case .text: "The pattern is text, whatever it begins with."
    case .hex: "The pattern is bytes, of two hex digits each."
    case .regex:
      "The pattern is a regular expression over bytes: . [] () | * + ? {m,n} and \\xNN; 256 bytes match at most."
    case .utf16: "The pattern is text in UTF-16, little endian, as Windows keeps it."
    }
  }
}

/// Which letters match.
enum PatternLetters: EnumerableFlag {
  case ignoreCase, caseSensitive

  var letters: SearchPattern.Letters { self == .ignoreCase ? .eitherCase : .exact }

  static func name(for value: PatternLetters) -> NameSpecification {
    value == .ignoreCase ? [.customShort("i"), .long] : .long
  }

  static func help(for value: PatternLetters) -> ArgumentHelp? {
    switch value {
    case .ignoreCase: "ASCII letters match in either case (default: unless the pattern has a capital one)."
    case .caseSensitive: "Letters match as they are."
    }
  }
}
