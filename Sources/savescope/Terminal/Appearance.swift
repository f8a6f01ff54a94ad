import CTerminal
import Inspector

/// How a role looks on a terminal.
struct Appearance: Equatable {
  /// A colour of the terminal's palette; nil for its own default.
  var foreground: Int32?
  /// A colour of the terminal's palette; nil for its own default.
  var background: Int32?
  var attributes: Attributes = []

  /// What a terminal can do to characters besides colouring them.
  struct Attributes: OptionSet {
    let rawValue: UInt32
    static let bold = Attributes(rawValue: CT_BOLD.rawValue)
    static let reverse = Attributes(rawValue: CT_REVERSE.rawValue)
    static let underline = Attributes(rawValue: CT_UNDERLINE.rawValue)
    static let dim = Attributes(rawValue: CT_DIM.rawValue)
  }

  init(_ foreground: Int32? = nil, on background: Int32? = nil, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The look of a role where there are `colors` colours; 0 for none.
  static func of(_ style: Style, colors: Int) -> Appearance {
    switch colors {
    // Terminals of true colour take numbers past 7 for shades, not for places of a palette.
    case 256: inPalette(style)
    case 8...: inEightColors(style)
    default: withoutColor(style)
    }
  }
}
