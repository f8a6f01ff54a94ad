/// The key table while the lines of a settings file change it.
struct KeyChanges {
  /// Bindings stay when they have lost all their keys, as a later line may give them others.
  private var bindings = KeyMap.standard.bindings

  /// The table as it is now.
  var keyMap: KeyMap { KeyMap(bindings.filter { !$0.keys.isEmpty }) }

  /// Gives a command a further key, which is the first that is shown. What the key did before it does no more.
  /// - Parameter views: the names of views; with none of them, all views that know the command.
  mutating func bind(_ key: String, to command: String, in views: [String]) throws(SettingsProblem) {
    let stroke = try Self.stroke(key)
    guard let command = Command(named: command) else { throw Self.unknownCommand(command) }
    let known = KeyMap.standard.views(of: command)
    let wanted = try views.isEmpty ? known : Self.views(views)
    guard wanted.isSubset(of: known) else {
      let strangers = ViewKind.allCases.filter { wanted.subtracting(known).contains($0) }.map(\.name)
      throw SettingsProblem(
        "\(command.name) does nothing in \(Setting.list(strangers))",
        advice: "it works in \(Setting.list(ViewKind.allCases.filter(known.contains).map(\.name), "and"))")
    }
    try refuseOverlap(of: stroke, in: wanted)
    try replace(
      bindings.flatMap { binding in
        binding.changingKeys(in: wanted) { keys in
          keys.removeAll { $0 == stroke }
          if binding.command == command { keys.insert(stroke, at: 0) }
        }
      }, because: stroke)
  }

  /// Takes a key away from whatever it does.
  /// - Parameter views: the names of views; with none of them, all.
  mutating func unbind(_ key: String, in views: [String]) throws(SettingsProblem) {
    let stroke = try Self.stroke(key)
    let wanted = try views.isEmpty ? Set(ViewKind.allCases) : Self.views(views)
    guard bindings.contains(where: { $0.keys.contains(stroke) && !$0.views.isDisjoint(with: wanted) }) else {
      throw SettingsProblem("\(stroke.name) does nothing there", advice: "? shows the keys that are bound")
    }
    try replace(
      bindings.flatMap { $0.changingKeys(in: wanted) { keys in keys.removeAll { $0 == stroke } } }, because: stroke)
  }

  /// A key of its own cannot be the first of two as well.
  private func refuseOverlap(of stroke: KeyStroke, in views: Set<ViewKind>) throws(SettingsProblem) {
    for binding in bindings where !binding.views.isDisjoint(with: views) {
      for other in binding.keys where other.first == stroke.first && (other.second == nil) != (stroke.second == nil) {
        let words =
          stroke.second == nil
          ? "\(stroke.name) is the first key of \(other.name)"
          : "\(stroke.name) cannot be typed, as \(other.name) is bound"
        throw SettingsProblem("\(words) (\(binding.command.name))", advice: "unbind \(other.name) before")
      }
    }
  }

  /// Takes on other bindings, unless a view would be left that no key leads out of.
  private mutating func replace(
    _ changed: [KeyMap.Binding], because stroke: KeyStroke
  ) throws(SettingsProblem) {
    let ways = changed.filter { !$0.keys.isEmpty && [.leave, .quit].contains($0.command) }
    if let stuck = ViewKind.allCases.first(where: { view in !ways.contains { $0.views.contains(view) } }) {
      throw SettingsProblem(
        "\(stroke.name) is the last key that leaves the view \(stuck.name)",
        advice: "bind another key to leave or quit before")
    }
    bindings = changed
  }

  private static func stroke(_ name: String) throws(SettingsProblem) -> KeyStroke {
    if let stroke = KeyStroke(named: name) { return stroke }
    throw SettingsProblem(
      "\(Settings.quoted(name)) is no key",
      advice: "keys are written as in j, gg, ^D, Space, PageDown, Shift-Tab, F1 to F12")
  }

  private static func views(_ names: [String]) throws(SettingsProblem) -> Set<ViewKind> {
    var views: Set<ViewKind> = []
    for name in names {
      guard let view = ViewKind(named: name) else {
        throw SettingsProblem(
          "there is no view \(Settings.quoted(name))",
          advice: "views are \(Setting.list(ViewKind.allCases.map(\.name), "and"))")
      }
      views.insert(view)
    }
    return views
  }

  private static func unknownCommand(_ name: String) -> SettingsProblem {
    let near = Command.named.keys.sorted().min { name.distance(to: $0) < name.distance(to: $1) }
    return SettingsProblem(
      "there is no command \(Settings.quoted(name))",
      advice: near.flatMap { name.distance(to: $0) <= 3 ? "did you mean \($0)?" : nil } ?? "docs/keys.md lists them")
  }
}

extension KeyMap.Binding {
  /// The binding with other keys in some views, and as it was in the others.
  fileprivate func changingKeys(
    in views: Set<ViewKind>, _ change: (inout [KeyStroke]) -> Void
  ) -> [KeyMap.Binding] {
    var inside = self
    change(&inside.keys)
    inside.views.formIntersection(views)
    guard inside.keys != keys, !inside.views.isEmpty else { return [self] }
    var outside = self
    outside.views.subtract(views)
    return outside.views.isEmpty ? [inside] : [inside, outside]
  }
}
