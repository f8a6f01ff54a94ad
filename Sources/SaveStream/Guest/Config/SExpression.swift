/// A walk through an S-expression, as xend and OCaml write them: `(name value)`, lists in lists, texts in quotes.
struct SExpression {
  /// What the walk comes to: an atom, and the first atoms of the lists that it lies in, outermost first. A list whose
  /// first part is a list has an empty name.
  struct Atom: Equatable {
    let path: [[UInt8]]
    let text: [UInt8]
    /// Whether it is the first part of its list, its name.
    let isName: Bool
  }

  /// The lists that one may lie in.
  static let maximumDepth = 64
  private var rest: ArraySlice<UInt8>
  /// The lists that are open: the name of each, nil where its first part has not come.
  private var lists: [[UInt8]?] = []

  init(_ bytes: [UInt8], limit: Int = GuestConfig.maximumByteCount) { rest = bytes.prefix(limit) }

  /// The next atom; nil at the end, and where lists lie deeper than is looked at.
  mutating func next() -> Atom? {
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "("):
        guard lists.count < Self.maximumDepth else { return nil }
        if let last = lists.indices.last, lists[last] == nil { lists[last] = [] }
        lists.append(nil)
        rest = rest.dropFirst()
      case UInt8(ascii: ")"):
        lists = lists.dropLast()
        rest = rest.dropFirst()
      case 0x20, 0x0a, 0x0d, 0x09: rest = rest.dropFirst()
      case 0: return nil
      default: return atom()
      }
    }
    return nil
  }

  private mutating func atom() -> Atom {
    let text = rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "'") ? quoted() : word()
    guard let last = lists.indices.last, lists[last] == nil else {
      return Atom(path: lists.map { $0 ?? [] }, text: text, isName: false)
    }
    let path = lists.dropLast().map { $0 ?? [] }
    lists[last] = text
    return Atom(path: path, text: text, isName: true)
  }

  private mutating func word() -> [UInt8] {
    let word = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
    // A byte that begins nothing is passed alone.
    rest = rest.dropFirst(max(word.count, 1))
    return Array(word)
  }

  /// A text in quotes: `\n`, `\t`, `\r`, `\ddd` in decimal, or any other character as it is.
  private mutating func quoted() -> [UInt8] {
    var text: [UInt8] = []
    let quote = rest.popFirst()
    while let byte = rest.popFirst(), byte != quote {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        text.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0d)
      case 0x0a: rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digits = [escape] + rest.prefix(2)
        let code = UInt8(String(decoding: digits, as: UTF8.self))
        if code != nil { rest = rest.dropFirst(2) }
        text.append(code ?? escape)
      default: text.append(escape)
      }
    }
    return text
  }
}
