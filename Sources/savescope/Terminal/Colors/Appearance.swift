import CTerminal

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

  init(_ foreground: Int32?, _ attributes: Attributes) { self.init(foreground, on: nil, attributes) }

  /// The same on a terminal of eight colours: bold stands in for the bright ones, as those terminals draw it.
  var inEightColors: Appearance {
    var look = self
    if let bright = foreground, bright >= 8 {
      look.foreground = bright == 8 ? nil : bright - 8
      if bright != 8 { look.attributes.insert(.bold) }
    }
    if let background, background >= 8 { look.background = background - 8 }
    return look
  }
}
