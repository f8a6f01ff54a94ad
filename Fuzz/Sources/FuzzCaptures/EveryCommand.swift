@_spi(Measuring) @testable import Inspector

/// Keys for each command in each view. A view leaves alone what it does not know, and says of each whether it offers it.
enum EveryCommand {
  /// A table of keys, and behind it one for each command in each view.
  static func keyMap(behind own: KeyMap) -> KeyMap {
    KeyMap(
      own.bindings
        + zip(commands, strokes).map { command, stroke in
          KeyMap.Binding(
            keys: [stroke], command: command, group: .other, help: command.name, hint: command.name,
            views: Set(ViewKind.allCases))
        })
  }

  /// What is pressed for each command.
  static let keys: [[InspectorEvent]] = strokes.map { [.key($0.first)] + ($0.second.map { [.key($0)] } ?? []) }

  private static let strokes = commands.indices.map { place in
    KeyStroke(.control("x"), .character(Unicode.Scalar(UInt8(0x21 + place % 0x5d))))
  }

  /// Those that views are given.
  private static let commands = Command.named.values.filter(isForViews).sorted { $0.name < $1.name }

  private static func isForViews(_ command: Command) -> Bool {
    switch command {
    case .view, .help, .leave, .stepBack, .quit, .redraw, .suspend, .toggleMouse, .stop, .back, .forward: false
    case .search, .commandLine, .filter, .mark, .goToMark, .export, .listMatches: false
    default: true
    }
  }
}
