/// Writes JSON (RFC 8259) piece by piece, compact and in the order of the calls, so that no document is ever held.
///
/// Commas are its business, balance is the caller's: every `begin` needs its `end`, and inside an object every value
/// its `key`. Text is escaped so that any bytes make a valid document: control bytes, the C1 controls, DEL, and what
/// steers the direction of text or draws nothing as `\uXXXX`, bytes that are no UTF-8 as U+FFFD.
package struct JSONWriter {
  /// Where the bytes go.
  package let output: ReportOutput
  private var needsComma = false

  package init(_ output: ReportOutput) { self.output = output }

  // MARK: Structure

  /// Starts an object.
  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  /// Ends an object.
  package mutating func endObject() { end(UInt8(ascii: "}")) }
  /// Starts an array.
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  /// Ends an array.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Starts an array under a key.
  package mutating func beginArray(_ key: StaticString) {
    self.key(key)
    beginArray()
  }

  /// Starts an object under a key.
  package mutating func beginObject(_ key: StaticString) {
    self.key(key)
    beginObject()
  }

  /// Names the value that follows. Keys are words of the program and need no escape.
  package mutating func key(_ key: StaticString) {
    separate()
    output.write(byte: UInt8(ascii: "\""))
    output.write(key)
    output.write("\":")
    needsComma = false
  }

  /// Names the value that follows by text that needs to be escaped.
  package mutating func key(text: String) {
    separate()
    write(string: text)
    output.write(byte: UInt8(ascii: ":"))
    needsComma = false
  }

  /// Starts a new line before the next element, to keep long arrays readable for line tools.
  package mutating func breakLine() {
    separate()
    output.write(byte: UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Ends the document, or the object of this line.
  package mutating func endLine() {
    output.write(byte: UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    output.write(byte: bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    output.write(byte: bracket)
    needsComma = true
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { output.write(byte: UInt8(ascii: ",")) }
    needsComma = true
  }

  // MARK: Values

  /// Writes a number; nil as null.
  package mutating func value(_ number: UInt64?) {
    separate()
    if let number { output.write(number: number) } else { output.write("null") }
  }

  /// Writes a number; nil as null.
  package mutating func value(_ number: Int?) {
    separate()
    if let number { output.write(signed: Int64(number)) } else { output.write("null") }
  }

  /// Writes a signed number.
  package mutating func value(signed number: Int64) {
    separate()
    output.write(signed: number)
  }

  /// Writes a ratio, to four places; nil, and what JSON has no number for, as null.
  package mutating func value(ratio: Double?) {
    separate()
    guard let ratio, ratio.isFinite, ratio.magnitude < 1e9 else { return output.write("null") }
    output.write(text: ((ratio * 10_000).rounded() / 10_000).description)
  }

  /// Writes true or false; nil as null.
  package mutating func value(_ truth: Bool?) {
    separate()
    switch truth {
    case true: output.write("true")
    case false: output.write("false")
    default: output.write("null")
    }
  }

  /// Writes a 64-bit field value, which JSON readers would round as a number, as a string `"0x…"`.
  package mutating func value(hex number: UInt64) {
    separate()
    output.write(byte: UInt8(ascii: "\""))
    output.write(hex: number)
    output.write(byte: UInt8(ascii: "\""))
  }

  /// Writes a string; nil as null.
  package mutating func value(_ text: String?) {
    separate()
    if let text { write(string: text) } else { output.write("null") }
  }

  /// Writes words of the program itself, which need no escape.
  package mutating func value(word: StaticString) {
    separate()
    output.write(byte: UInt8(ascii: "\""))
    output.write(word)
    output.write(byte: UInt8(ascii: "\""))
  }

  /// Writes text of a capture as a string: JSON has an escape of its own.
  package mutating func value(_ text: CaptureText) { value(String(decoding: text.unescapedBytes, as: UTF8.self)) }

  // MARK: Fields

  /// Writes a key and a number or null.
  package mutating func field(_ key: StaticString, _ number: UInt64?) {
    self.key(key)
    value(number)
  }

  /// Writes a key and a number or null.
  package mutating func field(_ key: StaticString, _ number: Int?) {
    self.key(key)
    value(number)
  }

  /// Writes a key and a truth or null.
  package mutating func field(_ key: StaticString, _ truth: Bool?) {
    self.key(key)
    value(truth)
  }

  /// Writes a key and a string or null.
  package mutating func field(_ key: StaticString, _ text: String?) {
    self.key(key)
    value(text)
  }

  // MARK: Strings

  private func write(string: String) {
    output.write(byte: UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: output.write("\\\"")
      case 0x5c: output.write("\\\\")
      case 0x0a: output.write("\\n")
      case 0x09: output.write("\\t")
      case 0x0d: output.write("\\r")
      case 0..<0x20, 0x7f..<0xa0, 0x061c, 0x200b..<0x2010, 0x2028..<0x202f, 0x2060..<0x2070, 0xfeff:
        escape(UInt16(truncatingIfNeeded: scalar.value))
      case ..<0x80: output.write(byte: UInt8(truncatingIfNeeded: scalar.value))
      default: for byte in UTF8.encode(scalar) ?? .init() { output.write(byte: byte) }
      }
    }
    output.write(byte: UInt8(ascii: "\""))
  }

  private func escape(_ unit: UInt16) {
    output.write("\\u")
    output.write(hexDigits: UInt64(unit), width: 4)
  }
}

extension JSONWriter {
  /// Writes the value of a field, of the JSON type that its kind has; nil as null.
  mutating func value(field value: FieldValue?) {
    switch value {
    case .number(let number), .pfn(let number): self.value(number)
    case .signed(let number): self.value(signed: number)
    case .address(let address, _): self.value(hex: address)
    case .named(let number, let name):
      beginObject()
      field("number", number)
      field("name", name)
      endObject()
    case .text(let text): self.value(text)
    case .bytes(let bytes): self.value(FieldText.hex(bytes))
    case nil: self.value(nil as String?)
    }
  }
}
