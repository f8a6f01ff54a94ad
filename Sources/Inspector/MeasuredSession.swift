@_spi(Measuring) import SaveStream

/// A session as a benchmark drives it: keys go in, screens come out.
@_spi(Measuring) public struct MeasuredSession {
  private let session: InspectorSession
  private let rows: Int
  private let columns: Int

  /// A session over what an index knows now, on a screen of so many rows and columns.
  public init(path: String, capture: Capture, index: IndexSnapshot, rows: Int, columns: Int) {
    session = InspectorSession(
      capture: capture, index: index, inspector: Inspector(path: path, glyphs: .unicode))
    self.rows = rows
    self.columns = columns
    _ = session.send(.resize(rows: rows, columns: columns))
    _ = session.send(.index(index, milliseconds: 0))
  }

  /// Takes in a key, without drawing.
  public func press(_ key: Key) { _ = session.send(.key(key)) }

  /// The screen as it is now.
  public func screen() -> Grid {
    var grid = Grid(rows: rows, columns: columns)
    session.inspector.draw(into: &grid)
    return grid
  }

  /// Whether there is work beside the keys.
  public var isWorking: Bool { session.isWorking }

  /// Does a slice of that work.
  public func continueWork() { _ = session.continueWork() }
}
