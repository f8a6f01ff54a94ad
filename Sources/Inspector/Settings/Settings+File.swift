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
