import Inspector

extension Appearance {
  /// With xterm's 256 colours. Where there is no background of our own, shades from the middle, which can be read on
  /// black and on white.
  static func inPalette(_ style: Style) -> Appearance {
    switch style {
    case .plain: Appearance()
    case .dim: Appearance(244)
    case .heading: Appearance(31, .bold)
    case .title: Appearance(254, on: 24)
    case .titleCurrent: Appearance(231, on: 31, .bold)
    case .status: Appearance(252, on: 238)
    case .hintKey: Appearance(31, .bold)
    case .hintText: Appearance(244)
    case .border: Appearance(242)
    case .borderFocused: Appearance(31)
    case .selection: Appearance(231, on: 25, .bold)
    case .selectionInactive: Appearance(254, on: 240)
    case .error: Appearance(160, .bold)
    case .warning: Appearance(172, .bold)
    case .note: Appearance(67)
    case .good: Appearance(71)
    case .name: Appearance()
    case .value: Appearance(31)
    case .text: Appearance(101)
    case .offset: Appearance(244)
    case .match: Appearance(16, on: 180)
    case .matchCurrent: Appearance(16, on: 214, .bold)
    case .fieldEven: Appearance(255, on: 23)
    case .fieldOdd: Appearance(255, on: 60)
    case .fieldSelected: Appearance(16, on: 80, .bold)
    case .padding: Appearance(250, on: 240)
    case .barFraming: Appearance(245)
    case .barPFNs: Appearance(67)
    case .barPageData: Appearance(71)
    case .barCompressed: Appearance(172)
    case .barMetadata: Appearance(133)
    case .barTail: Appearance(37)
    case .barUnknown: Appearance(160)
    case .barEmpty: Appearance(242)
    case .heat0: Appearance(243)
    case .heat1: Appearance(63)
    case .heat2: Appearance(133)
    case .heat3: Appearance(162)
    case .heat4: Appearance(166, .bold)
    case .typeTable: Appearance(98)
    case .typeOrdinary: Appearance(65)
    case .typeBroken: Appearance(160, .bold)
    case .typeAbsent: Appearance(243)
    case .encodingFull: Appearance(31)
    case .encodingDelta: Appearance(166)
    case .encodingEmpty: Appearance(243)
    case .encodingRaw: Appearance(65)
    case .changed: Appearance(16, on: 222)
    case .added: Appearance(16, on: 151)
    case .removed: Appearance(16, on: 217)
    case .prompt: Appearance(nil, .bold)
    case .promptWrong: Appearance(160, .bold)
    }
  }

  private init(_ foreground: Int32?, _ attributes: Attributes) { self.init(foreground, on: nil, attributes) }
}
