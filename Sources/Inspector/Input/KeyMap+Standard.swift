/// The keys as they are, with vi and less as the base.
extension KeyMap {
  public static let standard = KeyMap(
    moving + views + charts + tree + map + pages + comparing + places + other)

  private static let everywhere = Set(ViewKind.allCases)
  private static let lists: Set<ViewKind> = Set(ViewKind.allCases).subtracting([.help])
  private static let content = Set(ViewKind.numbered)
  private static let sorted: Set<ViewKind> = [.pages, .checkpoints, .diff, .findings]
  private static let rows: Set<ViewKind> = content.subtracting([.summary])
  /// The views that have a cursor in rows of a list or of bytes.
  private static let listed: Set<ViewKind> = rows.subtracting([.map])

  static func bind(
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
    bind(" ", "^F", .pageDown, to: .pageDown, .moving, in: everywhere, "A screen down"),
    bind("^B", "b", .pageUp, to: .pageUp, .moving, in: everywhere, "A screen up"),
    bind("l", .right, to: .right, .moving, in: [.guest], "The log scrolled to the right"),
    bind("h", .left, to: .left, .moving, in: [.guest], "The log scrolled to the left"),
    bind("^E", to: .scrollDown, .moving, in: everywhere, "The window a row down; the cursor stays where it can"),
    bind("^Y", to: .scrollUp, .moving, in: everywhere, "The window a row up"),
    bind("H", to: .screenTop, .moving, in: listed.union([.places]), "First row on the screen"),
    bind("L", to: .screenBottom, .moving, in: listed.union([.places]), "Last row on the screen"),
    bind("l", .right, to: .right, .moving, in: [.pages], "Further columns, where some have no room"),
    bind("h", .left, to: .left, .moving, in: [.pages], "The columns before"),
    bind("gg", .home, to: .first, .moving, in: everywhere, "First row"),
    bind("G", .end, to: .last, .moving, in: everywhere, "Last row"),
  ]

  private static let views = [
    bind("0", to: .view(.summary), .views, in: everywhere, "Summary: what this is, and where its bytes went"),
    bind("1", to: .view(.tree), .views, in: everywhere, "Tree: every byte of the capture, as fields"),
    bind("2", to: .view(.pages), .views, in: everywhere, "Pages: a row for each page sent"),
    bind("3", to: .view(.checkpoints), .views, in: everywhere, "Checkpoints: what each of them cost, as a timeline"),
    bind("4", to: .view(.map), .views, in: everywhere, "Map: the guest's pages as cells"),
    bind("5", to: .view(.page), .views, in: everywhere, "Page: each time one page was sent, and what it held"),
    bind("6", to: .view(.diff), .views, in: everywhere, "Diff: two checkpoints compared"),
    bind("7", to: .view(.findings), .views, in: everywhere, "Findings: what is wrong or suspect"),
    bind(
      "8", to: .view(.guest), .views, in: everywhere,
      "Guest: what a Linux guest says of itself: its tasks, its memory, its log"),
    bind(
      .enter, to: .activate, .views, in: rows.union([.places]), hint: "open",
      "Open or close a node or a rule; go to the place of what is under the cursor"),
    bind(.enter, to: .activate, .views, in: [.summary], hint: "tree", "Go on to the tree"),
    bind(.tab, to: .nextPane, .views, in: [.tree, .page, .diff, .findings, .guest], hint: "pane", "Next pane"),
    bind(.backTab, to: .previousPane, .views, in: [.tree, .page, .diff, .findings, .guest], "Pane before"),
    bind(
      "\\", to: .maximise, .views, in: [.tree, .page, .findings, .guest], hint: "maximise",
      "The pane alone, or all panes again"),
    bind(
      "v", to: .changeLook, .views, in: [.tree], hint: "result",
      "Of a page delta: the bytes as sent, or the page that results"),
    bind(
      "v", to: .changeLook, .views, in: [.checkpoints], hint: "scale",
      "The scale of the bars: the longest cut, by the logarithm, or one for all"),
    bind(
      "v", to: .changeLook, .views, in: [.map], hint: "colours",
      "What the cells tell: types, encodings, how often or how lately sent, bytes, contents, a Linux guest's uses and owners"
    ),
    bind(
      "v", to: .changeLook, .views, in: [.page], hint: "bytes or runs",
      "The page's bytes, its fields where they are known, or its run maps"),
    bind(
      "v", to: .changeLook, .views, in: [.diff], hint: "list",
      "List pages and fields that differ, or only one of them; among a page's bytes, both sides or their XOR"),
    bind(
      "u", to: .changeStack, .views, in: [.checkpoints],
      "What the bars are stacked by: kinds of bytes, what a Linux guest used the pages for, or whose they were"),
  ]

  private static let tree = [
    bind("l", .right, to: .right, .tree, in: [.tree], "Open the node, or go to its first child"),
    bind("h", .left, to: .left, .tree, in: [.tree], "Close the node, or go to its parent"),
    bind("l", .right, to: .right, .tree, in: [.findings], "Open the findings of a rule"),
    bind("h", .left, to: .left, .tree, in: [.findings], "Close them, and go to the rule"),
    bind("+", to: .expand, .tree, in: [.tree, .findings], "Open the node, or the findings of a rule"),
    bind("-", to: .collapse, .tree, in: [.tree, .findings], "Close it"),
    bind(
      "*", to: .expandAllBelow, .tree, in: [.tree], hint: "open all",
      "Open all below the node, up to a limit that is stated"),
    bind("*", to: .expandAllBelow, .tree, in: [.findings], hint: "open all", "Open the findings of all rules"),
  ]

  private static let map = [
    bind("l", .right, to: .right, .map, in: [.map, .page, .diff], "One cell or byte to the right"),
    bind("h", .left, to: .left, .map, in: [.map, .page, .diff], "One cell or byte to the left"),
    bind("+", to: .zoomIn, .map, in: [.map], hint: "zoom", "Zoom in, down to one page a cell"),
    bind("-", to: .zoomOut, .map, in: [.map], "Zoom out, up to the whole guest"),
    bind(
      ">", to: .nextHottest, .map, in: [.map], hint: "hottest",
      "The page that was sent most often up to the checkpoint, then the next"),
    bind("<", to: .previousHottest, .map, in: [.map], "The one before"),
  ]

  private static let pages = [
    bind(
      "a", to: .toggleAllEntries, .pages, in: [.pages], hint: "all entries", "All entries, or those with content only"),
    bind("s", to: .sortColumn, .pages, in: sorted, hint: "sort", "Sort by the next column"),
    bind("S", to: .sortDirection, .pages, in: sorted, "Sort the other way round"),
    bind(")", to: .nextSend, .pages, in: [.pages, .page], hint: "sent next", "Next time this PFN was sent"),
    bind("(", to: .previousSend, .pages, in: [.pages, .page], "Last time before that this PFN was sent"),
    bind(
      "&", to: .filter, .pages, in: [.pages, .checkpoints, .page, .diff, .findings], hint: "filter",
      "Only rows for which an expression holds; an empty one shows all again"),
    bind("&", to: .filter, .pages, in: [.map], "Only cells for which an expression holds; the others are blank"),
    bind(
      "=", to: .markSend, .pages, in: [.page], hint: "compare",
      "Mark this send; again at another one, compare the page after both; once more, stop that"),
    bind(
      "P", to: .page, .pages, in: [.tree, .pages, .map, .diff], hint: "page",
      "The biography of the page under the cursor"),
    bind(
      "p", to: .pageRows, .pages, in: [.tree, .checkpoints, .map, .page, .diff], hint: "rows",
      "The rows of what is under the cursor in the Pages view"),
  ]

  private static let comparing = [
    bind(
      "d", to: .compare, .comparing, in: [.checkpoints], hint: "diff",
      "Compare the checkpoint with the one before, or with the marked one"),
    bind(
      "d", to: .compare, .comparing, in: [.tree, .pages, .map, .page, .findings, .guest],
      "Mark the checkpoint; at another one, compare the two"),
    bind("D", to: .markForComparison, .comparing, in: rows.subtracting([.diff]), "Mark the checkpoint for d"),
    bind(
      "n", to: .nextDifference, .comparing, in: [.diff], hint: "next", "Next difference; after a search, next match"),
    bind("N", to: .previousDifference, .comparing, in: [.diff], "Difference before"),
  ]

  private static let places = [
    bind(
      "/", to: .search, .places, in: everywhere, hint: "search",
      "Search: text, x:HEX, re:EXPRESSION, u:UTF-16 or pfn:N; what it looks through stands in its line"),
    bind("n", to: .searchNext, .places, in: everywhere.subtracting([.diff]), "Next match"),
    bind("N", to: .searchPrevious, .places, in: everywhere.subtracting([.diff]), "Match before"),
    bind("g/", to: .listMatches, .places, in: everywhere, "The matches as a list to walk through"),
    bind(
      ":", to: .commandLine, .places, in: everywhere, hint: "command",
      "Type a command or a place, as listed below; Tab completes"),
    bind("J", to: .nextCheckpoint, .places, in: rows.subtracting([.findings]), hint: "ckpt", "Next checkpoint"),
    bind("K", to: .previousCheckpoint, .places, in: rows.subtracting([.findings]), "Checkpoint before"),
    bind("e", to: .nextFinding, .places, in: content, hint: "finding", "Next finding"),
    bind("E", to: .previousFinding, .places, in: content, "Finding before"),
    bind("m", to: .mark, .places, in: content, "Mark this place: m and a letter"),
    bind(
      "'", to: .goToMark, .places, in: everywhere,
      "Go to a marked place: ' and the letter; '' goes to the place before the last jump"),
    bind("^O", "[", to: .back, .places, in: lists, "Back to the place before the last jump"),
    bind("]", to: .forward, .places, in: lists, "Forward again"),
  ]

  private static let other = [
    bind("y", to: .copy, .other, in: rows.union([.places]), hint: "copy", "Copy the value to the clipboard"),
    bind(
      "V", to: .selectRange, .other, in: [.tree, .page, .diff], hint: "range",
      "Among bytes: begin a range, which y copies and x writes, as raw bytes, hex, a C array or text"),
    bind(
      "Y", to: .copyCommand, .other, in: [.findings], hint: "copy command",
      "Copy the command that helps against the finding"),
    bind(
      "x", to: .export, .other, in: content, hint: "export",
      "Write what the view shows to a file; the command line that does the same is shown"),
    bind("F", to: .follow, .other, in: content, "Follow a capture that grows, or stop following"),
    bind(
      "M", to: .toggleMouse, .other, in: everywhere, "Mouse on or off; off leaves it to the terminal's own selection"),
    bind(
      "z", "^C", to: .stop, .other, in: everywhere,
      "Stop the search, other work, an export, or the indexing; never quits"),
    bind("?", .function(1), to: .help, .other, in: everywhere, hint: "help", "All keys"),
    bind("^L", to: .redraw, .other, in: everywhere, "Paint the screen again"),
    bind("^Z", to: .suspend, .other, in: everywhere, "Suspend; fg in the shell comes back"),
    bind("q", .escape, to: .leave, .other, in: [.help], hint: "back", "Leave the help"),
    bind("q", to: .leave, .other, in: lists, hint: "back", "Back to the view before; from the first one, quit"),
    bind(
      .escape, to: .stepBack, .other, in: lists, "Give up what is selected; else back to the view before, never quits"),
    bind("Q", "ZZ", to: .quit, .other, in: everywhere, "Quit"),
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
