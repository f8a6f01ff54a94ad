@_spi(Measuring) import SaveStream

/// A command line as a shell takes it, and as a screen can show it.
enum ShellWords {
  /// Quoted words in lines of at most `width` cells, each but the last with a backslash at its end, so that a shell
  /// takes them as one. A word that is longer than a line is broken without one. More than `mostLines` end in an
  /// ellipsis.
  static func lines(_ words: [String], _ width: Int, mostLines: Int, _ glyphs: Glyphs) -> [String] {
    var lines: [String] = []
    var line = ""
    for (place, word) in words.enumerated() {
      let longer = line.isEmpty ? word : line + " " + word
      let room = place == words.count - 1 ? width : width - 2
      if TextWidth.of(longer) <= room {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line + " \\") }
      var parts = TextWidth.broken(word, max(width - 2, 1), mostLines: mostLines, glyphs)
      line = parts.removeLast()
      lines += parts
    }
    lines.append(line)
    guard lines.count > mostLines else { return lines }
    return lines.prefix(mostLines - 1) + [String(glyphs.ellipsis)]
  }

  /// A word that the shell reads as it is: bare, in `'…'`, or, where it holds bytes that no screen shows, in `$'…'`
  /// with those as `\xNN` (bash, ksh, zsh).
  static func quoted(_ word: String, unicode: Bool) -> String {
    ShellText.quoted(word) { scalar in
      scalar.value >= 0x20 && (scalar.value < 0x7f || unicode && CharacterWidth.of(scalar) > 0)
    }
  }
}
