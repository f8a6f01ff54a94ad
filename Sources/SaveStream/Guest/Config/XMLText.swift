/// A walk through XML, from text to text. Comments, processing instructions and declarations are passed over.
struct XMLText {
  /// A text and the elements that it lies in, outermost first.
  struct Found: Equatable {
    let path: [String]
    /// What stands in the tag of the innermost element behind its name.
    let attributes: [UInt8]
    /// Characters written as `&lt;` and the like are these characters.
    let text: [UInt8]
  }

  /// Elements that one may lie in.
  static let maximumDepth = 64
  private var rest: ArraySlice<UInt8>
  private var elements: [(name: String, attributes: [UInt8])] = []

  init(_ bytes: [UInt8], limit: Int = GuestConfig.maximumByteCount) {
    rest = bytes.prefix(limit).prefix { $0 != 0 }
  }

  /// The next text that is not blank; nil at the end, and where elements lie deeper than is looked at. An element that
  /// is empty gives an empty text.
  mutating func next() -> Found? {
    while let byte = rest.first {
      if byte != UInt8(ascii: "<") {
        let text = rest.prefix { $0 != UInt8(ascii: "<") }
        rest = rest.dropFirst(text.count)
        if text.contains(where: { $0 > 0x20 }), let found = found(Self.plain(text)) { return found }
        continue
      }
      if rest.starts(with: Array("<!--".utf8)) {
        skip(past: Array("-->".utf8))
        continue
      }
      guard let end = endOfTag() else { return nil }
      let tag = rest[rest.startIndex + 1..<end]
      rest = rest[(end + 1)...]
      if tag.first == UInt8(ascii: "/") {
        elements = elements.dropLast()
      } else if tag.first != UInt8(ascii: "?"), tag.first != UInt8(ascii: "!") {
        guard elements.count < Self.maximumDepth else { return nil }
        let name = tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        elements.append((String(decoding: name.prefix(64), as: UTF8.self), Array(tag.dropFirst(name.count))))
        if tag.last == UInt8(ascii: "/") {
          let empty = found([])
          elements.removeLast()
          if let empty { return empty }
        }
      }
    }
    return nil
  }

  /// The value of an attribute of a tag; nil when it has none of this name.
  static func attribute(_ name: String, of attributes: [UInt8]) -> [UInt8]? {
    var rest = attributes[...]
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let key = rest[..<equals].drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
      let quoted = rest[(equals + 1)...].drop { $0 <= 0x20 }
      guard let quote = quoted.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
      let value = quoted.dropFirst().prefix { $0 != quote }
      if key.elementsEqual(name.utf8) { return plain(value) }
      rest = quoted.dropFirst(value.count + 2)
    }
    return nil
  }

  private func found(_ text: [UInt8]) -> Found? {
    elements.last.map { Found(path: elements.map(\.name), attributes: $0.attributes, text: text) }
  }

  /// Where the tag ends that begins the rest; a `>` in quotes ends none.
  private func endOfTag() -> Int? {
    var quote: UInt8?
    for place in rest.indices {
      let byte = rest[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place
      }
    }
    return nil
  }

  private mutating func skip(past end: [UInt8]) {
    while !rest.isEmpty, !rest.starts(with: end) { rest = rest.dropFirst() }
    rest = rest.dropFirst(end.count)
  }

  /// A text with its references to characters undone, blanks around it left out.
  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let names: [String: UInt8] = ["lt": 0x3c, "gt": 0x3e, "amp": 0x26, "quot": 0x22, "apos": 0x27]
    var rest = text.drop { $0 <= 0x20 }
    var plain: [UInt8] = []
    while let byte = rest.popFirst() {
      let name = rest.prefix(8).prefix { $0 != UInt8(ascii: ";") }
      if byte == UInt8(ascii: "&"), rest.dropFirst(name.count).first == UInt8(ascii: ";"),
        let character = names[String(decoding: name, as: UTF8.self)]
      {
        plain.append(character)
        rest = rest.dropFirst(name.count + 1)
      } else {
        plain.append(byte)
      }
    }
    while let last = plain.last, last <= 0x20 { plain.removeLast() }
    return plain
  }
}
