import SaveStream

/// A command line as a shell takes it, and as a screen can show it.
enum ShellWords {
  /// Quoted words in lines of at most `width` cells, each but the last with a backslash at its end, so that a shell takes
  /// them as one. A word that is longer than a line is broken without one. More than `mostLines` end in an ellipsis.
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

  /// A word that the shell reads as it is: bare, in `'…'`, or, where it holds bytes that no screen shows, in `$'…'` with
  /// those as `\xNN` (bash, ksh, zsh).
  static func quoted(_ word: String, unicode: Bool) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(isPlain) { return word }
    let isShown = { (scalar: Unicode.Scalar) in
      scalar.value >= 0x20 && (scalar.value < 0x7f || unicode && CharacterWidth.of(scalar) > 0)
    }
    guard !word.unicodeScalars.allSatisfy(isShown) else {
      return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
    var text = "$'"
    for scalar in word.unicodeScalars {
      switch scalar {
      case "'", "\\": text += "\\\(scalar)"
      case _ where isShown(scalar): text.unicodeScalars.append(scalar)
      default:
        for byte in FileNameText.bytes(of: String(scalar)) {
          text += "\\x" + NumberText.hexDigits(UInt64(byte), count: 2)
        }
      }
    }
    return text + "'"
  }

  /// Letters, digits, and the signs that mean nothing to a shell wherever they stand.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:,+@%".utf8.contains(byte)
    }
  }
}
