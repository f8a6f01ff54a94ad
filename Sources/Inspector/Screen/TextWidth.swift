/// Text measured in cells.
public enum TextWidth {
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

  /// The text in lines of at most `width` cells, nothing left out between them; more than `mostLines` end in an ellipsis.
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
