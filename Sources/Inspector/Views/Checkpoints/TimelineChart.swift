import SaveStream

/// The bytes of all checkpoints as one chart: columns that stand for a checkpoint or for several, the largest of which
/// counts.
struct TimelineChart: Sendable, Equatable {
  /// Heights of the columns in eighths of a row.
  private var heights: [UInt8] = []
  private var count = 0
  /// Checkpoints of a column, where there are more of them than columns.
  private(set) var checkpointsPerColumn = 1
  /// Columns of a checkpoint, where there are few of them.
  private var columnsPerCheckpoint = 1

  /// Rows of the chart itself: a title stands above them and the cursor's sign below.
  static let rows = 3
  static let allRows = rows + 2

  init() {}

  init(_ checkpoints: CheckpointRows, _ scale: TimelineScale, _ longest: LongestCheckpoints, columns: Int) {
    count = checkpoints.count
    guard count > 0, columns > 0 else { return }
    checkpointsPerColumn = (count + columns - 1) / columns
    columnsPerCheckpoint = max(1, min(columns / count, Self.widest))
    heights = stride(from: 0, to: count, by: checkpointsPerColumn).map { first in
      let part = (first..<min(first + checkpointsPerColumn, count)).reduce(0.0) { part, number in
        max(part, scale.part(checkpoints[number].length, ofCheckpoint: number, longest))
      }
      return UInt8(max(1, Int((part * Double(Self.rows * 8)).rounded())))
    }
  }

  /// The checkpoint that a column of the chart stands for; nil where there is none.
  func checkpoint(atColumn column: Int) -> Int? {
    guard column >= 0 else { return nil }
    let number = column / columnsPerCheckpoint * checkpointsPerColumn
    return number < count ? number : nil
  }

  /// Draws the chart from a row on, and the sign of a checkpoint below it.
  func draw(into grid: inout Grid, row: Int, column: Int, selected: Int, _ glyphs: Glyphs) {
    let selectedPlace = selected / checkpointsPerColumn
    for (place, height) in heights.enumerated() {
      let style: Style = place == selectedPlace ? .value : .barFraming
      // A gap keeps wide columns apart.
      for step in 0..<(columnsPerCheckpoint > 2 ? columnsPerCheckpoint - 1 : columnsPerCheckpoint) {
        let column = column + place * columnsPerCheckpoint + step
        for line in 0..<Self.rows {
          let eighths = min(8, max(0, Int(height) - (Self.rows - 1 - line) * 8))
          grid.set(Grid.Cell(Self.glyph(eighths, glyphs).value, style), row: row + line, column: column)
        }
      }
    }
    let sign = glyphs.isUnicode ? "▴" : "^"
    grid.put(
      sign, row: row + Self.rows,
      column: column + selectedPlace * columnsPerCheckpoint + max(0, columnsPerCheckpoint - 2) / 2,
      style: .value)
  }

  private static func glyph(_ eighths: Int, _ glyphs: Glyphs) -> Unicode.Scalar {
    guard eighths > 0 else { return " " }
    if glyphs.isUnicode { return Self.steps[eighths - 1] }
    return eighths < 3 ? "." : eighths < 6 ? ":" : "#"
  }

  private static let steps: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// Columns that a checkpoint gets at most.
  private static let widest = 6
}

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
