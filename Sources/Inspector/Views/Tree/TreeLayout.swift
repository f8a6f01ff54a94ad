/// The panes of the Tree view.
enum TreePane: Int, Sendable, CaseIterable {
  case tree, fields, hex
}

/// Where the panes of the Tree view lie: three side by side from 120 columns, below that the tree over one of the
/// others; one alone when it is maximised. Each pane's first row is its head.
struct TreeLayout: Equatable {
  var tree = Rect(row: 0, column: 0, rows: 0, columns: 0)
  var fields = Rect(row: 0, column: 0, rows: 0, columns: 0)
  var hex = Rect(row: 0, column: 0, rows: 0, columns: 0)
  /// The column of the line between left and right; nil when there is none.
  var divider: Int?

  /// - Parameters:
  ///   - focus: the pane that has the keys.
  ///   - lower: what stands below the tree where there is room for one only.
  ///   - wanted: the rows of the fields pane where the bytes stand below it, within reason.
  init(
    rows: Int, columns: Int, focus: TreePane, lower: TreePane, isMaximised: Bool,
    fieldRows wanted: Int = Self.fewestFieldRows
  ) {
    let all = Rect(row: 0, column: 0, rows: rows, columns: columns)
    if isMaximised {
      self[focus] = all
    } else if columns >= 120 {
      let right = columns >= 150 ? 79 : 48
      let left = columns - right - 1
      let fieldRows = min(max(wanted, Self.fewestFieldRows), rows / 2)
      divider = left
      tree = Rect(row: 0, column: 0, rows: rows, columns: left)
      fields = Rect(row: 0, column: left + 1, rows: fieldRows, columns: right)
      hex = Rect(row: fieldRows, column: left + 1, rows: rows - fieldRows, columns: right)
    } else {
      let lowerRows = min(max(rows * 2 / 5, 4), rows - 3)
      tree = Rect(row: 0, column: 0, rows: rows - lowerRows, columns: columns)
      self[lower == .tree ? .fields : lower] =
        Rect(row: rows - lowerRows, column: 0, rows: lowerRows, columns: columns)
    }
  }

  /// Rows that the fields pane has at least, its head included, where there are twice as many.
  static let fewestFieldRows = 6

  subscript(pane: TreePane) -> Rect {
    get {
      switch pane {
      case .tree: tree
      case .fields: fields
      case .hex: hex
      }
    }
    set {
      switch pane {
      case .tree: tree = newValue
      case .fields: fields = newValue
      case .hex: hex = newValue
      }
    }
  }

  /// The pane that a cell belongs to.
  func pane(row: Int, column: Int) -> TreePane? {
    TreePane.allCases.first { self[$0].contains(row: row, column: column) }
  }
}
