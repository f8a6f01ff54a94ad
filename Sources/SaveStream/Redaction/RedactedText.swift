/// Text in which nothing can be read any more: letters are x, digits 0, and what parts it stays, so that it has the
/// same length and the same structure.
enum RedactedText {
  /// Masks all of it. Zeros and what is no letter and no digit stay.
  static func mask(_ bytes: inout [UInt8], _ range: Range<Int>) {
    for place in range { bytes[place] = masked(bytes[place]) }
  }

  private static func masked(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: UInt8(ascii: "x")
    default: byte
    }
  }

  /// Words that configurations choose from, and that say what kind of guest it is.
  private static let known: Set<String> = [
    "pv", "hvm", "pvh", "xen", "linux", "xenpvh", "true", "false", "True", "False", "default", "none", "raw", "qcow2",
    "qemu_xen", "qemu_xen_traditional", "restart", "destroy", "preserve", "rename_restart", "coredump_restart",
    "coredump_destroy", "cirrus", "std", "native", "native_paravirt", "always_emulate", "invalid", "unknown", "builder",
    "type",
  ]

  private static func maskUnlessKnown(_ bytes: inout [UInt8], _ range: Range<Int>) {
    guard range.count > 24 || !known.contains(String(decoding: bytes[range], as: UTF8.self)) else { return }
    mask(&bytes, range)
  }

  // MARK: JSON

  /// Masks the strings of JSON that are no keys. Numbers, and the words that JSON knows, stay. Where others stand outside
  /// of strings a quote is lost, perhaps, and each string may be what stands between two of them: all is masked.
  static func maskJSON(_ bytes: inout [UInt8]) {
    guard isJSON(bytes) else { return maskWords(&bytes) }
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "\"") else {
        place += 1
        continue
      }
      let end = endOfString(bytes, from: place + 1)
      var next = min(end + 1, bytes.count)
      while next < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[next]) { next += 1 }
      let isKey = next < bytes.count && bytes[next] == UInt8(ascii: ":")
      if !isKey { maskEscaped(&bytes, place + 1..<end) }
      place = end + 1
    }
  }

  /// Whether only what JSON knows stands outside of strings, each of which ends.
  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\"") {
        place = endOfString(bytes, from: place + 1) + 1
        guard place <= bytes.count else { return false }
        continue
      }
      let end = bytes[place...].firstIndex { " \t\r\n{}[],:\"".utf8.contains($0) } ?? bytes.count
      let token = String(decoding: bytes[place..<end], as: UTF8.self)
      guard token.isEmpty || ["true", "false", "null"].contains(token) || isNumber(token) else { return false }
      place = max(end, place + (token.isEmpty ? 1 : 0))
    }
    return true
  }

  private static func isNumber(_ token: String) -> Bool {
    token.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } && Double(token) != nil
  }

  /// The place of the quote that ends a string.
  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place, bytes.count)
  }

  /// Masks a string, but for what stands behind a backslash: that has to stay an escape.
  private static func maskEscaped(_ bytes: inout [UInt8], _ range: Range<Int>) {
    guard bytes[range].contains(UInt8(ascii: "\\")) else { return maskUnlessKnown(&bytes, range) }
    var place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "\\"), place + 1 < range.upperBound {
        let isUnit = bytes[place + 1] == UInt8(ascii: "u")
        // A unit of UTF-16 is written as the one of x.
        if isUnit, place + 6 <= range.upperBound {
          bytes.replaceSubrange(place + 2..<place + 6, with: Array("0078".utf8))
        }
        place += isUnit ? 6 : 2
      } else {
        bytes[place] = masked(bytes[place])
        place += 1
      }
    }
  }

  // MARK: Other forms

  /// Masks an S-expression, but for the word that each list begins with, or another text in words.
  static func maskSExpression(_ bytes: inout [UInt8]) {
    maskWords(&bytes, hasHeads: bytes.first { $0 > 0x20 } == UInt8(ascii: "("))
  }

  /// Masks all words that are not known.
  /// - Parameter hasHeads: whether a word behind an opening bracket says what a list is.
  private static func maskWords(_ bytes: inout [UInt8], hasHeads: Bool = false) {
    var place = 0
    while place < bytes.count {
      guard !isBreak(bytes[place]) else {
        place += 1
        continue
      }
      var end = place
      while end < bytes.count, !isBreak(bytes[end]) { end += 1 }
      let isHead = hasHeads && place > 0 && bytes[place - 1] == UInt8(ascii: "(")
      if !isHead { maskUnlessKnown(&bytes, place..<end) }
      place = end
    }
  }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "()'\"=".utf8.contains(byte)
  }

  /// Masks the text and the values of attributes of XML. Comments are masked as a whole.
  static func maskXML(_ bytes: inout [UInt8]) {
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "<") {
        place = maskTag(&bytes, from: place)
      } else {
        let end = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        maskEntities(&bytes, place..<end)
        place = end
      }
    }
  }

  /// Masks a tag's values. Returns the place behind it.
  private static func maskTag(_ bytes: inout [UInt8], from start: Int) -> Int {
    var place = start + 1
    if place < bytes.count, bytes[place] == UInt8(ascii: "!") {
      let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
      mask(&bytes, place..<end)
      return end
    }
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      let quote = bytes[place]
      place += 1
      guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { continue }
      let end = bytes[place...].firstIndex(of: quote) ?? bytes.count
      maskEntities(&bytes, place..<end)
      place = min(end + 1, bytes.count)
    }
    return min(place + 1, bytes.count)
  }

  /// Masks text of XML, in which `&lt;` and the like stay.
  private static func maskEntities(_ bytes: inout [UInt8], _ range: Range<Int>) {
    guard bytes[range].contains(UInt8(ascii: "&")) else { return maskUnlessKnown(&bytes, range) }
    var place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "&"),
        let end = bytes[place..<min(place + 8, range.upperBound)].firstIndex(of: UInt8(ascii: ";")),
        bytes[place + 1] != UInt8(ascii: "#")
      {
        place = end + 1
      } else {
        bytes[place] = masked(bytes[place])
        place += 1
      }
    }
  }
}
