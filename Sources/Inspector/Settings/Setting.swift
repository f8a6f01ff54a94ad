@_spi(Measuring) import SaveStream

/// The table of settings: the settings file, `:set` with its completion, and the help come from it.
enum Setting: String, Sendable, CaseIterable {
  case theme, units, mouse, glyphs, start, state

  /// What it decides, for the help.
  var help: String {
    switch self {
    case .theme: "the colours"
    case .units: "how sizes are shown, as in 12.3 KiB, 12.6 kB or 12,595 B"
    case .mouse: "whether the mouse is taken; off leaves it to the terminal's own selection"
    case .glyphs: "the characters of lines, signs and bars; auto takes those of the locale"
    case .start: "the view that is shown first"
    case .state: "whether marks, notes and what was typed are kept for the next time the capture is opened"
    }
  }

  /// The values it can have.
  var values: [String] {
    switch self {
    case .theme: Theme.allCases.map(\.rawValue)
    case .units: SizeUnits.allCases.map(\.rawValue)
    case .mouse, .state: ["on", "off"]
    case .glyphs: GlyphChoice.allCases.map(\.rawValue)
    case .start: ViewKind.numbered.map(\.name)
    }
  }

  /// Its value, as it is written.
  func value(in settings: Settings) -> String {
    switch self {
    case .theme: settings.theme.rawValue
    case .units: settings.units.rawValue
    case .mouse: settings.mouse ? "on" : "off"
    case .glyphs: settings.glyphs.rawValue
    case .start: settings.start.name
    case .state: settings.state ? "on" : "off"
    }
  }

  /// Gives it another value; false where it cannot have that one.
  func change(_ settings: inout Settings, to value: String) -> Bool {
    guard values.contains(value) else { return false }
    switch self {
    case .theme: settings.theme = Theme(rawValue: value) ?? settings.theme
    case .units: settings.units = SizeUnits(rawValue: value) ?? settings.units
    case .mouse: settings.mouse = value == "on"
    case .glyphs: settings.glyphs = GlyphChoice(rawValue: value) ?? settings.glyphs
    case .start: settings.start = ViewKind(named: value) ?? settings.start
    case .state: settings.state = value == "on"
    }
    return true
  }

  /// "theme is auto, dark, light, 16 or mono".
  var usage: String { "\(rawValue) is \(Self.list(values))" }

  /// "settings are theme, units, mouse, glyphs and start".
  static var listed: String { "settings are \(list(allCases.map(\.rawValue), "and"))" }

  /// "a, b or c".
  static func list(_ words: [String], _ conjunction: String = "or") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
