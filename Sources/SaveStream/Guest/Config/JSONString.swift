/// The bytes that a JSON text stands for.
enum JSONString {
  /// The bytes of a text between its quotes, escapes undone; an escape that is none stays as it is.
  /// - Parameter limit: bytes of the text that are looked at.
  static func bytes(of quoted: ArraySlice<UInt8>, limit: Int = .max) -> [UInt8] {
    var rest = quoted.dropFirst()
    if rest.last == UInt8(ascii: "\"") { rest = rest.dropLast() }
    rest = rest.prefix(limit)
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.first else {
        bytes.append(byte)
        continue
      }
      rest = rest.dropFirst()
      switch escape {
      case UInt8(ascii: "n"): bytes.append(0x0a)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0d)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0c)
      case UInt8(ascii: "u"): bytes += character(&rest)
      default: bytes.append(escape)
      }
    }
    return bytes
  }

  /// The UTF-8 of the character whose code units follow `\u`.
  private static func character(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    guard let first = unit(&rest) else { return Array("\\u".utf8) }
    var code = first
    if first >> 10 == 0x36, rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      var behind = rest.dropFirst(2)
      if let second = unit(&behind), second >> 10 == 0x37 {
        code = 0x10000 + (first & 0x3ff) << 10 + second & 0x3ff
        rest = behind
      }
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    return Array(UTF8.encode(scalar) ?? .init())
  }

  private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
    let digits = rest.prefix(4)
    guard digits.count == 4, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
    rest = rest.dropFirst(4)
    return unit
  }
}
