import SaveStream

/// The last line: what some keys do.
struct HintLine {
  let scene: Scene
  let current: ViewKind
  /// Whether the view has nothing in it.
  let isEmpty: Bool

  /// What makes sense in an empty view.
  private static let everUseful: Set<Command> = [.search, .commandLine, .nextFinding, .help, .leave]

  /// The hints that fit; help and the way back always do.
  var buttons: [Frame.Button] {
    let all = scene.keys.hints(for: current).filter { !isEmpty || Self.everUseful.contains($0.command) }
    let isLasting = { (binding: KeyMap.Binding) in binding.command == .help || binding.command == .leave }
    var room = scene.columns + 1 - all.filter(isLasting).reduce(0) { $0 + Self.width(of: $1) }
    var shown: [KeyMap.Binding] = []
    for binding in all where !isLasting(binding) {
      room -= Self.width(of: binding)
      guard room >= 0 else { break }
      shown.append(binding)
    }
    var column = 1
    return (shown + all.filter(isLasting)).map { binding in
      let width = Self.width(of: binding)
      defer { column += width }
      return Frame.Button(
        columns: column..<column + width, key: binding.keys.first?.name ?? "", text: binding.hint ?? "",
        command: binding.command)
    }
  }

  private static func width(of hint: KeyMap.Binding) -> Int {
    TextWidth.of(hint.keys.first?.name ?? "") + TextWidth.of(hint.hint ?? "") + 3
  }

  func draw(into grid: inout Grid, row: Int) {
    for hint in buttons {
      let end = grid.put(hint.key, row: row, column: hint.columns.lowerBound, style: .hintKey)
      grid.put(" " + hint.text, row: row, column: end, style: .hintText)
    }
  }
}
