/// Reads JSON byte by byte; anything that RFC 8259 does not allow is a fault.
struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONValue.Fault) -> JSONValue {
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw fault("something follows the document") }
    return value
  }

  private mutating func value() throws(JSONValue.Fault) -> JSONValue {
    skipBlanks()
    switch peek {
    case "{": return try object()
    case "[": return try array()
    case "\"": return .string(try string())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(JSONValue.Fault) -> JSONValue {
    try take("{")
    var members: [JSONValue.Member] = []
    skipBlanks()
    guard peek != "}" else { return try close("}", .object([])) }
    while true {
      skipBlanks()
      let key = try string()
      guard !members.contains(where: { $0.key == key }) else { throw fault("key \(key) comes twice") }
      skipBlanks()
      try take(":")
      members.append(.init(key: key, value: try value()))
      skipBlanks()
      guard peek == "," else { return try close("}", .object(members)) }
      try take(",")
    }
  }

  private mutating func array() throws(JSONValue.Fault) -> JSONValue {
    try take("[")
    var elements: [JSONValue] = []
    skipBlanks()
    guard peek != "]" else { return try close("]", .array([])) }
    while true {
      elements.append(try value())
      skipBlanks()
      guard peek == "," else { return try close("]", .array(elements)) }
      try take(",")
    }
  }

  private mutating func string() throws(JSONValue.Fault) -> String {
    try take("\"")
    var text: [UInt8] = []
    while let byte = current, byte != UInt8(ascii: "\"") {
      position += 1
      guard byte >= 0x20 else { throw fault("a control byte in a string") }
      if byte == UInt8(ascii: "\\") { text += try escape() } else { text.append(byte) }
    }
    try take("\"")
    guard let string = String(validating: text, as: UTF8.self) else { throw fault("a string that is no UTF-8") }
    return string
  }

  private mutating func escape() throws(JSONValue.Fault) -> [UInt8] {
    let letter = peek
    position += 1
    switch letter {
    case "\"", "\\", "/": return Array(String(letter ?? " ").utf8)
    case "b": return [8]
    case "f": return [12]
    case "n": return [10]
    case "r": return [13]
    case "t": return [9]
    case "u":
      guard position + 4 <= bytes.count, let text = String(validating: bytes[position..<position + 4], as: UTF8.self),
        let code = UInt32(text, radix: 16), let scalar = Unicode.Scalar(code)
      else { throw fault("a bad \\u escape") }
      position += 4
      return Array(String(scalar).utf8)
    default: throw fault("a bad escape")
    }
  }

  private mutating func number() throws(JSONValue.Fault) -> JSONValue {
    let start = position
    if peek == "-" { position += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw fault("no value") }
    if peek == "." {
      position += 1
      guard digits() > 0 else { throw fault("a number without decimals") }
    }
    if peek == "e" || peek == "E" {
      position += 1
      if peek == "+" || peek == "-" { position += 1 }
      guard digits() > 0 else { throw fault("a number without exponent") }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONValue.Fault) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw fault("no value") }
    position += word.utf8.count
    return value
  }

  private mutating func close(_ bracket: Character, _ value: JSONValue) throws(JSONValue.Fault) -> JSONValue {
    try take(bracket)
    return value
  }

  private mutating func take(_ character: Character) throws(JSONValue.Fault) {
    guard peek == character else { throw fault("\(character) is missing") }
    position += 1
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var peek: Character? { current.map { Character(Unicode.Scalar($0)) } }

  private func fault(_ what: String) -> JSONValue.Fault { .init(description: "byte \(position): \(what)") }
}
