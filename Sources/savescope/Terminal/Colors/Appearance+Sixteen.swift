@_spi(Measuring) import Inspector

extension Appearance {
  /// The sixteen colours that terminals have in common, by number.
  enum Color {
    static let black: Int32 = 0
    static let red: Int32 = 1
    static let green: Int32 = 2
    static let yellow: Int32 = 3
    static let blue: Int32 = 4
    static let magenta: Int32 = 5
    static let cyan: Int32 = 6
    static let white: Int32 = 7
    static let gray: Int32 = 8
    static let brightRed: Int32 = 9
    static let brightYellow: Int32 = 11
    static let brightBlue: Int32 = 12
    static let brightMagenta: Int32 = 13
    static let brightCyan: Int32 = 14
    static let brightWhite: Int32 = 15
  }

  /// On a background that is not known. Text on it has the terminal's own colour or red, heat those few colours that
  /// can be told from black and from white.
  static func sixteen(_ style: Style) -> Appearance {
    switch style {
    case .heading, .hintKey, .borderFocused, .prompt: Appearance(nil, .bold)
    case .headingCurrent: Appearance(nil, [.bold, .underline])
    case .error, .promptWrong, .typeBroken: Appearance(Color.red, .bold)
    case .heat0: Appearance(Color.gray)
    case .heat1: Appearance(Color.brightBlue)
    case .heat2: Appearance(Color.magenta)
    case .heat3: Appearance(Color.brightMagenta)
    case .heat4: Appearance(Color.brightRed)
    case .title, .titleCurrent, .status, .statusTrouble, .selection, .selectionInactive, .cursor, .warning, .match,
      .matchCurrent, .fieldEven, .fieldOdd, .fieldSelected, .padding, .kept, .changed, .added, .removed:
      onOwnBackground(style)
    default: Appearance()
    }
  }

  /// On black, as on the Linux console.
  static func sixteenOnBlack(_ style: Style) -> Appearance {
    switch style {
    case .heading, .hintKey: Appearance(Color.cyan, .bold)
    case .headingCurrent: Appearance(Color.cyan, [.bold, .underline])
    case .borderFocused, .value, .note, .byteHigh: Appearance(Color.cyan)
    case .prompt: Appearance(nil, .bold)
    case .error, .promptWrong, .typeBroken: Appearance(Color.brightRed, .bold)
    case .good: Appearance(Color.green)
    case .text: Appearance(Color.yellow)
    case .heat0, .byteZero: Appearance(Color.gray)
    case .heat1: Appearance(Color.brightBlue)
    case .heat2: Appearance(Color.brightMagenta)
    case .heat3: Appearance(Color.brightRed)
    case .heat4: Appearance(Color.brightYellow)
    case .title, .titleCurrent, .status, .statusTrouble, .selection, .selectionInactive, .cursor, .warning, .match,
      .matchCurrent, .fieldEven, .fieldOdd, .fieldSelected, .padding, .kept, .changed, .added, .removed:
      onOwnBackground(style)
    default: Appearance()
    }
  }

  /// What brings its own background along, and so looks the same everywhere.
  private static func onOwnBackground(_ style: Style) -> Appearance {
    switch style {
    case .title: Appearance(Color.white, on: Color.blue)
    case .titleCurrent: Appearance(Color.white, on: Color.blue, [.bold, .underline])
    case .status, .selectionInactive: Appearance(Color.black, on: Color.white)
    case .selection, .fieldSelected: Appearance(Color.black, on: Color.cyan)
    case .warning, .match, .changed: Appearance(Color.black, on: Color.yellow)
    case .matchCurrent: Appearance(Color.brightWhite, on: Color.magenta, .bold)
    case .fieldEven, .kept: Appearance(Color.white, on: Color.blue)
    case .fieldOdd, .added: Appearance(Color.black, on: Color.green)
    case .removed, .statusTrouble: Appearance(Color.brightWhite, on: Color.red)
    // No colour has a background of its own that nothing else here has.
    case .cursor: Appearance(nil, .reverse)
    default: Appearance(nil, .underline)
    }
  }
}
