/// The panes of the Page view that take keys.
enum PageViewPane: Int, Sendable, CaseIterable {
  /// Every time that the page was sent.
  case sends
  /// What the page holds.
  case content
}

/// Where the panes of the Page view lie: a head over all, the sends over the content, or beside it where there is room
/// for that; and where there is room still, the run map of the selected send and a map of all words. Each pane's first
/// row is its head.
struct PageLayout: Equatable {
  var head = Rect(row: 0, column: 0, rows: 0, columns: 0)
  var sends = Rect(row: 0, column: 0, rows: 0, columns: 0)
  var content = Rect(row: 0, column: 0, rows: 0, columns: 0)
  /// The run map; empty where it is one of the looks of the content instead.
  var map = Rect(row: 0, column: 0, rows: 0, columns: 0)
  /// The map of what the words look like; empty where there is no room for it.
  var words = Rect(row: 0, column: 0, rows: 0, columns: 0)
  /// The line between left and right; nil when there is none.
  var divider: Rect?

  /// - Parameters:
  ///   - headRows: the rows that the head wants.
  ///   - sendCount: the rows that the sends want below their two heads.
  ///   - hasRunMap: whether there is more to tell of the selected send than a sentence.
  init(
    rows: Int, columns: Int, headRows: Int, sendCount: Int, hasRunMap: Bool = true, focus: PageViewPane,
    isMaximised: Bool
  ) {
    let above = min(max(headRows, 1), max(rows / 3, 1))
    head = Rect(row: 0, column: 0, rows: above, columns: columns)
    let below = Rect(row: above, column: 0, rows: rows - above, columns: columns)
    let listed = max(sendCount, 1) + 2
    if isMaximised {
      self[focus] = below
    } else if columns >= Self.contentColumns + 1 + PageSendColumns.columnsWithWholeMap {
      layBeside(below, listed: listed, hasRunMap: hasRunMap)
    } else {
      layStacked(below, listed: listed)
    }
  }

  /// Sends and, below them, the maps on the left; content on the right.
  private mutating func layBeside(_ area: Rect, listed: Int, hasRunMap: Bool) {
    let left = area.columns - Self.contentColumns - 1
    divider = Rect(row: area.row, column: left, rows: area.rows, columns: 1)
    content = Rect(row: area.row, column: left + 1, rows: area.rows, columns: Self.contentColumns)
    sends = Rect(row: area.row, column: 0, rows: area.rows, columns: left)
    guard area.rows - Self.mapRows >= min(listed, Self.fewestListed) else { return }
    sends.rows = min(listed, area.rows - Self.mapRows)
    map = Rect(row: area.row + sends.rows, column: 0, rows: Self.mapRows, columns: left)
    let mapRows = hasRunMap ? Self.mapRows : Self.sentenceRows
    let rest = area.rows - sends.rows - mapRows
    guard rest >= WordMapPane.fewestRows else { return }
    map.rows = mapRows
    words = Rect(row: map.row + mapRows, column: 0, rows: rest, columns: left)
  }

  /// Sends above; below them the content and, on its right, the map.
  private mutating func layStacked(_ area: Rect, listed: Int) {
    sends = area
    sends.rows = min(listed, max(area.rows * 2 / 5, 4))
    content = area
    content.row += sends.rows
    content.rows -= sends.rows
    guard area.columns >= Self.contentColumns + 1 + Self.mapColumns, content.rows >= Self.fewestMapRows else { return }
    divider = Rect(row: content.row, column: Self.contentColumns, rows: content.rows, columns: 1)
    map = content
    map.column = Self.contentColumns + 1
    map.columns -= map.column
    content.columns = Self.contentColumns
  }

  /// Sixteen bytes in a row.
  private static let contentColumns = 79
  /// A cell for each word in rows of 64, with the offsets in front.
  private static let mapColumns = 70
  /// The head, two lines of facts, and a cell for each word.
  private static let mapRows = 19
  /// The head, and what is said where there is no map.
  private static let sentenceRows = 3
  private static let fewestMapRows = 8
  private static let fewestListed = 8

  subscript(pane: PageViewPane) -> Rect {
    get {
      switch pane {
      case .sends: sends
      case .content: content
      }
    }
    set {
      switch pane {
      case .sends: sends = newValue
      case .content: content = newValue
      }
    }
  }

  /// The pane that a cell belongs to.
  func pane(row: Int, column: Int) -> PageViewPane? {
    PageViewPane.allCases.first { self[$0].contains(row: row, column: column) }
  }
}
