import Inspector

extension Appearance {
  /// With what any terminal can do, such as a VT100.
  static func withoutColor(_ style: Style) -> Appearance {
    switch style {
    case .title, .status, .selection, .changed: Appearance(nil, .reverse)
    case .titleCurrent, .matchCurrent, .fieldSelected: Appearance(nil, [.reverse, .bold])
    case .heading, .hintKey, .error, .warning, .prompt, .promptWrong, .borderFocused, .fieldOdd, .added, .heat3, .heat4,
      .typeBroken:
      Appearance(nil, .bold)
    case .selectionInactive, .match: Appearance(nil, [.bold, .underline])
    case .fieldEven, .removed: Appearance(nil, .underline)
    default: Appearance()
    }
  }
}
