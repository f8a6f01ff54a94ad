import Inspector

extension Appearance {
  /// The eight colours of ECMA-48, by number.
  private enum Color {
    static let black: Int32 = 0
    static let red: Int32 = 1
    static let green: Int32 = 2
    static let yellow: Int32 = 3
    static let blue: Int32 = 4
    static let magenta: Int32 = 5
    static let cyan: Int32 = 6
    static let white: Int32 = 7
  }

  /// With eight or sixteen colours, of which the first eight are the same. Text on the terminal's own background has
  /// its own colour, green or red: the others cannot be read on black and on white.
  static func inEightColors(_ style: Style) -> Appearance {
    switch style {
    case .plain, .name, .value, .text, .note, .dim, .hintText, .offset, .border, .barEmpty, .barFraming: Appearance()
    case .heading, .hintKey, .borderFocused, .prompt: Appearance(nil, on: nil, .bold)
    case .title: Appearance(Color.white, on: Color.blue)
    case .titleCurrent: Appearance(Color.white, on: Color.blue, [.bold, .underline])
    case .status: Appearance(Color.black, on: Color.white)
    case .selection: Appearance(Color.black, on: Color.cyan)
    case .selectionInactive: Appearance(Color.black, on: Color.white)
    case .error, .promptWrong: Appearance(Color.red, on: nil, .bold)
    case .warning: Appearance(Color.black, on: Color.yellow)
    case .good: Appearance(Color.green)
    case .match: Appearance(Color.black, on: Color.yellow)
    case .matchCurrent: Appearance(Color.white, on: Color.magenta, .bold)
    case .fieldEven: Appearance(Color.white, on: Color.blue)
    case .fieldOdd: Appearance(Color.black, on: Color.green)
    case .fieldSelected: Appearance(Color.black, on: Color.cyan)
    case .padding: Appearance(nil, on: nil, .underline)
    case .barPFNs: Appearance(Color.blue)
    case .barPageData: Appearance(Color.green)
    case .barCompressed: Appearance(Color.yellow)
    case .barMetadata: Appearance(Color.magenta)
    case .barTail: Appearance(Color.cyan)
    case .barUnknown: Appearance(Color.red)
    case .heat0, .typeOrdinary, .typeAbsent, .encodingEmpty: Appearance()
    case .heat1: Appearance(Color.blue)
    case .heat2, .encodingRaw: Appearance(Color.green)
    case .heat3, .encodingDelta: Appearance(Color.yellow)
    case .heat4, .typeBroken: Appearance(Color.red, on: nil, .bold)
    case .typeTable: Appearance(Color.magenta)
    case .encodingFull: Appearance(Color.cyan)
    case .changed: Appearance(Color.black, on: Color.yellow)
    case .added: Appearance(Color.black, on: Color.green)
    case .removed: Appearance(Color.white, on: Color.red)
    }
  }

  /// With what any terminal can do, such as a VT100.
  static func withoutColor(_ style: Style) -> Appearance {
    switch style {
    case .title, .status, .selection: Appearance(nil, on: nil, .reverse)
    case .titleCurrent, .matchCurrent, .fieldSelected: Appearance(nil, on: nil, [.reverse, .bold])
    case .heading, .hintKey, .error, .warning, .prompt, .promptWrong, .borderFocused: Appearance(nil, on: nil, .bold)
    case .selectionInactive, .match: Appearance(nil, on: nil, [.bold, .underline])
    case .heat3, .heat4, .typeBroken, .changed, .added: Appearance(nil, on: nil, .bold)
    case .removed: Appearance(nil, on: nil, .underline)
    case .fieldEven: Appearance(nil, on: nil, .underline)
    case .fieldOdd: Appearance(nil, on: nil, .bold)
    default: Appearance()
    }
  }
}
