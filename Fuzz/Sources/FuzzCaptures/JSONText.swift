/// Text that should be JSON.
struct JSONText {
  private let bytes: [UInt8]
  private var place = 0

  /// Whether bytes hold one JSON value, and nothing else but blanks.
  static func holdsOneValue(_ bytes: [UInt8]) -> Bool {
    var text = JSONText(bytes: bytes)
    guard text.takeValue(depth: 0) else { return false }
    text.skipBlanks()
    return text.place == bytes.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 10 || byte == 13 || byte == 9 { place += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func takeValue(depth: Int) -> Bool {
    skipBlanks()
    guard depth < 1000, let first = next else { return false }
    switch first {
    case UInt8(ascii: "{"):
      return takeList(until: "}") { $0.takeString() && $0.take(":") && $0.takeValue(depth: depth + 1) }
    case UInt8(ascii: "["): return takeList(until: "]") { $0.takeValue(depth: depth + 1) }
    case UInt8(ascii: "\""): return takeString()
    default: return takeWord()
    }
  }

  private mutating func takeList(until end: Unicode.Scalar, _ takeElement: (inout JSONText) -> Bool) -> Bool {
    place += 1
    if take(end) { return true }
    repeat { guard takeElement(&self) else { return false } } while take(",")
    return take(end)
  }

  private mutating func takeString() -> Bool {
    guard take("\"") else { return false }
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "\"") { return true }
      guard byte >= 0x20 else { return false }
      if byte == UInt8(ascii: "\\") { place += 1 }
    }
    return false
  }

  private mutating func takeWord() -> Bool {
    let start = place
    while let byte = next, byte > 0x20, !Array(",]}".utf8).contains(byte) { place += 1 }
    let word = String(decoding: bytes[start..<place], as: UTF8.self)
    return ["true", "false", "null"].contains(word) || Double(word)?.isFinite ?? false
  }
}
