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

  static let columns: [Column] = [
    Column(head: "ckpt", width: 5, style: .plain) { "\($0.send.checkpoint)" },
    Column(head: "iter", width: 4, style: .dim) { "\($0.send.iteration)" },
    Column(head: "type", width: 9, isRight: false, style: .plain) { $0.send.type.name },
    Column(head: "encoding", width: 8, isRight: false, style: .name) { $0.send.encoding.rawValue },
    Column(head: "bytes", width: 5, style: .plain) { $0.send.ranges.isEmpty ? "" : "\($0.send.length)" },
    Column(head: "runs", width: 4, style: .plain) { $0.send.delta.map { "\($0.runs)" } ?? "" },
    Column(head: "sent", width: 4, style: .plain) { $0.send.delta.map { "\($0.literalWords)" } ?? "" },
    Column(head: "changed", width: 7, style: .value) { row in row.step.changed.map { "\($0.count)" } ?? "" },
  ]

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
