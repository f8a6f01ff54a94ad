/// A command of the `:` line. The table of them serves the line itself, its completion, the help and `docs/keys.md`.
struct LineCommand: Sendable {
  /// What a command does: the inspector carries it out, and knows what its argument can become.
  enum Action: Sendable, Equatable {
    /// Goes to the place that the line names.
    case place
    case pfn, checkpoint
    /// Goes to a place of guest memory by the kernel's own names.
    case symbol, virtualAddress
    /// Goes to the place behind the name.
    case goTo
    case difference
    /// Shows the view of the name.
    case view
    case filter, sort
    case set, writeSettings, mouse
    case export(replaces: Bool)
    case note
    case places(PlaceList)
    case help
    /// What a key does too.
    case key(Command)
  }

  /// The words that call it; none for a place that is known by its form.
  let names: [String]
  /// Further words that call it, which nobody is told of.
  let otherNames: [String]
  /// How it is written.
  let usage: String
  /// Whether anything can stand behind its name.
  let takesArgument: Bool
  /// What it does, for the help.
  let help: String
  let action: Action

  /// - Parameter argument: as the help writes it; nil where there is none.
  init(_ name: String, also otherNames: [String] = [], argument: String? = nil, _ action: Action, _ help: String) {
    names = [name]
    self.otherNames = otherNames
    usage = argument.map { "\(name) \($0)" } ?? name
    takesArgument = argument != nil
    self.action = action
    self.help = help
  }

  /// A command of several names that do much the same, written as one.
  init(anyOf names: [String], usage: String, _ action: Action, _ help: String) {
    self.names = names
    otherNames = []
    self.usage = usage
    takesArgument = false
    self.action = action
    self.help = help
  }

  /// The command that a word calls.
  static func called(_ name: String) -> LineCommand? {
    all.first { $0.names.contains(name) || $0.otherNames.contains(name) }
  }

  /// The names of commands that begin with what was typed, in the order of the alphabet; a blank behind those that take
  /// an argument.
  static func names(beginningWith typed: String) -> [String] {
    var names: [String: Bool] = [:]
    for command in all {
      for name in command.names where name.hasPrefix(typed) {
        names[name] = names[name] ?? command.takesArgument
      }
    }
    return names.sorted { $0.key < $1.key }.map { $0.value ? $0.key + " " : $0.key }
  }
}

/// The table of commands.
extension LineCommand {
  static let all = [
    // Places that are known by their form.
    LineCommand(anyOf: [], usage: "ROW", .place, "Go to a row of the view, counted from 1"),
    LineCommand(
      anyOf: [], usage: "0xOFFSET", .place, "Go to a file offset: to its row in Pages, else to its bytes"),
    LineCommand(
      anyOf: [], usage: "50%", .place,
      "Go to a part of the rows, or of the map's cells; in Summary and Tree, of the capture"),
    // Going.
    LineCommand(
      "pfn", argument: "N", .pfn,
      "Go to a page, by its number, decimal or hex with 0x: in Map and Page there, else to its next row"),
    LineCommand(
      "sym", argument: "NAME", .symbol, "Go to the page with a symbol of a Linux guest's kernel"),
    LineCommand(
      "va", argument: "ADDRESS cpuN", .virtualAddress,
      "Go to the page at a virtual address, by the kernel's page tables, or by those that vCPU N used"),
    LineCommand("ckpt", also: ["checkpoint"], argument: "N", .checkpoint, "Go to a checkpoint"),
    LineCommand(
      "goto", argument: "PLACE", .goTo, "Go to any of these: a row, an offset, a part, pfn N or ckpt N"),
    LineCommand(
      "diff", argument: "J K", .difference, "Compare two checkpoints; without them, show what was compared"),
    LineCommand(
      anyOf: ViewKind.numbered.map(\.name), usage: "VIEW", .view,
      "Show a view: \(Setting.list(ViewKind.numbered.map(\.name), "or"))"),
    LineCommand("matches", also: ["hits"], .places(.hits), "List what the search has found"),
    LineCommand("marks", also: ["notes"], .places(.marks), "List what was marked and noted"),
    LineCommand("note", argument: "TEXT", .note, "Note something on this place; without a text, the note goes"),
    // Rows.
    LineCommand(
      "filter", argument: "EXPR", .filter, "Show the rows for which an expression holds; without one, all rows"),
    LineCommand(
      "sort", argument: "COLUMN desc", .sort,
      "Sort the rows by a column, with desc the greatest first; without one, not"),
    // Settings.
    LineCommand(
      "set", argument: "NAME VALUE", .set, "Change a setting; without a value, show it; without a name, show all"),
    LineCommand("write", also: ["w"], .writeSettings, "Write the settings into the settings file"),
    LineCommand(
      "mouse", argument: "on|off", .mouse,
      "Take the mouse, or leave it to the terminal; without a word, the other of the two"),
    // Files.
    LineCommand(
      "export", argument: "FILE", .export(replaces: false),
      "Write what the view shows to a file, in the form that its ending tells; .bin .hex .c are for bytes"),
    LineCommand("export!", argument: "FILE", .export(replaces: true), "The same, in place of a file of that name"),
    LineCommand("follow", .key(.follow), "Follow a capture that grows, or stop following"),
    // The rest.
    LineCommand("help", argument: "WORD", .help, "Show all keys and commands, or what a word on the screens means"),
    LineCommand("q", .key(.leave), "Go back to the view before; from the first one, quit"),
    LineCommand(
      "quit", also: ["q!", "qa", "qa!", "quit!", "x", "x!", "xa", "wq", "wq!", "wqa", "exit"], .key(.quit), "Quit"),
  ]
}
