@_spi(Measuring) import SaveStream

extension PageView {
  func layout(_ scene: Scene) -> PageLayout {
    PageLayout(
      rows: scene.rows, columns: scene.columns, headRows: head(scene).count, sendCount: sends.count ?? 1,
      hasRunMap: sends.selected?.hasMap ?? true, focus: focus, isMaximised: isMaximised)
  }

  /// The lines above the panes.
  func head(_ scene: Scene) -> [[StyledText]] {
    guard let pfn else {
      let words = scene.index.contentCount > 0 ? "The pages that were sent cannot be read." : scene.noPages
      return TextWidth.wrapped(words, scene.columns - 2).map { [StyledText($0, .dim)] }
    }
    guard let content else {
      let wait = "what it holds is known once the PFN arrays read so far have been gone through"
      return [[StyledText("PFN \(NumberText.hex(pfn))", .value)], [StyledText(wait, .dim)]]
    }
    return PageContentText(content: content, kernel: kernelFrame, scene: scene).lines(columns: scene.columns - 2)
  }

  /// Why the selected send carried the whole page, in many words and in few; none where it did not, or that is not
  /// known.
  private var whySentInWhole: [String] {
    guard let send = sends.selected?.send else { return [] }
    return [reasons.sentence(at: send.offset, send.encoding), reasons.phrase(at: send.offset, send.encoding)]
      .compactMap(\.self)
  }

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
      sends.draw(
        into: &$0, scene, isFocused: focus == .sends, checkpoint: checkpoint, marked: marked, why: whySentInWhole)
    }
    let send = sends.selected.map { SendMapPane(row: $0) }
    if !layout.map.isEmpty { grid.inside(layout.map) { send?.draw(into: &$0, scene, isFocused: false) } }
    guard let content else { return }
    if !layout.words.isEmpty, let page = content.page {
      let words = WordMapPane(
        bytes: page.bytes, checkpoint: content.checkpoint, visible: pane.bytes.visible, cursor: pane.bytes.cursor)
      grid.inside(layout.words) { words.draw(into: &$0, scene) }
    }
    grid.inside(layout.content) {
      pane.draw(content, send: send, into: &$0, scene, isFocused: focus == .content)
    }
  }
}
