/// A word or number of a log line, without the signs around it.
struct LogToken: Sendable, Equatable {
  /// As it was written.
  let text: String
  /// In lower case.
  let word: String
  /// What stands between it and the one before: `=`, ` (`, `: -`.
  let gap: String
  /// Whether its end was left out: `0x01f00f…`.
  private(set) var isCut = false

  /// Letters, digits, `_` and `'` make a token; all else stands between tokens.
  static func tokens(of line: String) -> [LogToken] {
    var tokens: [LogToken] = []
    var (text, gap) = ("", "")
    func end() {
      defer { text = "" }
      let word = text.trimmingQuotes
      guard !word.isEmpty else { return }
      tokens.append(LogToken(text: word, word: word.lowercased(), gap: gap))
      gap = ""
    }
    for scalar in line.unicodeScalars {
      if isWord(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        end()
        gap.unicodeScalars.append(scalar)
        if gap == "…" || gap == "...", !tokens.isEmpty { tokens[tokens.count - 1].isCut = true }
      }
    }
    end()
    return tokens
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "'": true
    default: false
    }
  }

  // MARK: Numbers

  /// The number that it is: with `0x`, or hex by its letters, or decimal.
  /// - Parameter isHex: whether a number without `0x` is hex, too.
  func number(isHex: Bool = false) -> UInt64? {
    if word.hasPrefix("0x") { return UInt64(word.dropFirst(2), radix: 16) }
    guard word.utf8.first.map({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) == true else { return nil }
    return isHex ? UInt64(word, radix: 16) : UInt64(word) ?? hexWord
  }

  /// Whether a minus stands right before it.
  var isNegative: Bool { gap.hasSuffix("-") }

  /// Digits of a hex number, `0x` apart.
  var hexDigitCount: Int { word.hasPrefix("0x") ? word.utf8.count - 2 : word.utf8.count }

  /// A number in hex without `0x`, as `%08lx` prints it.
  private var hexWord: UInt64? { word.utf8.count >= 4 ? UInt64(word, radix: 16) : nil }
}

extension String {
  fileprivate var trimmingQuotes: String {
    var text = self[...]
    while text.first == "'" { text.removeFirst() }
    while text.last == "'" { text.removeLast() }
    return String(text)
  }
}
