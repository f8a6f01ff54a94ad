/// A rectangle of cells: of a grid, or of a region of it.
struct Rect: Equatable, Sendable {
  var row: Int
  var column: Int
  var rows: Int
  var columns: Int

  var isEmpty: Bool { rows <= 0 || columns <= 0 }

  func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < self.row + rows && column >= self.column && column < self.column + columns
  }

  /// The same rectangle, its place counted from where `outer` begins.
  func offset(by outer: Rect) -> Rect {
    Rect(row: row + outer.row, column: column + outer.column, rows: rows, columns: columns)
  }

  /// What both cover; empty, not negative, where they do not meet.
  func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left, rows: max(0, min(row + rows, other.row + other.rows) - top),
      columns: max(0, min(column + columns, other.column + other.columns) - left))
  }
}
