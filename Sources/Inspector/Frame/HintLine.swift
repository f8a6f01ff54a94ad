@_spi(Measuring) import SaveStream

/// The last line: what some keys do.
struct HintLine {
  let scene: Scene
  let current: ViewKind
  /// Whether the view has nothing in it.
  let isEmpty: Bool
  /// Whether a command does something where one is.
  let offers: (Command) -> Bool

  /// What makes sense in an empty view.
  private static let everUseful: Set<Command> = [.search, .commandLine, .nextFinding, .help, .leave]

  /// What is worth a place where there is little room, first; the others follow in the order of the table.
  private static let ranks: [Command] = [
    .activate, .page, .pageRows, .compare, .filter, .changeLook, .export, .sortColumn, .nextPane, .nextSend,
    .nextDifference, .zoomIn, .copyCommand, .nextCheckpoint, .nextHottest, .search, .commandLine, .nextFinding,
    .selectRange,
  ]

  private static func rank(of command: Command) -> Int { ranks.firstIndex(of: command) ?? ranks.count }

  private var offered: [KeyMap.Binding] {
    let all = scene.keys.hints(for: current).filter { binding in
      let isUseful = !isEmpty || Self.everUseful.contains(binding.command)
      let isThere = isThere(binding.command)
      return isUseful && isThere && offers(binding.command) && !binding.keys.isEmpty
    }
    return all.enumerated().sorted { left, right in
      (Self.rank(of: left.element.command), left.offset) < (Self.rank(of: right.element.command), right.offset)
    }.map(\.element)
  }

  /// Whether the capture has what a command goes to.
  private func isThere(_ command: Command) -> Bool {
    switch command {
    case .nextFinding: !scene.index.findings.isEmpty
    case .nextCheckpoint: scene.index.checkpoints.count > 1
    default: true
    }
  }

  /// The hints that fit; help and the way back always do.
  var buttons: [Frame.Button] {
    let all = offered
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
