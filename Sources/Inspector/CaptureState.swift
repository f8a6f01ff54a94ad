@_spi(Measuring) import SaveStream

/// What is kept of a capture from one time it is looked at to the next: marks, notes, and what was typed. The text form
/// is lines of words, so that a person can read it:
///
/// ```
/// savescope state 1
/// mark a | history 16 2 | Page: PFN 0x10, checkpoint 2
/// note history 16 2 | Page: PFN 0x10, checkpoint 2 | the clock page
/// typed command pfn 0x10
/// ```
struct CaptureState: Sendable, Equatable {
  var marks: [MarkedPlace] = []
  /// What was typed, by kind, the oldest first.
  var typed: [Prompt.Kind: [String]] = [:]

  /// Bytes of the form at most; a longer one is not read.
  static let mostBytes = 64 * 1024
  /// Marks and notes that are kept, and lines of each kind.
  static let mostMarks = 200
  private static let mostTyped = 100
  private static let longestText = 300
  private static let head = "savescope state 1"

  init() {}

  /// Reads the form; nil where it is damaged: then nothing of it is used.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.mostBytes, let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    guard lines.first == Self.head[...] else { return nil }
    lines.removeFirst()
    for line in lines { guard take(line) else { return nil } }
  }

  private mutating func take(_ line: Substring) -> Bool {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return false }
    switch parts[0] {
    case "typed":
      let words = parts[1].split(separator: " ", maxSplits: 1)
      guard words.count == 2, let kind = Prompt.Kind(rawValue: String(words[0])) else { return false }
      typed[kind, default: []].append(String(words[1]))
      return typed[kind, default: []].count <= Self.mostTyped
    case "mark", "note":
      guard let mark = Self.mark(parts[1], isNote: parts[0] == "note") else { return false }
      marks.append(mark)
      return marks.count <= Self.mostMarks
    default: return false
    }
  }

  private static func mark(_ text: Substring, isNote: Bool) -> MarkedPlace? {
    let parts = text.split(separator: "|", maxSplits: 2).map { String($0).trimmed }
    if isNote {
      guard parts.count == 3, let place = Place(text: parts[0]) else { return nil }
      return MarkedPlace(letter: nil, place: place, words: parts[1], note: parts[2])
    }
    guard parts.count == 3, let letter = parts[0].unicodeScalars.first, parts[0].unicodeScalars.count == 1,
      letter.properties.isAlphabetic, let place = Place(text: parts[1])
    else { return nil }
    return MarkedPlace(letter: letter, place: place, words: parts[2], note: nil)
  }

  /// The form: never longer than what is read again.
  var bytes: [UInt8] {
    var lines = [Self.head]
    for mark in marks.suffix(Self.mostMarks) {
      guard let place = mark.place.text else { continue }
      let words = Self.oneLine(mark.words, without: "|")
      if let letter = mark.letter { lines.append("mark \(letter) | \(place) | \(words)") }
      if let note = mark.note { lines.append("note \(place) | \(words) | \(Self.oneLine(note))") }
    }
    for kind in Prompt.Kind.allCases {
      for text in (typed[kind] ?? []).suffix(Self.mostTyped) {
        lines.append("typed \(kind.rawValue) \(Self.oneLine(text))")
      }
    }
    var bytes: [UInt8] = []
    for line in lines where bytes.count + line.utf8.count < Self.mostBytes { bytes += Array(line.utf8) + [10] }
    return bytes
  }

  /// Text that takes one line and has something in it.
  private static func oneLine(_ text: String, without sign: Unicode.Scalar? = nil) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(longestText) where scalar != sign {
      line.append(EscapedText.isShown(scalar) || scalar == " " ? scalar : "?")
    }
    return line.isEmpty ? "-" : String(line)
  }
}
