/// The one table of keys: it serves dispatch, the hints at the bottom, the help screen and `docs/keys.md`.
public struct KeyMap: Sendable {
  /// A part of the help.
  enum Group: String, Sendable, CaseIterable {
    case moving = "Moving"
    case views = "Views and panes"
    case tree = "Tree"
    case map = "Map, and bytes of a page"
    case pages = "Rows and pages"
    case comparing = "Comparing"
    case places = "Going to places"
    case other = "Other"
  }

  /// Keys that do one thing.
  struct Binding: Sendable {
    let keys: [KeyStroke]
    let command: Command
    let group: Group
    /// What it does, for the help.
    let help: String
    /// What it does in a word or two, for the bottom line; nil to leave it out there.
    let hint: String?
    /// The views it works in.
    let views: Set<ViewKind>
  }

  let bindings: [Binding]
  private let lookup: [ViewKind: [KeyStroke: Command]]
  private let prefixes: Set<Key>

  init(_ bindings: [Binding]) {
    self.bindings = bindings
    var lookup: [ViewKind: [KeyStroke: Command]] = [:]
    for binding in bindings {
      for view in binding.views {
        for stroke in binding.keys { lookup[view, default: [:]][stroke] = binding.command }
      }
    }
    self.lookup = lookup
    prefixes = Set(bindings.flatMap(\.keys).filter { $0.second != nil }.map(\.first))
  }

  /// The command of one key, or of two pressed one after the other.
  func command(for stroke: KeyStroke, in view: ViewKind) -> Command? { lookup[view]?[stroke] }

  /// Whether the key is the first of two.
  func isPrefix(_ key: Key) -> Bool { prefixes.contains(key) }

  /// The bindings that the bottom line of a view offers, in the table's order.
  func hints(for view: ViewKind) -> [Binding] {
    bindings.filter { $0.hint != nil && $0.views.contains(view) }
  }
}

/// One key, or two pressed one after the other.
struct KeyStroke: Hashable, Sendable {
  let first: Key
  let second: Key?

  init(_ first: Key, _ second: Key? = nil) {
    self.first = first
    self.second = second
  }

  /// The way it is written: `^D`, `gg`, `Space`.
  var name: String { first.name + (second?.name ?? "") }
}

extension Key {
  /// The way the key is written.
  var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "^" + String(scalar).uppercased()
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .insert: "Insert"
    case .function(let number): "F\(number)"
    }
  }
}
