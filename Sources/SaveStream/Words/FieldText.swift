/// The values of fields as text.
public enum FieldText {
  /// Characters of a text, and bytes in hex, that the short form shows.
  private static let shortTextLength = 60
  private static let shortByteCount = 16

  /// A value in one short line, safe for a terminal: PFNs and addresses in hex, text in quotes, cut with an ellipsis.
  public static func short(_ value: FieldValue) -> String {
    switch value {
    case .pfn(let pfn): NumberText.hex(pfn)
    case .text(let bytes): quoted(bytes)
    case .bytes(let bytes): hex(bytes, limit: shortByteCount)
    case .named(let number, let name): "\(EscapedText.string(name)) (\(number))"
    default: plain(value)
    }
  }

  /// A value in full, for a cell of a table: PFNs in decimal, as in JSON; text escaped.
  public static func plain(_ value: FieldValue) -> String {
    switch value {
    case .number(let number), .pfn(let number): "\(number)"
    case .signed(let number): "\(number)"
    case .address(let address, _): NumberText.hex(address)
    case .named(_, let name): EscapedText.string(name)
    case .text(let bytes): EscapedText.string(bytes)
    case .bytes(let bytes): hex(bytes, limit: .max)
    }
  }

  /// Bytes as hex digits, two a byte; an ellipsis stands for those beyond the limit.
  public static func hex(_ bytes: [UInt8], limit: Int) -> String {
    var digits: [UInt8] = []
    for byte in bytes.prefix(limit) {
      digits.append(hexDigits[Int(byte >> 4)])
      digits.append(hexDigits[Int(byte & 0xf)])
    }
    return String(decoding: digits, as: UTF8.self) + (bytes.count > limit ? "…" : "")
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private static func quoted(_ bytes: [UInt8]) -> String {
    let text = EscapedText.string(Array(bytes.prefix(4 * shortTextLength)))
    let isCut = text.count > shortTextLength || bytes.count > 4 * shortTextLength
    return "\"\(text.prefix(shortTextLength))\"" + (isCut ? "…" : "")
  }
}
