import SaveStream

/// The columns of the list of sends: their heads, their widths in cells, and what stands in them.
struct PageSendColumns {
  struct Column: Sendable {
    let head: String
    let width: Int
    var isRight = true
    let style: Style
    let text: @Sendable (PageSendsPane.Row) -> String
  }

  /// The cells of the one-line run map; 0 where there is no room for one.
  let mapCells: Int
  let mapColumn: Int

  static let columns: [Column] =
    [
      ("checkpoint", 5, .plain), ("iteration", 4, .dim), ("type", 9, .plain), ("encoding", 8, .name),
      ("length", 5, .plain), ("runs", 4, .plain), ("changedWords", 4, .plain),
    ].compactMap { column($0, width: $1, $2) } + [
      Column(head: "changed", width: 7, style: .value) { row in row.step.changed.map { "\($0.count)" } ?? "" }
    ]

  /// A column of the table of sends.
  private static func column(_ name: String, width: Int, _ style: Style) -> Column? {
    PageHistoryRow.columns.first { $0.name == name }.map { column in
      Column(head: column.heading, width: width, isRight: column.isNumber, style: style) { row in
        column.text(of: PageHistoryRow(number: row.position, send: row.send))
      }
    }
  }

  /// Cells that the columns take, the sign in front included.
  private static let width = columns.reduce(2) { $0 + $1.width + 1 }

  /// The cells with which the map shows 16 words in each of its own.
  static let columnsWithWholeMap = width + 64

  init(columns: Int) {
    mapColumn = Self.width
    mapCells = [64, 32, 16].first { Self.width + $0 <= columns } ?? 0
  }

  var mapHead: String { mapCells == 0 ? "" : "\(wordsPerPage / mapCells) words a cell" }
}
