/// The names that the settings file has for commands and views.
extension Command {
  /// The case in lower case, words joined: `nextPane` is `next-pane`, and `view(.tree)` is `view-tree`.
  /// `docs/keys.md` lists them all, so that none changes unnoticed.
  var name: String {
    if case .view(let kind) = self { return "view-" + kind.name }
    return "\(self)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }

  /// All commands that a key can be bound to.
  static let named = Dictionary(
    KeyMap.standard.bindings.map { ($0.command.name, $0.command) }, uniquingKeysWith: { first, _ in first })

  /// nil where no command has the name.
  init?(named name: String) {
    guard let command = Self.named[name] else { return nil }
    self = command
  }
}

extension ViewKind {
  /// The name that the settings file has for it.
  var name: String { "\(self)" }

  /// nil where no view has the name.
  init?(named name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }
}

extension String {
  /// How many letters must be put in, left out or changed to make this the other word. Long words count as far away.
  func distance(to other: String) -> Int {
    let (left, right) = (Array(utf8), Array(other.utf8))
    guard max(left.count, right.count) <= 40 else { return .max }
    var row = Array(0...right.count)
    for (line, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, wanted) in right.enumerated() {
        let change = diagonal + (letter == wanted ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
