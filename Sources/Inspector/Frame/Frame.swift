@_spi(Measuring) import SaveStream

/// What stands around the views: the title, the names of the views, the status line and the key hints.
struct Frame {
  static let rowsAbove = 2
  static let otherRows = 4
  static let fewestRows = 16
  static let fewestColumns = 60
  /// Rows that a message takes at most.
  static let mostMessageRows = 6

  let scene: Scene
  /// Rows of the screen.
  let rows: Int
  /// The view that is shown, where one is in it, and what it would show, were it not empty.
  let current: ViewKind
  let position: ViewPosition
  let missing: String?
  let message: Message?
  /// The line that is typed.
  let line: Prompt.Line?
  /// What the next key is waited for.
  let awaited: String?
  /// What was noted on the place.
  let note: String?
  /// How far reading the capture is; empty where it has ended.
  let progress: String
  /// What goes on beside the keys.
  let running: String?
  /// Whether a command does something where one is.
  let offers: (Command) -> Bool

  /// Something in a line that can be clicked.
  struct Button {
    let columns: Range<Int>
    let key: String
    let text: String
    let command: Command
  }

  /// What a click on a cell outside the view asks for.
  func command(atRow row: Int, column: Int) -> Command? {
    let buttons =
      switch row {
      case 1: tabs.buttons
      case rows - 1 where line == nil: hints.buttons
      default: [Button]()
      }
    return buttons.first { $0.columns.contains(column) }?.command
  }

  func draw(into grid: inout Grid) {
    TitleLine(scene: scene, isComparing: current == .diff).draw(into: &grid)
    tabs.draw(into: &grid)
    StatusLine(frame: self).draw(into: &grid, row: grid.rows - 2)
    if let line {
      line.draw(into: &grid, row: grid.rows - 1)
    } else {
      hints.draw(into: &grid, row: grid.rows - 1)
    }
  }

  private var tabs: TabLine { TabLine(scene: scene, current: current, progress: progress) }

  private var hints: HintLine { HintLine(scene: scene, current: current, isEmpty: missing != nil, offers: offers) }
}

extension Prompt.Line {
  func draw(into grid: inout Grid, row: Int) {
    let style: Style = isWrong ? .promptWrong : .prompt
    let room = max(grid.columns - 3, 1)
    // The line scrolls sideways, so that the cursor is always there.
    let skipped = max(0, editor.cursor - room)
    grid.put(sign, row: row, column: 0, style: style)
    var column = 1
    for (place, scalar) in editor.text.enumerated().dropFirst(skipped) {
      column = grid.put(String(scalar), row: row, column: column, style: place == editor.cursor ? .cursor : style)
    }
    if editor.cursor == editor.text.count { grid.put(" ", row: row, column: column, style: .cursor) }
    if let scope, column + TextWidth.of(scope) + 3 <= grid.columns {
      grid.put(scope, row: row, endingAt: grid.columns - 1, style: .dim)
    }
  }
}
