@_spi(Measuring) import SaveStream

/// Text measured in cells.
@_spi(Measuring) public enum TextWidth {
  /// The cells that the text takes.
  public static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + CharacterWidth.of($1) }
  }

  /// The text, cut with an ellipsis where it takes more than `width` cells.
  static func fitted(_ text: String, _ width: Int, _ glyphs: Glyphs) -> String {
    guard of(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let next = CharacterWidth.of(scalar)
      if used + next > width - 1 { break }
      used += next
      kept.append(scalar)
    }
    kept.append(glyphs.ellipsis)
    return String(kept)
  }

  /// The text in lines of at most `width` cells, nothing left out between them; more than `mostLines` end in an
  /// ellipsis.
  static func broken(_ text: String, _ width: Int, mostLines: Int, _ glyphs: Glyphs) -> [String] {
    var lines: [String] = []
    var rest = Substring(text)
    while of(String(rest)) > width, lines.count < mostLines - 1, width > 1 {
      var used = 0
      let line = rest.unicodeScalars.prefix { scalar in
        used += CharacterWidth.of(scalar)
        return used <= width
      }
      lines.append(String(line))
      rest = rest[line.endIndex...]
    }
    return lines + [fitted(String(rest), width, glyphs)]
  }

  /// The text without its first cells; a wide character that would be parted goes with them.
  static func dropping(_ text: String, _ cells: Int) -> String {
    guard cells > 0 else { return text }
    var left = cells
    let rest = text.unicodeScalars.drop { scalar in
      guard left > 0 else { return false }
      left -= CharacterWidth.of(scalar)
      return true
    }
    return String(rest)
  }

  /// The text with blanks before it, so that it takes `width` cells.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - of(text))) + text
  }

  /// The text with blanks behind it, so that it takes `width` cells.
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// The text broken at blanks into lines of at most `width` cells; longer words are cut.
  static func wrapped(_ text: String, _ width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = Substring(word)
      while true {
        let wordWidth = of(String(rest))
        if used == 0 || used + 1 + wordWidth <= width {
          if used == 0, wordWidth > width {
            let cut = rest.prefix(max(1, width / 2))
            lines.append(String(cut))
            rest = rest.dropFirst(cut.count)
            continue
          }
          line += used == 0 ? String(rest) : " " + rest
          used += (used == 0 ? 0 : 1) + wordWidth
          break
        }
        lines.append(line)
        line = ""
        used = 0
      }
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}

/// How many cells a character takes on a terminal.
enum CharacterWidth {
  /// 0 for control, combining and invisible characters, 2 for wide ones, else 1.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    let code = scalar.value
    if code >= 0x20, code < 0x7f { return 1 }
    guard EscapedText.isShown(scalar) else { return 0 }
    return wide.contains { $0.contains(code) } ? 2 : 1
  }

  /// East Asian wide and fullwidth characters and emoji (Unicode Standard Annex 11, blocks that hold only those).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23ec, 0x25fd...0x25fe, 0x2614...0x2615,
    0x2648...0x2653, 0x26aa...0x26ab, 0x26bd...0x26be, 0x2705...0x2705, 0x274c...0x274c, 0x2753...0x2757,
    0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3,
    0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18aff, 0x1b000...0x1b2ff,
    0x1f004...0x1f004, 0x1f0cf...0x1f0cf, 0x1f18e...0x1f19a, 0x1f200...0x1f320, 0x1f32d...0x1f64f,
    0x1f680...0x1f6ff, 0x1f7e0...0x1f7eb, 0x1f900...0x1f9ff, 0x1fa70...0x1faff, 0x20000...0x3fffd,
  ]
}
