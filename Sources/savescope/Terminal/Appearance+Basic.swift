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

  /// With eight or sixteen colours, of which the first eight are the same.
  static func inEightColors(_ style: Style) -> Appearance {
    switch style {
    case .plain, .name, .dim, .hintText, .offset, .border: Appearance()
    case .heading: Appearance(Color.cyan, on: nil, .bold)
    case .title: Appearance(Color.white, on: Color.blue)
    case .titleCurrent: Appearance(Color.white, on: Color.blue, [.bold, .underline])
    case .status: Appearance(Color.black, on: Color.white)
    case .hintKey: Appearance(Color.cyan, on: nil, .bold)
    case .borderFocused: Appearance(Color.cyan)
    case .selection: Appearance(Color.black, on: Color.cyan)
    case .selectionInactive: Appearance(Color.black, on: Color.white)
    case .error, .promptWrong: Appearance(Color.red, on: nil, .bold)
    case .warning: Appearance(Color.yellow, on: nil, .bold)
    case .note: Appearance(Color.cyan)
    case .good: Appearance(Color.green)
    case .value: Appearance(Color.cyan)
    case .text: Appearance(Color.green)
    case .match: Appearance(Color.black, on: Color.yellow)
    case .matchCurrent: Appearance(Color.white, on: Color.magenta, .bold)
    case .fieldEven: Appearance(Color.white, on: Color.blue)
    case .fieldOdd: Appearance(Color.black, on: Color.green)
    case .fieldSelected: Appearance(Color.black, on: Color.cyan)
    case .padding: Appearance(nil, on: nil, .underline)
    case .barFraming: Appearance(Color.white)
    case .barPFNs: Appearance(Color.blue)
    case .barPageData: Appearance(Color.green)
    case .barCompressed: Appearance(Color.yellow)
    case .barMetadata: Appearance(Color.magenta)
    case .barTail: Appearance(Color.cyan)
    case .barUnknown: Appearance(Color.red)
    case .barEmpty: Appearance()
    case .prompt: Appearance(nil, on: nil, .bold)
    }
  }

  /// With what any terminal can do, such as a VT100.
  static func withoutColor(_ style: Style) -> Appearance {
    switch style {
    case .title, .status, .selection: Appearance(nil, on: nil, .reverse)
    case .titleCurrent, .matchCurrent, .fieldSelected: Appearance(nil, on: nil, [.reverse, .bold])
    case .heading, .hintKey, .error, .warning, .prompt, .promptWrong, .borderFocused: Appearance(nil, on: nil, .bold)
    case .selectionInactive, .match: Appearance(nil, on: nil, [.bold, .underline])
    case .fieldEven: Appearance(nil, on: nil, .underline)
    case .fieldOdd: Appearance(nil, on: nil, .bold)
    default: Appearance()
    }
  }
}
