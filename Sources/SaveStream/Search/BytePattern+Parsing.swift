/// What is wrong with a regular expression, in words.
struct BytePatternError: Error, Equatable {
  let words: String
}

extension BytePattern {
  /// Reads an expression.
  /// - Parameter eitherCase: whether ASCII letters match in either case.
  init(_ text: String, eitherCase: Bool) throws(BytePatternError) {
    var reader = BytePatternReader(text, eitherCase: eitherCase)
    self.init(program: try reader.program())
    if matchesNothing { throw BytePatternError(words: "The expression matches nothing at all, so everywhere") }
  }
}

/// Reads a regular expression, part by part; each part is a piece of a program whose places count from its own start.
private struct BytePatternReader {
  private typealias Code = [BytePattern.Instruction]

  private let text: [Character]
  private let eitherCase: Bool
  private var place = 0
  private var depth = 0
  private static let deepest = 32

  init(_ text: String, eitherCase: Bool) {
    self.text = Array(text)
    self.eitherCase = eitherCase
  }

  private var next: Character? { place < text.count ? text[place] : nil }

  mutating func program() throws(BytePatternError) -> [BytePattern.Instruction] {
    let code = try alternatives()
    guard next == nil else { throw BytePatternError(words: "A ) closes nothing") }
    return try bounded(code + [.match])
  }

  private func bounded(_ code: Code) throws(BytePatternError) -> Code {
    guard code.count <= BytePattern.mostInstructions else {
      throw BytePatternError(words: "The expression is too long")
    }
    return code
  }

  private mutating func alternatives() throws(BytePatternError) -> Code {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw BytePatternError(words: "The groups are nested too deeply") }
    var code = try sequence()
    while next == "|" {
      place += 1
      let other = try sequence()
      code = try bounded(
        [.fork(1, code.count + 2)] + Self.moved(code, by: 1) + [.jump(code.count + 2 + other.count)]
          + Self.moved(other, by: code.count + 2))
    }
    return code
  }

  private mutating func sequence() throws(BytePatternError) -> Code {
    var code: Code = []
    while let character = next, character != "|", character != ")" {
      let part = try quantified(try atom())
      code = try bounded(code + Self.moved(part, by: code.count))
    }
    return code
  }

  /// A piece of a program as it stands behind others.
  private static func moved(_ code: Code, by distance: Int) -> Code {
    code.map { instruction in
      switch instruction {
      case .fork(let one, let other): .fork(one + distance, other + distance)
      case .jump(let target): .jump(target + distance)
      case .take, .match: instruction
      }
    }
  }

  private mutating func atom() throws(BytePatternError) -> Code {
    guard let character = next else { return [] }
    place += 1
    switch character {
    case "(":
      let code = try alternatives()
      guard next == ")" else { throw BytePatternError(words: "A ( is not closed") }
      place += 1
      return code
    case "[": return [.take(try bytesOfClass())]
    case ".": return [.take(Self.lineFeed.inverted)]
    case "*", "+", "?", "{": throw BytePatternError(words: "Nothing stands before \(character)")
    case "\\": return [.take(folded(try escaped()))]
    default:
      return character.utf8.map { .take(folded(ByteSet($0...$0))) }
    }
  }

  private static let lineFeed = ByteSet(10...10)

  private func folded(_ set: ByteSet) -> ByteSet { eitherCase ? set.inEitherCase : set }

  private mutating func quantified(_ atom: Code) throws(BytePatternError) -> Code {
    var code = atom
    while let sign = next {
      switch sign {
      case "*": code = Self.any(code)
      case "+": code = code + Self.moved(Self.any(code), by: code.count)
      case "?": code = Self.optional(code)
      case "{":
        place += 1
        let (least, most) = try bounds()
        code = try repeated(code, least, most)
        continue
      default: return code
      }
      place += 1
      code = try bounded(code)
    }
    return code
  }

  private static func any(_ code: Code) -> Code {
    [.fork(1, code.count + 2)] + moved(code, by: 1) + [.jump(0)]
  }

  private static func optional(_ code: Code) -> Code { [.fork(1, code.count + 1)] + moved(code, by: 1) }

  private func repeated(_ code: Code, _ least: Int, _ most: Int?) throws(BytePatternError) -> Code {
    var all: Code = []
    for _ in 0..<least { all = try bounded(all + Self.moved(code, by: all.count)) }
    guard let most else { return try bounded(all + Self.moved(Self.any(code), by: all.count)) }
    for _ in least..<most { all = try bounded(all + Self.moved(Self.optional(code), by: all.count)) }
    return all
  }

  /// `m}`, `m,}` or `m,n}`.
  private mutating func bounds() throws(BytePatternError) -> (Int, Int?) {
    let wrong = BytePatternError(words: "Behind { stand one or two numbers up to 256, and }")
    guard let end = text[place...].firstIndex(of: "}") else { throw wrong }
    let numbers = text[place..<end].split(separator: ",", omittingEmptySubsequences: false).map { Int(String($0)) }
    place = end + 1
    guard let least = numbers.first ?? nil, (0...BytePattern.longest).contains(least), numbers.count <= 2 else {
      throw wrong
    }
    guard numbers.count == 2 else { return (least, least) }
    guard let most = numbers[1] else {
      guard text[end - 1] == "," else { throw wrong }
      return (least, nil)
    }
    guard (least...max(least, BytePattern.longest)).contains(most) else { throw wrong }
    return (least, most)
  }

  private mutating func bytesOfClass() throws(BytePatternError) -> ByteSet {
    var set = ByteSet()
    let isInverted = next == "^"
    if isInverted { place += 1 }
    var isFirst = true
    while let character = next, character != "]" || isFirst {
      isFirst = false
      let low = try byteOrSet()
      guard let single = low.byte, next == "-", place + 1 < text.count, text[place + 1] != "]" else {
        set.formUnion(low.set)
        continue
      }
      place += 1
      guard let high = try byteOrSet().byte, high >= single else {
        throw BytePatternError(words: "A range of bytes goes from the smaller to the greater")
      }
      set.formUnion(ByteSet(single...high))
    }
    guard next == "]" else { throw BytePatternError(words: "A [ is not closed") }
    place += 1
    let folded = folded(set)
    return isInverted ? folded.inverted : folded
  }

  private mutating func byteOrSet() throws(BytePatternError) -> (byte: UInt8?, set: ByteSet) {
    guard let character = next else { throw BytePatternError(words: "A [ is not closed") }
    place += 1
    if character == "\\" {
      let before = place
      let set = try escaped()
      let isSet = "dDwWsS".contains(text[before])
      return (isSet ? nil : (UInt8.min...UInt8.max).first { set.contains($0) }, set)
    }
    guard let byte = character.utf8.first, character.utf8.count == 1 else {
      throw BytePatternError(words: "In [ ] only ASCII and \\xNN can stand")
    }
    return (byte, ByteSet(byte...byte))
  }

  /// What stands behind a backslash.
  private mutating func escaped() throws(BytePatternError) -> ByteSet {
    guard let character = next else { throw BytePatternError(words: "Nothing stands behind the last \\") }
    place += 1
    switch character {
    case "d": return Self.digits
    case "D": return Self.digits.inverted
    case "w": return Self.wordCharacters
    case "W": return Self.wordCharacters.inverted
    case "s": return Self.blanks
    case "S": return Self.blanks.inverted
    case "n": return Self.lineFeed
    case "t": return ByteSet(9...9)
    case "r": return ByteSet(13...13)
    case "0": return ByteSet(0...0)
    case "x":
      guard place + 2 <= text.count, text[place].isHexDigit,
        let byte = UInt8(String(text[place..<place + 2]), radix: 16)
      else {
        throw BytePatternError(words: "Behind \\x stand two hex digits")
      }
      place += 2
      return ByteSet(byte...byte)
    default:
      guard let byte = character.asciiValue, !character.isLetter, !character.isNumber else {
        throw BytePatternError(words: "\\\(character) means nothing")
      }
      return ByteSet(byte...byte)
    }
  }

  private static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  private static let wordCharacters = {
    var set = Self.digits
    set.formUnion(ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z")).inEitherCase)
    set.insert(UInt8(ascii: "_"))
    return set
  }()
  private static let blanks = {
    var set = ByteSet(9...13)
    set.insert(UInt8(ascii: " "))
    return set
  }()
}
