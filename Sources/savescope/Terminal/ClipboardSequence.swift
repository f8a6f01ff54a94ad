/// The control string that puts bytes on a terminal's clipboard (OSC 52): they go in Base64, so that nothing in them
/// can end the string early.
struct ClipboardSequence {
  /// What terminals are known to take, in bytes; longer strings they drop or cut.
  static let maximumLength = 48 * 1024

  let bytes: [CChar]

  /// nil when these are more bytes than terminals take.
  init?(_ content: [UInt8]) {
    guard content.count <= Self.maximumLength else { return nil }
    bytes = ("\u{1b}]52;c;" + Self.base64(content) + "\u{7}").utf8.map { CChar(bitPattern: $0) }
  }

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for digit in 0..<4 {
        out.append(
          digit <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
