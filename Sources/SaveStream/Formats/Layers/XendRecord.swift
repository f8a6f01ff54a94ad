/// The record with which xend begins a save file or a migration.
///
///     0                  16           20
///     | LinuxGuestRecord | config_len | config (SXP) |
///
/// The length is big endian. On the relocation port the word `receive` or `sslreceive` and a newline come first, and
/// belong to the envelope here. Source: `tools/python/xen/xend/XendCheckpoint.py`, Xen 4.2.
enum XendRecord {
  static let signature = Array("LinuxGuestRecord".utf8)
  /// The bytes before the config, without a prefix.
  static let byteCount: UInt64 = 20
  /// The last of them, which tell the length of the config.
  static let lengthByteCount: UInt64 = 4

  static let layout = Layout(
    "LinuxGuestRecord", byteCount: 20,
    [
      .init("signature", at: 0, .text(bytes: 16)),
      .init("config_len", at: 16, .bigEndian(bytes: 4), "bytes of config, big endian"),
    ])

  /// The bytes of the word that comes before a record sent over the relocation port, judged by its first letter.
  static func prefixLength(firstByte: UInt8?) -> UInt64 {
    switch firstByte {
    case UInt8(ascii: "r"): 8
    case UInt8(ascii: "s"): 11
    default: 0
    }
  }

  /// The place behind an S-expression: where as many parentheses are closed as were opened outside of quotes; nil where
  /// that never is.
  static func endOfExpression(_ text: [UInt8]) -> Int? {
    var depth = 0
    var quote: UInt8?
    var place = 0
    while place < text.count {
      let byte = text[place]
      switch (byte, quote) {
      case (UInt8(ascii: "\\"), _): place += 1
      case (quote, .some): quote = nil
      case (_, .some): break
      case (UInt8(ascii: "'"), nil), (UInt8(ascii: "\""), nil): quote = byte
      case (UInt8(ascii: "("), nil): depth += 1
      case (UInt8(ascii: ")"), nil):
        depth -= 1
        if depth <= 0 { return depth == 0 ? place + 1 : nil }
      default: if depth == 0 { return nil }
      }
      place += 1
    }
    return nil
  }
}
