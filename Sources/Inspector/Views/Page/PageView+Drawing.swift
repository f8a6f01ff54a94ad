import SaveStream

extension PageView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    let layout = layout(scene)
    grid.inside(layout.head) { grid in
      for (row, spans) in head(scene).enumerated() { grid.put(spans, row: row, column: 1) }
    }
    guard pfn != nil else { return }
    if let divider = layout.divider {
      for row in layout.sends.row..<scene.rows {
        grid.set(Grid.Cell(scene.glyphs.vertical.value, .border), row: row, column: divider)
      }
    }
    grid.inside(layout.sends) {
      sends.draw(into: &$0, scene, isFocused: focus == .sends, checkpoint: checkpoint, marked: marked)
    }
    guard let content else { return }
    let send = sends.selected.map { (sends.cursor.selected, $0) }
    grid.inside(layout.content) {
      pane.draw(content, send: send, into: &$0, scene, isFocused: focus == .content)
    }
  }
}
