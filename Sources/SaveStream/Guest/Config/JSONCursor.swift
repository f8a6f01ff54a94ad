/// A walk through JSON text, from value to value. It never goes back, holds nothing but a place, and nesting costs it
/// nothing: values inside a value are passed by counting brackets.
struct JSONCursor {
  let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// What a value is.
  enum Kind: Equatable {
    case object, array, string, word
  }

  /// A value and where it stands.
  struct Value: Equatable {
    let kind: Kind
    let range: Range<Int>
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at the cursor; nil at the end.
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes on behind blanks and NULs.
  mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 || byte == 0 { position += 1 }
  }

  /// Goes on behind a byte, if it is next.
  mutating func skip(_ wanted: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: wanted) else { return false }
    position += 1
    return true
  }

  /// The text that begins at the cursor, quotes included; nil when none does. One that is not closed reaches to the
  /// end.
  mutating func string() -> Range<Int>? {
    let start = position
    guard skip("\"") else { return nil }
    while let byte {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { break }
    }
    position = min(position, bytes.count)
    return start..<position
  }

  /// The key of a member and the colon behind it; nil when there is none.
  mutating func key() -> Range<Int>? {
    guard let key = string() else { return nil }
    skipBlanks()
    guard skip(":") else { return nil }
    skipBlanks()
    return key
  }

  /// The value that begins at the cursor; nil when none does. One that is not closed reaches to the end.
  mutating func value() -> Value? {
    let start = position
    switch byte {
    case UInt8(ascii: "\""): return string().map { Value(kind: .string, range: $0) }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let kind: Kind = byte == UInt8(ascii: "{") ? .object : .array
      skipBrackets()
      return Value(kind: kind, range: start..<position)
    default:
      while let byte, Self.isOfWord(byte) { position += 1 }
      return position > start ? Value(kind: .word, range: start..<position) : nil
    }
  }

  private mutating func skipBrackets() {
    var depth = 0
    while let byte {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        _ = string()
        continue
      default: break
      }
      position += 1
      if depth == 0 { return }
    }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
