import SaveStream

/// Text of a capture, made safe for a screen.
enum EscapedText {
  /// The bytes as text: what is no UTF-8, and what draws nothing or moves the cursor, as `\xNN`; a backslash doubled.
  static func of(_ bytes: some Collection<UInt8>, unicode: Bool) -> String {
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      if let (scalar, count) = scalar(at: rest), unicode || scalar.value < 0x7f, scalar.value >= 0x20,
        CharacterWidth.of(scalar) > 0
      {
        text.unicodeScalars.append(scalar)
        if scalar == "\\" { text += "\\" }
        rest = rest.dropFirst(count)
      } else {
        text += "\\x" + HexText.digits(UInt64(first), count: 2)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// A name or message that may repeat text of a capture or a file name.
  static func of(_ text: String, unicode: Bool) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != 0x5c }
    return isPlain ? text : of(FileNameText.bytes(of: text), unicode: unicode)
  }

  /// One byte in the right column of a hex dump.
  static func cell(_ byte: UInt8) -> UInt32 { byte >= 0x20 && byte < 0x7f ? UInt32(byte) : 0x2e }

  /// The scalar that well-formed UTF-8 starts with, and how many bytes it takes.
  private static func scalar<Bytes: Collection<UInt8>>(at bytes: Bytes) -> (Unicode.Scalar, Int)? {
    guard let first = bytes.first else { return nil }
    let count = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    let parts = bytes.prefix(count)
    guard count > 0, parts.count == count else { return nil }
    if count == 1 { return (Unicode.Scalar(first), 1) }
    var code = UInt32(first) & (0x7f >> UInt32(count))
    for byte in parts.dropFirst() {
      guard byte & 0xc0 == 0x80 else { return nil }
      code = code << 6 | UInt32(byte & 0x3f)
    }
    let least: UInt32 = count == 2 ? 0x80 : count == 3 ? 0x800 : 0x10000
    guard code >= least, let scalar = Unicode.Scalar(code) else { return nil }
    return (scalar, count)
  }
}
