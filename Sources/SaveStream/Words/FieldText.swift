/// The values of fields as text.
package enum FieldText {
  /// Bytes of a text, and bytes in hex, that a line shows.
  package static let lineText = 60
  private static let lineBytes = 16

  /// A value in one line, safe for a terminal: `31 (0x1f)`, `NOTAB (0x0)`, `"root=/dev/xvda1"`, `0a 00 ff ...`.
  /// - Parameters:
  ///   - unicode: whether characters past ASCII can be shown.
  ///   - text: bytes of a text that are shown.
  package static func short(_ value: FieldValue, unicode: Bool = true, text limit: Int = lineText) -> String {
    switch value {
    case .number(let number): return number < 10 ? "\(number)" : "\(number) (\(NumberText.hex(number)))"
    case .signed(let number): return "\(number)"
    case .pfn(let pfn): return NumberText.hex(pfn)
    case .address(let number, let bytes): return address(number, bytes)
    case .named(let number, let name): return "\(EscapedText.of(name, unicode: unicode)) (\(NumberText.hex(number)))"
    case .text(let text):
      return "\"\(text.prefix(limit).escaped(unicode: unicode))\(text.byteCount > limit ? "..." : "")\""
    case .bytes(let bytes):
      return NumberText.hex(bytes: bytes.prefix(lineBytes)) + (bytes.count > lineBytes ? " ..." : "")
    }
  }

  /// The value alone, as it is wanted on a clipboard.
  package static func copied(_ value: FieldValue) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .signed(let number): "\(number)"
    case .pfn(let pfn): NumberText.hex(pfn)
    case .address(let number, let bytes): address(number, bytes)
    case .named(let number, _): NumberText.hex(number)
    case .text(let text): text.escaped()
    case .bytes(let bytes): NumberText.hex(bytes: bytes)
    }
  }

  /// A value in full, for a cell of a table: PFNs in decimal, as in JSON; text escaped.
  package static func plain(_ value: FieldValue) -> String {
    switch value {
    case .number(let number), .pfn(let number): "\(number)"
    case .signed(let number): "\(number)"
    case .address(let address, _): NumberText.hex(address)
    case .named(_, let name): EscapedText.of(name)
    case .text(let text): text.escaped()
    case .bytes(let bytes): hex(bytes)
    }
  }

  /// Bytes as hex digits, two a byte.
  package static func hex(_ bytes: some Sequence<UInt8>) -> String { NumberText.hex(bytes: bytes, separator: "") }

  /// With as many digits as its bytes have.
  private static func address(_ number: UInt64, _ bytes: Int) -> String {
    NumberText.hex(number, digits: 2 * min(max(bytes, 1), 8))
  }
}
