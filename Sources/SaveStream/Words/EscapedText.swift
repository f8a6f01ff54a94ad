/// Text of a capture, a path or an argument in a form that no terminal acts upon.
///
/// Control bytes (C0, DEL, C1), line and paragraph separators, and the characters that turn or hide text (bidirectional
/// marks, zero-width and other format characters) appear as `\n`, `\t`, `\xNN` or `\u{N}`; bytes that are no UTF-8 as
/// `\xNN`, also those of file names, see `FileNameText`; a backslash as two.
public enum EscapedText {
  /// The escaped form of `bytes`, read as UTF-8.
  public static func string(_ bytes: [UInt8]) -> String {
    var text = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let good = leadingText(of: rest)
      text += string(String(decoding: good, as: UTF8.self))
      rest = rest.dropFirst(good.count)
      if let bad = rest.popFirst() { appendHex(UInt32(bad), to: &text) }
    }
    return text
  }

  /// The longest start of `bytes` that is whole UTF-8.
  private static func leadingText(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var decoder = UTF8()
    var source = bytes.makeIterator()
    var end = bytes.startIndex
    while case .scalarValue(let scalar) = decoder.decode(&source) { end += UTF8.width(scalar) }
    return bytes[..<end]
  }

  /// The escaped form of `text`.
  public static func string(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars { append(scalar, to: &escaped) }
    return escaped
  }

  /// Whether a character must not reach a terminal as it is.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x5c, 0x5d..<0x7f: false
    case 0..<0x20, 0x5c, 0x7f..<0xa0, 0xad, 0x2028, 0x2029: true
    default: scalar.properties.generalCategory == .format || scalar.value >= 0xe0000
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    guard isUnsafe(scalar) else { return text.unicodeScalars.append(scalar) }
    if let byte = FileNameText.byte(for: scalar) { return appendHex(UInt32(byte), to: &text) }
    switch scalar.value {
    case 0x0a: text += "\\n"
    case 0x09: text += "\\t"
    case 0x0d: text += "\\r"
    case 0x5c: text += "\\\\"
    case ..<0x80: appendHex(scalar.value, to: &text)
    default: text += "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }

  private static func appendHex(_ byte: UInt32, to text: inout String) {
    let digits = String(byte, radix: 16)
    text += (digits.utf8.count < 2 ? "\\x0" : "\\x") + digits
  }
}
