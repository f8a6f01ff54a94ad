/// Where the parts of the Checkpoints view lie: charts of all checkpoints over a third of the height where there is
/// much room; below them the list, with the figures of the selected checkpoint below it or, where bars have room
/// enough, beside it.
struct TimelineLayout: Equatable {
  /// Charts side by side; empty where there is too little room, or too little to tell.
  var charts: Rect
  /// How many charts there is room for.
  var chartCount: Int
  /// Its first two rows are its head.
  var list: Rect
  /// Its first row is its head. Where there are no charts above, one may take its place.
  var figures: Rect
  /// The column of the line between list and figures; nil when one stands below the other.
  var divider: Int?

  static let headRows = 2
  /// Columns of the screen from which on the figures stand beside the list: the bars have no less room then than on
  /// half the width.
  static let columnsForBeside = 150
  /// Columns of the list from which on more is said of each checkpoint, for the same reason.
  static let columnsForMore = 131
  private static let figureColumns = 44
  private static let rowsForCharts = 28
  private static let fewestColumnsOfChart = 56

  init(rows: Int, columns: Int, checkpoints: Int) {
    let hasCharts = rows >= Self.rowsForCharts && checkpoints > 2
    charts = Rect(row: 0, column: 0, rows: hasCharts ? rows / 3 : 0, columns: columns)
    chartCount = max(1, min(columns / Self.fewestColumnsOfChart, 3))
    let left = rows - charts.rows
    if columns >= Self.columnsForBeside {
      let width = Self.figureColumns
      divider = columns - width - 1
      list = Rect(row: charts.rows, column: 0, rows: left, columns: columns - width - 1)
      figures = Rect(row: charts.rows, column: columns - width, rows: left, columns: width)
    } else {
      let below = min(8, max(6, rows * 2 / 5))
      list = Rect(row: charts.rows, column: 0, rows: left - below, columns: columns)
      figures = Rect(row: charts.rows + left - below, column: 0, rows: below, columns: columns)
    }
  }

  /// Rows of the list that show checkpoints.
  var listRows: Int { max(1, list.rows - Self.headRows) }
}
