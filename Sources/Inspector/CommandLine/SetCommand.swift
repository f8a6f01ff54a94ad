import SaveStream

/// `:set` of the command line.
enum SetCommand: Equatable, Sendable {
  /// `:set`: all settings.
  case list
  /// `:set NAME`
  case show(Setting)
  /// `:set NAME VALUE`
  case change(Setting, String)
  /// What is wrong, and what is allowed.
  case refused(String)

  /// - Parameter words: those behind `set`.
  init(_ words: [String]) {
    guard let name = words.first else {
      self = .list
      return
    }
    guard let setting = Setting(rawValue: name) else {
      self = .refused("There is no setting \(Settings.quoted(name)); \(Setting.listed)")
      return
    }
    switch words.count {
    case 1: self = .show(setting)
    case 2 where setting.values.contains(words[1]): self = .change(setting, words[1])
    case 2: self = .refused("\(setting.rawValue) cannot be \(Settings.quoted(words[1])); \(setting.usage)")
    default: self = .refused("Type set NAME VALUE")
    }
  }

  /// What words typed behind `set` can become.
  static func completions(of typed: String) -> [String] {
    let words = typed.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let choices =
      switch words.count {
      case 0...1: Setting.allCases.map { "\($0.rawValue) " }
      case 2: (Setting(rawValue: words[0])?.values ?? []).map { "\(words[0]) \($0)" }
      default: [String]()
      }
    return choices.filter { $0.hasPrefix(typed) }
  }
}
