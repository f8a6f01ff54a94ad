/// The panes of the Page view that take keys.
enum PageViewPane: Int, Sendable, CaseIterable {
  /// Every time that the page was sent.
  case sends
  /// What the page holds.
  case content
}

/// Where the panes of the Page view lie: a head over both, the sends over the content, or beside it where there is room
/// for the run maps too. Each pane's first row is its head.
struct PageLayout: Equatable {
  var head = Rect(row: 0, column: 0, rows: 0, columns: 0)
  var sends = Rect(row: 0, column: 0, rows: 0, columns: 0)
  var content = Rect(row: 0, column: 0, rows: 0, columns: 0)
  /// The column of the line between left and right; nil when there is none.
  var divider: Int?

  /// - Parameters:
  ///   - headRows: the rows that the head wants.
  ///   - sendCount: the rows that the sends want below their two heads.
  init(
    rows: Int, columns: Int, headRows: Int, sendCount: Int, focus: PageViewPane, isMaximised: Bool
  ) {
    let above = min(max(headRows, 1), max(rows / 3, 1))
    head = Rect(row: 0, column: 0, rows: above, columns: columns)
    let rest = rows - above
    if isMaximised {
      self[focus] = Rect(row: above, column: 0, rows: rest, columns: columns)
    } else if columns >= Self.contentColumns + 1 + PageSendColumns.columnsWithWholeMap {
      let left = columns - Self.contentColumns - 1
      divider = left
      sends = Rect(row: above, column: 0, rows: rest, columns: left)
      content = Rect(row: above, column: left + 1, rows: rest, columns: Self.contentColumns)
    } else {
      let wanted = min(max(sendCount, 1) + 2, max(rest * 2 / 5, 4))
      sends = Rect(row: above, column: 0, rows: wanted, columns: columns)
      content = Rect(row: above + wanted, column: 0, rows: rest - wanted, columns: columns)
    }
  }

  /// Sixteen bytes in a row.
  private static let contentColumns = 79

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
