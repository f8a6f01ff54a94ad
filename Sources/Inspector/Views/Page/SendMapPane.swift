@_spi(Measuring) import SaveStream

/// What one send did to each of the 1024 words of the page.
struct SendMapPane {
  let row: PageSendsPane.Row

  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    let title = "run map of send \(row.position), checkpoint \(row.send.checkpoint)"
    grid.rule(row: 0, title: title, glyphs: scene.glyphs, isFocused: isFocused)
    let facts = row.facts(columns: grid.region.columns - 2)
    for (line, spans) in facts.enumerated() { grid.put(spans, row: 1 + line, column: 1) }
    guard row.hasMap,
      let map = RunMapGrid(width: grid.region.columns - 2, height: grid.region.rows - 1 - facts.count)
    else { return }
    map.draw(into: &grid, row: 1 + facts.count, column: 1) { row.look(ofWords: $0, scene.glyphs) }
  }
}

extension PageSendsPane.Row {
  /// Whether there is more to tell of single words than that all or none of them were sent.
  var hasMap: Bool {
    if let map { return map.encoding == .delta || map.encoding == .missing }
    return step.changed != nil
  }

  /// What the map does not show.
  fileprivate func facts(columns: Int) -> [[StyledText]] {
    if let map { return RunMapText.facts(map, columns: columns) }
    let words: String
    switch (send.encoding, step.changed) {
    case (.none, _): words = "The page is said to be broken; nothing was sent of it."
    case (.missing, _): words = "The capture does not hold what was sent."
    case (.verify, let differing?):
      words = "Sent once more to be compared: \(NumberText.counted(differing.count, "word")) differ."
    case (_, let changed?):
      words = "A whole page; the map shows what changed: \(NumberText.counted(changed.count, "word"))."
    case (_, nil): words = "A whole page, where there was none before."
    }
    return TextWidth.wrapped(words, columns).map { [StyledText($0, .dim)] }
  }

  /// What a send does to some words: of a delta the words that it carries, of a whole page those that changed. Nil
  /// where there is nothing to tell.
  func look(ofWords words: Range<Int>, _ glyphs: Glyphs) -> (Unicode.Scalar, Style)? {
    if let map { return RunMapGrid.look(map.effect(on: words), map.encoding.style, glyphs) }
    guard let changed = step.changed else { return nil }
    return RunMapGrid.look(changed.effect(on: words), send.encoding.style, glyphs)
  }
}
