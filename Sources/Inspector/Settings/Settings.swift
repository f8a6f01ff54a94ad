@_spi(Measuring) import SaveStream

/// What the user has chosen: the settings file's choices at the start, those of `:set` from then on.
@_spi(Measuring) public struct Settings: Sendable {
  public var theme = Theme.auto
  var units = SizeUnits.binary
  /// Whether the inspector takes the mouse.
  public var mouse = true
  var glyphs = GlyphChoice.auto
  /// The view that is shown first.
  var start = ViewKind.summary
  /// Whether what was looked at stays.
  public var state = true
  var keys = KeyMap.standard
  /// What is wrong with the settings file, in the order of its lines.
  private(set) var problems: [SettingsProblem] = []
  /// Problems past those that are kept.
  private(set) var furtherProblems = 0

  /// The settings where nothing was chosen.
  public init() {}

  /// Adds what is wrong with the settings file.
  public mutating func note(_ problem: SettingsProblem) {
    if problems.count < Self.mostProblems { problems.append(problem) } else { furtherProblems += 1 }
  }

  private static let mostProblems = 50
}

/// Which colours are used.
@_spi(Measuring) public enum Theme: String, Sendable, CaseIterable {
  /// By what the terminal has, and by its background where that can be told.
  case auto
  /// 256 colours on a dark background.
  case dark
  /// 256 colours on a light background.
  case light
  /// The sixteen colours of the terminal's own palette.
  case sixteen = "16"
  /// None: bold, underlined and reversed only.
  case mono
}

/// Which characters lines, signs and bars are drawn with.
enum GlyphChoice: String, Sendable, CaseIterable {
  /// Those that the locale can show.
  case auto
  case unicode
  case ascii

  /// - Parameter own: what the terminal's locale can show.
  func glyphs(own: Glyphs) -> Glyphs {
    var glyphs: Glyphs =
      switch self {
      case .auto: own
      case .unicode: .unicode
      case .ascii: .ascii
      }
    glyphs.hasColors = own.hasColors
    return glyphs
  }
}

/// Something in the settings file, or in a `:set`, that is not as it must be. Nothing of it ends the program.
@_spi(Measuring) public struct SettingsProblem: Error, Sendable, Equatable {
  /// The line of the file, from 1; nil where it is about the file as a whole.
  var line: Int?
  /// What is wrong: safe for a screen.
  let wrong: String
  /// What is allowed, or what to do: safe for a screen.
  let advice: String

  /// - Parameters:
  ///   - wrong: what is wrong; control characters in it are escaped.
  ///   - advice: what is allowed, or what to do.
  public init(_ wrong: String, advice: String) {
    self.wrong = EscapedText.of(wrong, unicode: false)
    self.advice = EscapedText.of(advice, unicode: false)
  }

  /// "config line 3", or "config".
  var place: String { line.map { "config line \($0)" } ?? "config" }

  /// All of it, in one sentence.
  var text: String { "\(place): \(wrong); \(advice)" }
}

extension Settings {
  /// What the status line says of the settings file at the start; nil where nothing is wrong with it.
  var firstProblem: String? {
    guard let first = problems.first else { return nil }
    let way = keys.keyName(of: .help, in: start).map { "; \($0) shows more" } ?? ""
    return "\(first.place): \(first.wrong)\(way)"
  }
}
