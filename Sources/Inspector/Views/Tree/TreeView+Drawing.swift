import SaveStream

extension TreeView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    let layout = layout(scene)
    if let divider = layout.divider {
      for row in 0..<scene.rows {
        grid.set(Grid.Cell(scene.glyphs.vertical.value, .border), row: row, column: divider)
      }
    }
    grid.inside(layout.tree) { drawTree(into: &$0, scene) }
    grid.inside(layout.fields) { fields.draw(into: &$0, scene, isFocused: focus == .fields) }
    grid.inside(layout.hex) {
      if isResultShown {
        page.draw(into: &$0, scene, isFocused: focus == .hex)
      } else {
        hex.draw(into: &$0, scene, isFocused: focus == .hex)
      }
    }
  }

  private func drawTree(into grid: inout Grid, _ scene: Scene) {
    guard grid.region.rows > 0 else { return }
    let columns = TreeColumns(width: grid.region.columns, capture: scene.index.size)
    columns.drawHead(into: &grid, style: .heading)
    guard outline.rowCount > 0 else {
      grid.put("Nothing has been read yet.", row: 1, column: 2, style: .dim)
      return
    }
    let visible = cursor.visible(count: outline.rowCount, height: grid.region.rows - 1)
    for (line, row) in outline.rows(visible).enumerated() {
      let isSelected = visible.lowerBound + line == cursor.selected
      TreeRowText(row: row, scene: scene).draw(into: &grid, line: line + 1, columns)
      if isSelected { grid.select(row: line + 1, sign: scene.glyphs, at: 1, isFocused: focus == .tree) }
    }
  }
}
