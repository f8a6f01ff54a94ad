/// What a key can ask for. Views are given commands and never see keys.
enum Command: Hashable, Sendable {
  // Moving.
  case down, up, left, right
  case halfPageDown, halfPageUp, pageDown, pageUp
  case first, last
  /// The window by a row, the cursor staying as far as it can; the first and the last row of the window.
  case scrollDown, scrollUp, screenTop, screenBottom
  case activate
  // Panes and views.
  case nextPane, previousPane, maximise
  case view(ViewKind)
  case help
  case leave
  /// Ends what is under way, such as a selection, else goes back to the view before; never quits.
  case stepBack
  // The tree.
  case expand, collapse, expandAllBelow
  /// The other way of showing the same: a delta or its page, another scale, another meaning of colours.
  case changeLook
  /// Another way of parting what bars show.
  case changeStack
  // The map.
  case zoomIn, zoomOut
  /// The page that was sent most often, and on from there.
  case nextHottest, previousHottest
  // Rows.
  case toggleAllEntries
  // Charts.
  case nextChart
  case filter, sortColumn, sortDirection
  // Places.
  case search, searchNext, searchPrevious, commandLine
  /// What the search has found, as a list.
  case listMatches
  case nextCheckpoint, previousCheckpoint
  /// The biography of the page under the cursor, and its rows, or those of the checkpoint, in the Pages view.
  case page, pageRows
  case nextSend, previousSend
  /// Marks a send of a page, compares another with it, and ends that.
  case markSend
  case nextFinding, previousFinding
  case nextDifference, previousDifference
  /// Compares the checkpoint under the cursor with another, or marks it for that.
  case compare, markForComparison
  case mark, goToMark, back, forward
  // The rest.
  case export, follow
  case copy
  /// Begins a range of bytes at the cursor, or gives it up.
  case selectRange
  /// The command line that helps against a finding.
  case copyCommand
  case toggleMouse, stop, redraw, suspend, quit
}

/// The views, by the number that calls them; help has none.
@_spi(Measuring) public enum ViewKind: Int, Sendable, CaseIterable {
  case summary = 0
  case tree = 1
  case pages = 2
  case checkpoints = 3
  case map = 4
  case page = 5
  case diff = 6
  case findings = 7
  case guest = 8
  case help = -1
  /// What a search has found, or what was marked and noted.
  case places = -2

  var title: String {
    switch self {
    case .summary: "Summary"
    case .tree: "Tree"
    case .pages: "Pages"
    case .checkpoints: "Checkpoints"
    case .map: "Map"
    case .page: "Page"
    case .diff: "Diff"
    case .findings: "Findings"
    case .guest: "Guest"
    case .help: "Help"
    case .places: "Places"
    }
  }

  /// The title where there is room for few letters only.
  var shortTitle: String {
    switch self {
    case .summary: "Sum"
    case .checkpoints: "Ckpts"
    case .findings: "Find"
    default: title
    }
  }

  /// The views that are called by a number, in its order.
  static let numbered: [ViewKind] = [
    .summary, .tree, .pages, .checkpoints, .map, .page, .diff, .findings, .guest,
  ]
}

extension Command {
  /// Whether it moves the cursor or the window.
  var isMotion: Bool {
    switch self {
    case .down, .up, .left, .right, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .first, .last, .scrollDown,
      .scrollUp, .screenTop, .screenBottom:
      true
    default: false
    }
  }

  /// Whether it may lead far from where one is, within the view: what vi calls a jump, which `''` comes back from.
  var isJump: Bool {
    switch self {
    case .first, .last, .screenTop, .screenBottom, .nextSend, .previousSend, .nextHottest, .previousHottest,
      .nextDifference, .previousDifference:
      true
    default: false
    }
  }
}

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
