/// Where the list of findings and the pane below it lie: the list has the rows that it needs, up to three fifths of
/// all. The first row of each is its head.
struct FindingLayout: Equatable {
  enum Part {
    case list, pane
  }

  let list: Rect
  let pane: Rect

  /// - Parameters:
  ///   - listed: rows that the list has.
  ///   - isAlone: the part that has all rows.
  init(rows: Int, columns: Int, listed: Int, isAlone: Part? = nil) {
    let most = rows - max(rows * 2 / 5, min(Self.fewestRows, rows / 2))
    let listRows =
      switch isAlone {
      case .list: rows
      case .pane: 0
      case nil: min(max(listed, 1) + 1, most)
      }
    list = Rect(row: 0, column: 0, rows: listRows, columns: columns)
    pane = Rect(row: listRows, column: 0, rows: rows - listRows, columns: columns)
  }

  /// Rows of the pane in which a sentence and a command have room.
  private static let fewestRows = 6
}
