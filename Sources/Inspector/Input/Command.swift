/// What a key can ask for. Views are given commands and never see keys.
enum Command: Hashable, Sendable {
  // Moving.
  case down, up, left, right
  case halfPageDown, halfPageUp, pageDown, pageUp
  case first, last
  case activate
  // Panes and views.
  case nextPane, previousPane, maximise
  case view(ViewKind)
  case help
  case leave
  // The tree.
  case expand, collapse, expandAllBelow
  case toggleResult
  // The Pages view.
  case toggleAllEntries
  // Places.
  case search, searchNext, searchPrevious, commandLine
  case nextCheckpoint, previousCheckpoint
  case page
  case nextSend, previousSend
  case nextFinding, previousFinding
  case mark, goToMark, back, forward
  // The rest.
  case copy, toggleMouse, stop, redraw, suspend, quit
}

/// The views, by the number that calls them; help has none.
public enum ViewKind: Int, Sendable, CaseIterable {
  case summary = 0
  case tree = 1
  case pages = 2
  case findings = 7
  case help = -1

  var title: String {
    switch self {
    case .summary: "Summary"
    case .tree: "Tree"
    case .pages: "Pages"
    case .findings: "Findings"
    case .help: "Help"
    }
  }

  /// The views that are called by a number, in its order.
  static let numbered: [ViewKind] = [.summary, .tree, .pages, .findings]
}
