@_spi(Measuring) import Inspector

extension Appearance {
  /// With what any terminal can do, such as a VT100.
  static func withoutColor(_ style: Style) -> Appearance {
    switch style {
    case .title, .status, .selection, .cursor, .changed: Appearance(nil, .reverse)
    case .titleCurrent, .statusTrouble: Appearance(nil, [.reverse, .bold])
    case .heading, .hintKey, .error, .warning, .prompt, .promptWrong, .borderFocused, .fieldOdd, .added, .heat3, .heat4,
      .typeBroken:
      Appearance(nil, .bold)
    // What is lit among bytes is underlined: the cursor alone is reversed, and is seen in the midst of it.
    case .headingCurrent, .selectionInactive, .fieldSelected: Appearance(nil, [.bold, .underline])
    case .match: Appearance(nil, [.reverse, .underline])
    case .matchCurrent: Appearance(nil, [.reverse, .bold, .underline])
    case .fieldEven, .kept, .removed: Appearance(nil, .underline)
    default: Appearance()
    }
  }
}
