@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import TestSupport

/// What the program should show: the inspector driven by the same keys, with no terminal.
final class ExpectedScreen {
  private let session: InspectorSession
  private var rows = 0
  private var columns = 0

  /// - Parameter path: the capture, as it is named on the command line.
  init(_ path: String, rows: Int = 24, columns: Int = 80, glyphs: Glyphs = .unicode, settings: Settings = Settings())
    throws
  {
    let capture = try Capture.open(path)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    let index = indexer.index.snapshot
    session = InspectorSession(
      capture: capture, index: index, inspector: Inspector(path: path, glyphs: glyphs, settings: settings))
    resize(rows: rows, columns: columns)
    _ = session.send(.index(index, milliseconds: 0))
  }

  func press(_ keys: Key...) {
    for key in keys { _ = session.send(.key(key)) }
  }

  func click(row: Int, column: Int) {
    _ = session.send(.mouse(Mouse(.press, row: row, column: column, milliseconds: 0)))
  }

  func resize(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    _ = session.send(.resize(rows: rows, columns: columns))
  }

  /// One line per row, blanks at the ends trimmed.
  var text: String {
    var grid = Grid(rows: rows, columns: columns)
    session.inspector.draw(into: &grid)
    return grid.text
  }
}
