/// A file name as text.
///
/// File names are bytes, of any encoding. Those bytes that are no UTF-8 stand in a text as characters of a private use
/// area, one for each, so that the text leads to the same file; `EscapedText` shows them as `\xNN`. A name that holds
/// such characters itself has theirs shown so, too.
package enum FileNameText {
  /// Stands for byte 0; bytes below 0x80 are always UTF-8.
  private static let base: UInt32 = 0x10_ff00

  /// The text for the bytes of a name.
  package static func text(of name: some Collection<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var rest = name[...]
    while let first = rest.first {
      var decoder = UTF8()
      var bytes = rest.makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&bytes), byte(for: scalar) == nil {
        text.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        if let scalar = Unicode.Scalar(base + UInt32(first)) { text.append(scalar) }
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The bytes of the name that a text stands for.
  package static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let byte = byte(for: scalar) { bytes.append(byte) } else { bytes += Array(String(scalar).utf8) }
    }
    return bytes
  }

  /// The same with a zero behind them, as system calls take it.
  package static func platformString(_ text: String) -> [CChar] {
    (bytes(of: text) + [0]).map { CChar(bitPattern: $0) }
  }

  /// The text with bytes that are no UTF-8 as `\xNN`: for programs, which cannot open it.
  package static func readable(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { readable, scalar in
      readable += byte(for: scalar).map { "\\x" + String($0, radix: 16) } ?? String(scalar)
    }
  }

  /// The byte that a character stands for; nil for one that is itself.
  package static func byte(for scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >= base + 0x80 ? UInt8(exactly: scalar.value - base) : nil
  }
}
