@_spi(Measuring) import SaveStream

/// The Summary on a large screen: text in two columns, and below it charts, as many as there is room for.
///
/// Nothing of it is cut: where the text alone does not fit, there is no dashboard.
struct SummaryDashboard: Sendable {
  /// Lines of text at the head of each column.
  private(set) var columns: [[[StyledText]]] = []
  private(set) var panels: [(panel: SummaryPanel, area: Rect)] = []

  static let fewestRows = 30
  static let fewestColumns = 120
  private static let fewestPanelRows = 7

  /// nil where the screen is too small.
  /// - Parameter wanted: the panels that have something to show, what matters most first.
  init?(_ text: SummaryText, panels wanted: [SummaryPanel], _ scene: Scene) {
    guard scene.columns >= Self.fewestColumns, scene.rows >= Self.fewestRows else { return nil }
    let right = text.findings() + text.whereTheBytesWent() + text.howPagesTravelled()
    var left = text.whatThisIs() + text.whatToPress()
    let why = text.whyWeThinkSo()
    let room = scene.rows - left.count
    let fewest = min(scene.index.checkpoints.count, 5) + SummaryText.otherCheckpointLines
    guard right.count <= scene.rows, room >= fewest else { return nil }
    let hasRoomForReasons = room >= why.count + fewest + 3
    let rows = room - (hasRoomForReasons ? why.count : 0) - SummaryText.otherCheckpointLines
    left += text.checkpoints(most: rows) + (hasRoomForReasons ? why : [])
    var columns = [left, right]
    if !wanted.contains(where: \.isChart) {
      // What has no charts has room for more text.
      for more in [text.pagesByType(), text.layersOfTheCapture()] where columns[1].count + more.count <= scene.rows {
        columns[1] += more
      }
    }
    var waiting = wanted
    let fewestOfTheLeft = Self.fewestPanelRows * (waiting.count > 2 ? 2 : 1)
    let width = scene.columns / 2
    for (place, column) in [1, 0].map({ ($0, $0 * width) }) {
      let free = scene.rows - columns[place].count
      let count = min(waiting.count, free / Self.fewestPanelRows)
      guard count > 0 else { continue }
      // The right column leaves some to the left one, where that has room for them.
      let isShared = place == 1 && scene.rows - columns[0].count >= fewestOfTheLeft
      let here = isShared ? min(count, (waiting.count + 1) / 2) : count
      var row = columns[place].count
      for panel in waiting.prefix(here) {
        let height = min(free / here, panel.mostRows)
        panels.append((panel, Rect(row: row, column: column, rows: height, columns: width - 1)))
        row += height
      }
      waiting.removeFirst(here)
    }
    self.columns = columns
  }
}
