/// The keys as they are, with vi and less as the base.
extension KeyMap {
  public static let standard = KeyMap(moving + views + tree + pages + places + other)

  private static let everywhere = Set(ViewKind.allCases)
  private static let content: Set<ViewKind> = [.summary, .tree, .pages, .findings]
  private static let rows: Set<ViewKind> = [.tree, .pages, .findings]

  private static func bind(
    _ keys: KeyStroke..., to command: Command, _ group: Group, in views: Set<ViewKind>, hint: String? = nil,
    _ help: String
  ) -> Binding {
    Binding(keys: keys, command: command, group: group, help: help, hint: hint, views: views)
  }

  private static let moving = [
    bind("j", .down, to: .down, .moving, in: everywhere, "One row down"),
    bind("k", .up, to: .up, .moving, in: everywhere, "One row up"),
    bind("^D", to: .halfPageDown, .moving, in: everywhere, "Half a screen down"),
    bind("^U", to: .halfPageUp, .moving, in: everywhere, "Half a screen up"),
    bind("^F", " ", .pageDown, to: .pageDown, .moving, in: everywhere, "A screen down"),
    bind("^B", "b", .pageUp, to: .pageUp, .moving, in: everywhere, "A screen up"),
    bind("gg", .home, to: .first, .moving, in: everywhere, "First row"),
    bind("G", .end, to: .last, .moving, in: everywhere, "Last row"),
  ]

  private static let views = [
    bind("0", to: .view(.summary), .views, in: everywhere, "Summary: what this is, and where its bytes went"),
    bind("1", to: .view(.tree), .views, in: everywhere, "Tree: every byte of the capture, as fields"),
    bind("2", to: .view(.pages), .views, in: everywhere, "Pages: a row for each page sent"),
    bind("7", to: .view(.findings), .views, in: everywhere, "Findings: what is wrong or suspect"),
    bind(
      .enter, to: .activate, .views, in: rows, hint: "open",
      "Open or close a node; go to the place of a page, field or finding"),
    bind(.enter, to: .activate, .views, in: [.summary], hint: "tree", "Go on to the tree"),
    bind(.tab, to: .nextPane, .views, in: [.tree], hint: "pane", "Next pane: tree, fields, bytes"),
    bind(.backTab, to: .previousPane, .views, in: [.tree], "Pane before"),
    bind("\\", to: .maximise, .views, in: [.tree], hint: "maximise", "The pane alone, or all panes again"),
  ]

  private static let tree = [
    bind("l", .right, to: .right, .tree, in: [.tree], "Open the node, or go to its first child"),
    bind("h", .left, to: .left, .tree, in: [.tree], "Close the node, or go to its parent"),
    bind("+", to: .expand, .tree, in: [.tree], "Open the node"),
    bind("-", to: .collapse, .tree, in: [.tree], "Close the node"),
    bind(
      "*", to: .expandAllBelow, .tree, in: [.tree], hint: "open all",
      "Open all below the node, up to a limit that is stated"),
    bind("P", to: .page, .tree, in: [.tree], hint: "page row", "The page under the cursor in the Pages view"),
    bind(
      "v", to: .toggleResult, .tree, in: [.tree], hint: "resulting page",
      "A delta's bytes, or the page it results in, new words lit"),
  ]

  private static let pages = [
    bind(
      "a", to: .toggleAllEntries, .pages, in: [.pages], hint: "all entries", "All entries, or those with content only"),
    bind("P", to: .page, .pages, in: [.pages], hint: "in tree", "The page under the cursor in the tree"),
    bind(")", to: .nextSend, .pages, in: [.pages], hint: "sent next", "Next time this PFN was sent"),
    bind("(", to: .previousSend, .pages, in: [.pages], "Last time before that this PFN was sent"),
  ]

  private static let places = [
    bind("/", to: .search, .places, in: content, hint: "search", "Search: text, x:HEX bytes, or pfn:NUMBER"),
    bind("n", to: .searchNext, .places, in: content, "Next match"),
    bind("N", to: .searchPrevious, .places, in: content, "Match before"),
    bind(
      ":", to: .commandLine, .places, in: content, hint: "go to",
      "Go to :ROW, :0xOFFSET, :50%, :pfn NUMBER, :ckpt NUMBER; or :q"),
    bind("J", to: .nextCheckpoint, .places, in: [.tree, .pages], hint: "next ckpt", "Next checkpoint"),
    bind("K", to: .previousCheckpoint, .places, in: [.tree, .pages], "Checkpoint before"),
    bind("e", to: .nextFinding, .places, in: content, hint: "finding", "Next finding"),
    bind("E", to: .previousFinding, .places, in: content, "Finding before"),
    bind("m", to: .mark, .places, in: content, "Mark this place: m and a letter"),
    bind("'", to: .goToMark, .places, in: content, "Go to a marked place: ' and the letter"),
    bind("^O", to: .back, .places, in: content, "Back to the place before the last jump"),
    bind("]", to: .forward, .places, in: content, "Forward again"),
  ]

  private static let other = [
    bind("y", to: .copy, .other, in: rows, hint: "copy", "Copy the value to the clipboard"),
    bind(
      "M", to: .toggleMouse, .other, in: everywhere, "Mouse on or off; off leaves it to the terminal's own selection"),
    bind("z", "^C", to: .stop, .other, in: everywhere, "Stop the search, or the indexing; never quits"),
    bind("?", .function(1), to: .help, .other, in: everywhere, hint: "help", "All keys"),
    bind("^L", to: .redraw, .other, in: everywhere, "Paint the screen again"),
    bind("^Z", to: .suspend, .other, in: everywhere, "Suspend; fg in the shell comes back"),
    bind("q", .escape, to: .leave, .other, in: [.help], hint: "back", "Leave the help"),
    bind("q", to: .leave, .other, in: content, hint: "back", "Back to the view before; from the first one, quit"),
    bind("Q", to: .quit, .other, in: everywhere, "Quit"),
  ]
}

extension KeyStroke: ExpressibleByStringLiteral {
  /// `j`, `gg`, or `^D` for control.
  init(stringLiteral text: String) {
    let scalars = Array(text.unicodeScalars)
    if scalars.count == 2, scalars[0] == "^", let letter = scalars[1].properties.lowercaseMapping.unicodeScalars.first {
      self.init(.control(letter))
    } else {
      self.init(.character(scalars.first ?? " "), scalars.count > 1 ? .character(scalars[1]) : nil)
    }
  }

  static let up = KeyStroke(.up)
  static let down = KeyStroke(.down)
  static let left = KeyStroke(.left)
  static let right = KeyStroke(.right)
  static let home = KeyStroke(.home)
  static let end = KeyStroke(.end)
  static let pageUp = KeyStroke(.pageUp)
  static let pageDown = KeyStroke(.pageDown)
  static let enter = KeyStroke(.enter)
  static let tab = KeyStroke(.tab)
  static let backTab = KeyStroke(.backTab)
  static let escape = KeyStroke(.escape)
  static func function(_ number: Int) -> KeyStroke { KeyStroke(.function(number)) }
}
