/// Where the parts of the Checkpoints view lie: the list with the figures of the selected checkpoint below it, or from
/// 120 columns on beside it, and where there is much room a chart of all checkpoints above.
struct TimelineLayout: Equatable {
  /// Empty where there is too little room, or too little to tell.
  var chart: Rect
  /// Its first two rows are its head.
  var list: Rect
  /// Its first row is its head.
  var figures: Rect
  /// The column of the line between list and figures; nil when one stands below the other.
  var divider: Int?

  static let headRows = 2

  init(rows: Int, columns: Int, checkpoints: Int) {
    let hasChart = columns >= 160 && rows >= 30 && checkpoints > 2
    chart = Rect(row: 0, column: 0, rows: hasChart ? TimelineChart.allRows : 0, columns: columns)
    let left = rows - chart.rows
    if columns >= 120 {
      let width = 44
      divider = columns - width - 1
      list = Rect(row: chart.rows, column: 0, rows: left, columns: columns - width - 1)
      figures = Rect(row: chart.rows, column: columns - width, rows: left, columns: width)
    } else {
      let below = min(8, max(6, rows * 2 / 5))
      list = Rect(row: chart.rows, column: 0, rows: left - below, columns: columns)
      figures = Rect(row: chart.rows + left - below, column: 0, rows: below, columns: columns)
    }
  }

  /// Rows of the list that show checkpoints.
  var listRows: Int { max(1, list.rows - Self.headRows) }
}
