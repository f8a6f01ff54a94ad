@_spi(Measuring) import SaveStream

/// The settings file: lines of `set NAME VALUE`, `bind KEY COMMAND [VIEW…]` and `unbind KEY [VIEW…]`. Later lines win.
extension Settings {
  /// Reads the bytes of a settings file. A line that is wrong changes nothing and is among the problems.
  public init(file bytes: [UInt8]) {
    self.init()
    var changes = KeyChanges()
    for (position, line) in SettingsLine.lines(of: bytes).enumerated() where !line.words.isEmpty {
      do throws(SettingsProblem) {
        try apply(line, &changes)
      } catch {
        var problem = error
        problem.line = position + 1
        note(problem)
      }
    }
    keys = changes.keyMap
  }

  private mutating func apply(_ line: SettingsLine, _ changes: inout KeyChanges) throws(SettingsProblem) {
    switch line[0] {
    case "set":
      guard let name = line[1], let value = line[2], line.words.count == 3 else {
        throw SettingsProblem("set takes a name and a value", advice: "as in set theme dark")
      }
      try set(name, to: value)
    case "bind":
      guard let key = line[1], let command = line[2] else {
        throw SettingsProblem("bind takes a key and a command", advice: "as in bind x copy, or bind x copy tree pages")
      }
      try changes.bind(key, to: command, in: line.words.dropFirst(3).map(\.text))
    case "unbind":
      guard let key = line[1] else {
        throw SettingsProblem("unbind takes a key", advice: "as in unbind x, or unbind x tree pages")
      }
      try changes.unbind(key, in: line.words.dropFirst(2).map(\.text))
    default:
      throw SettingsProblem(
        "\(Self.quoted(line[0] ?? "")) is unknown",
        advice: "a line is set NAME VALUE, bind KEY COMMAND [VIEW...] or unbind KEY [VIEW...]")
    }
  }

  /// Gives a setting a value, both as they are written.
  mutating func set(_ name: String, to value: String) throws(SettingsProblem) {
    guard let setting = Setting(rawValue: name) else {
      throw SettingsProblem("there is no setting \(Self.quoted(name))", advice: Setting.listed)
    }
    guard setting.change(&self, to: value) else {
      throw SettingsProblem("\(name) cannot be \(Self.quoted(value))", advice: setting.usage)
    }
  }

  /// A word as a message repeats it: not more of it than tells which one is meant.
  static func quoted(_ word: String) -> String {
    let most = 30
    return "\"" + (word.count > most ? word.prefix(most) + "..." : word) + "\""
  }

  /// The bytes of the settings file with these settings in it. Lines that say otherwise are changed, settings that no
  /// line has and that are not as usual are added at the end; everything else stays as it is, byte for byte.
  public func written(into file: [UInt8]) -> [UInt8] {
    let former = Settings(file: file)
    let lines = SettingsLine.lines(of: file)
    var bytes = file
    var added = ""
    var changes: [(range: Range<Int>, value: String)] = []
    for setting in Setting.allCases {
      let value = setting.value(in: self)
      guard setting.value(in: former) != value else { continue }
      // The last line wins, so it is the one to change.
      let line = lines.last { $0[0] == "set" && $0[1] == setting.rawValue && $0.words.count == 3 }
      if let line {
        changes.append((line.words[2].range, value))
      } else {
        added += "set \(setting.rawValue) \(value)\n"
      }
    }
    for change in changes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(change.range, with: change.value.utf8)
    }
    if !added.isEmpty, let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return bytes + added.utf8
  }
}

/// A line of a settings file, taken apart: words with blanks between them, up to a comment.
struct SettingsLine: Sendable, Equatable {
  /// A word and where it stands among the bytes of the file.
  struct Word: Sendable, Equatable {
    let text: String
    let range: Range<Int>
  }

  let words: [Word]

  /// The text of the word at a position; nil past the last.
  subscript(position: Int) -> String? { words.indices.contains(position) ? words[position].text : nil }

  /// The lines of a file. A line may end in a carriage return and a line feed.
  static func lines(of bytes: [UInt8]) -> [SettingsLine] {
    var lines: [SettingsLine] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      lines.append(SettingsLine(bytes, start..<end))
      start = end + 1
    }
    return lines
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    var words: [Word] = []
    var place = range.lowerBound
    while let start = bytes[place..<range.upperBound].firstIndex(where: { !Self.isBlank($0) }) {
      let end = bytes[start..<range.upperBound].firstIndex(where: Self.isBlank) ?? range.upperBound
      // A key may be a number sign; anywhere else one begins a comment.
      let isKey = words.count == 1 && ["bind", "unbind"].contains(words[0].text)
      if bytes[start] == UInt8(ascii: "#"), !isKey { break }
      words.append(Word(text: Self.text(bytes[start..<end]), range: start..<end))
      place = end
    }
    self.words = words
  }

  /// A word as text; what is no UTF-8 in its escaped form, so that a message can name it.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? EscapedText.of(Array(bytes))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
