import SaveStream

/// A command line as a shell takes it, and as a screen can show it.
enum ShellWords {
  /// The words with blanks between them, each quoted where it must be.
  /// - Parameter unicode: whether the screen can show more than ASCII.
  static func line(_ words: [String], unicode: Bool) -> String {
    words.map { quoted($0, unicode: unicode) }.joined(separator: " ")
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
        for byte in FileNameText.bytes(of: String(scalar)) { text += "\\x" + HexText.digits(UInt64(byte), count: 2) }
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
