/// The one table of keys: it serves dispatch, the hints at the bottom, the help screen and `docs/keys.md`.
@_spi(Measuring) public struct KeyMap: Sendable {
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
    var keys: [KeyStroke]
    let command: Command
    let group: Group
    /// What it does, for the help.
    let help: String
    /// What it does in a word or two, for the bottom line; nil to leave it out there.
    let hint: String?
    /// The views it works in.
    var views: Set<ViewKind>
  }

  let bindings: [Binding]
  private let lookup: [ViewKind: [KeyStroke: Command]]
  private let prefixes: [ViewKind: Set<Key>]

  init(_ bindings: [Binding]) {
    self.bindings = bindings
    var lookup: [ViewKind: [KeyStroke: Command]] = [:]
    var prefixes: [ViewKind: Set<Key>] = [:]
    for binding in bindings {
      for view in binding.views {
        for stroke in binding.keys {
          lookup[view, default: [:]][stroke] = binding.command
          if stroke.second != nil { prefixes[view, default: []].insert(stroke.first) }
        }
      }
    }
    self.lookup = lookup
    self.prefixes = prefixes
  }

  /// The command of one key, or of two pressed one after the other.
  func command(for stroke: KeyStroke, in view: ViewKind) -> Command? { lookup[view]?[stroke] }

  /// Whether the key is the first of two.
  func isPrefix(_ key: Key, in view: ViewKind) -> Bool { prefixes[view]?.contains(key) ?? false }

  /// Whether a key moves, or is the first of two that do.
  func isMotion(_ key: Key, in view: ViewKind) -> Bool {
    bindings.contains { binding in
      binding.command.isMotion && binding.views.contains(view) && binding.keys.contains { $0.first == key }
    }
  }

  /// The key of a command as it is written, the first where there are several; nil where none is bound.
  func keyName(of command: Command, in view: ViewKind) -> String? {
    bindings.first { $0.command == command && $0.views.contains(view) }?.keys.first?.name
  }

  /// The key of a command for a sentence: the command's own name where no key is bound.
  func keyWord(of command: Command, in view: ViewKind) -> String {
    keyName(of: command, in: view) ?? command.name
  }

  /// The views that know a command.
  func views(of command: Command) -> Set<ViewKind> {
    bindings.reduce(into: []) { if $1.command == command { $0.formUnion($1.views) } }
  }

  /// The bindings that the bottom line of a view offers, in the table's order.
  func hints(for view: ViewKind) -> [Binding] {
    bindings.filter { $0.hint != nil && $0.views.contains(view) }
  }
}
