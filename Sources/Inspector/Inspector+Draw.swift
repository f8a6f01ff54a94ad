extension Inspector {
  /// Draws the screen. The grid should have the size of the last `resize`.
  public func draw(into grid: inout Grid) {
    guard grid.rows >= Frame.fewestRows, grid.columns >= Frame.fewestColumns else {
      return drawTooSmall(into: &grid)
    }
    let scene = scene
    let area = Rect(row: Frame.rowsAbove, column: 0, rows: scene.rows, columns: scene.columns)
    grid.inside(area) { view(current)?.draw(into: &$0, scene) }
    Frame(self).draw(into: &grid)
    if !glyphs.isUnicode { grid.keepASCII() }
  }

  private func drawTooSmall(into grid: inout Grid) {
    let text =
      "savescope needs \(Frame.fewestColumns)x\(Frame.fewestRows) characters; this is \(grid.columns)x\(grid.rows)"
    grid.put(text, row: grid.rows / 2, column: max(0, (grid.columns - TextWidth.of(text)) / 2))
  }
}
