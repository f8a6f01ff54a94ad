@_spi(Measuring) import Inspector

extension Appearance {
  /// With xterm's 256 colours on a background that is not known: shades from the middle, which can be read on black
  /// and on white. Steps of heat differ in hue only.
  static func onEither(_ style: Style) -> Appearance {
    switch style {
    case .plain: Appearance()
    case .dim: Appearance(244)
    case .heading: Appearance(31, .bold)
    case .headingCurrent: Appearance(31, [.bold, .underline])
    case .title: Appearance(254, on: 24)
    case .titleCurrent: Appearance(231, on: 25, .bold)
    case .status: Appearance(252, on: 238)
    case .statusTrouble: Appearance(231, on: 124, .bold)
    case .hintKey: Appearance(31, .bold)
    case .hintText: Appearance(244)
    case .border: Appearance(242)
    case .borderFocused: Appearance(31)
    case .selection: Appearance(231, on: 25, .bold)
    case .selectionInactive: Appearance(254, on: 240)
    case .cursor: Appearance(nil, .reverse)
    case .error: Appearance(160, .bold)
    case .warning: Appearance(166, .bold)
    case .note: Appearance(67)
    case .good: Appearance(65)
    case .name: Appearance()
    case .value: Appearance(31)
    case .text: Appearance(101)
    case .offset: Appearance(244)
    case .match: Appearance(16, on: 180)
    case .matchCurrent: Appearance(16, on: 214, .bold)
    case .fieldEven: Appearance(255, on: 23)
    case .fieldOdd: Appearance(255, on: 60)
    case .fieldSelected: Appearance(16, on: 80, .bold)
    case .padding: Appearance(252, on: 238)
    case .barEmpty: Appearance(242)
    case .heat0: Appearance(243)
    case .heat1: Appearance(63)
    case .heat2: Appearance(133)
    case .heat3: Appearance(162)
    case .heat4: Appearance(166, .bold)
    case .typeBroken: Appearance(160, .bold)
    case .typeAbsent: Appearance(243)
    case .changed: Appearance(16, on: 222)
    case .added: Appearance(16, on: 151)
    case .removed: Appearance(16, on: 217)
    case .prompt: Appearance(nil, .bold)
    case .byteZero: Appearance(244)
    case .byteHigh: Appearance(31)
    case .kept: Appearance(255, on: 60)
    case .promptWrong: Appearance(160, .bold)
    // What has a hue.
    default: Appearance()
    }
  }
}
