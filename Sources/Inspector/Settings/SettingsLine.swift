import SaveStream

/// A line of a settings file, taken apart: words with blanks between them, up to a comment.
struct SettingsLine: Sendable, Equatable {
  /// A word and where it stands among the bytes of the file.
  struct Word: Sendable, Equatable {
    let text: String
    let range: Range<Int>
  }

  let words: [Word]

  /// The text of the word at a position; nil past the last.
  subscript(position: Int) -> String? { words.indices.contains(position) ? words[position].text : nil }

  /// The lines of a file. A line may end in a carriage return and a line feed.
  static func lines(of bytes: [UInt8]) -> [SettingsLine] {
    var lines: [SettingsLine] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      lines.append(SettingsLine(bytes, start..<end))
      start = end + 1
    }
    return lines
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    var words: [Word] = []
    var place = range.lowerBound
    while let start = bytes[place..<range.upperBound].firstIndex(where: { !Self.isBlank($0) }) {
      let end = bytes[start..<range.upperBound].firstIndex(where: Self.isBlank) ?? range.upperBound
      // A key may be a number sign; anywhere else one begins a comment.
      let isKey = words.count == 1 && ["bind", "unbind"].contains(words[0].text)
      if bytes[start] == UInt8(ascii: "#"), !isKey { break }
      words.append(Word(text: Self.text(bytes[start..<end]), range: start..<end))
      place = end
    }
    self.words = words
  }

  /// A word as text; what is no UTF-8 in its escaped form, so that a message can name it.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? EscapedText.of(Array(bytes))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
