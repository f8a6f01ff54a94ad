/// `:set` and `:write` of the command line.
enum SetCommand: Equatable, Sendable {
  /// `:set`: all settings.
  case list
  /// `:set NAME`
  case show(Setting)
  /// `:set NAME VALUE`
  case change(Setting, String)
  /// `:write`, into the settings file.
  case write
  /// What is wrong, and what is allowed.
  case refused(String)

  /// nil for a line of another command.
  init?(_ line: String) {
    let words = line.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("write", 1), ("w", 1): self = .write
    case ("set", 1): self = .list
    case ("set", 2...3):
      guard let setting = Setting(rawValue: words[1]) else {
        self = .refused("There is no setting \(Settings.quoted(words[1])); \(Setting.listed)")
        return
      }
      if words.count == 2 {
        self = .show(setting)
      } else if setting.values.contains(words[2]) {
        self = .change(setting, words[2])
      } else {
        self = .refused("\(setting.rawValue) cannot be \(Settings.quoted(words[2])); \(setting.usage)")
      }
    case ("write", _), ("w", _): self = .refused("write takes no words: it writes the settings file")
    case ("set", _): self = .refused("Type set NAME VALUE")
    default: return nil
    }
  }

  /// The lines that a line typed so far can become.
  static func completions(of line: String) -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let lines =
      switch words.count {
      case 1: ["set ", "write"]
      case 2 where words[0] == "set": Setting.allCases.map { "set \($0.rawValue) " }
      case 3 where words[0] == "set": (Setting(rawValue: words[1])?.values ?? []).map { "set \(words[1]) \($0)" }
      default: [String]()
      }
    return lines.filter { $0.hasPrefix(line) }
  }
}

extension Inspector {
  /// Carries it out; the refusal in words when it cannot be.
  mutating func perform(_ command: SetCommand, _ effects: inout [Effect]) -> String? {
    switch command {
    case .list:
      message = Message(
        Setting.allCases.map { "\($0.rawValue) \($0.value(in: settings))" }.joined(separator: ", "))
    case .show(let setting):
      message = Message("\(setting.rawValue) is \(setting.value(in: settings)) of \(Setting.list(setting.values))")
    case .change(let setting, let value): change(setting, to: value, &effects)
    case .write: effects.append(.writeSettings(settings))
    case .refused(let words): return EscapedText.of(words, unicode: glyphs.isUnicode)
    }
    return nil
  }

  private mutating func change(_ setting: Setting, to value: String, _ effects: inout [Effect]) {
    guard setting.change(&settings, to: value) else { return }
    switch setting {
    case .theme: effects.append(.setTheme(settings.theme))
    case .mouse: effects.append(.setMouse(settings.mouse))
    case .units, .glyphs, .start: break
    }
    message = Message("\(setting.rawValue) is \(value); :write keeps it")
  }
}
