/// Words as a shell takes them.
package enum ShellText {
  /// A word that the shell reads as it is: bare, in `'…'`, or, where it holds bytes that no screen shows, in `$'…'`
  /// with those as `\xNN` (bash, ksh, zsh).
  /// - Parameter isShown: whether a screen shows a character.
  package static func quoted(
    _ word: String, isShown: (Unicode.Scalar) -> Bool = { EscapedText.isShown($0) }
  ) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(isPlain) { return word }
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
