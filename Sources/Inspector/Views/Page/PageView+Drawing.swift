import SaveStream

extension PageView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    let layout = layout(scene)
    grid.inside(layout.head) { grid in
      for (row, spans) in head(scene).enumerated() { grid.put(spans, row: row, column: 1) }
    }
    guard pfn != nil, sends.list.total != 0 else { return }
    if let divider = layout.divider {
      for line in 0..<divider.rows {
        let glyph = line == 0 ? scene.glyphs.teeDown : scene.glyphs.vertical
        grid.set(Grid.Cell(glyph.value, .border), row: divider.row + line, column: divider.column)
      }
    }
    grid.inside(layout.sends) {
      sends.draw(into: &$0, scene, isFocused: focus == .sends, checkpoint: checkpoint, marked: marked)
    }
    let send = sends.selected.map { SendMapPane(row: $0) }
    if !layout.map.isEmpty { grid.inside(layout.map) { send?.draw(into: &$0, scene, isFocused: false) } }
    guard let content else { return }
    grid.inside(layout.content) {
      pane.draw(content, send: send, into: &$0, scene, isFocused: focus == .content)
    }
  }
}
