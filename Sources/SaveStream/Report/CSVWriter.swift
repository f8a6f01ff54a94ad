/// Writes comma-separated values (RFC 4180): lines end in CR LF, and a field that holds a comma, a quote or a line
/// break stands in quotes.
package struct CSVWriter {
  /// Where the bytes go.
  package let output: ReportOutput
  private var isInLine = false

  package init(_ output: ReportOutput) { self.output = output }

  /// Writes a line of names.
  package mutating func header(_ names: [String]) {
    for name in names { field(name) }
    endLine()
  }

  /// Ends the line.
  package mutating func endLine() {
    output.write("\r\n")
    isInLine = false
  }

  /// Writes a number; nil as an empty field.
  package mutating func field(_ number: UInt64?) {
    separate()
    if let number { output.write(number: number) }
  }

  /// Writes a number; nil as an empty field.
  package mutating func field(_ number: Int?) {
    separate()
    if let number { output.write(signed: Int64(number)) }
  }

  /// Writes text; nil as an empty field. Bytes of a capture come in as text that is already escaped.
  package mutating func field(_ text: String?) {
    separate()
    guard let text else { return }
    guard text.utf8.contains(where: Self.needsQuotes) else { return output.write(text: text) }
    output.write(byte: Self.quote)
    for byte in text.utf8 {
      if byte == Self.quote { output.write(byte: Self.quote) }
      output.write(byte: byte)
    }
    output.write(byte: Self.quote)
  }

  /// Writes words of the program itself, which need no quotes.
  package mutating func field(word: StaticString) {
    separate()
    output.write(word)
  }

  private static let quote = UInt8(ascii: "\"")

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  @inline(__always)
  private mutating func separate() {
    if isInLine { output.write(byte: UInt8(ascii: ",")) }
    isInLine = true
  }
}
