import SaveStream

/// The pane that shows what the page holds, in one of several looks.
struct PageContentPane: Sendable {
  /// The looks that `v` turns between.
  enum Look: Sendable, CaseIterable {
    /// The bytes as of the checkpoint, or, while sends are compared, those of two sends.
    case bytes
    /// What the selected send does to each word.
    case runMap
    /// The fields of the structure that the page holds.
    case fields
  }

  private(set) var look = Look.bytes
  private(set) var bytes = PageBytes()
  private(set) var fields = PageFieldsPane()
  private(set) var comparison = PageComparisonPane()
  /// Whether two sends are compared in the place of the bytes.
  var isComparing = false
  /// The match that one is at, by its bytes from the start of the page.
  private(set) var hit: Range<Int>?

  var isComparisonShown: Bool { look == .bytes && isComparing }
  var areBytesShown: Bool { look == .bytes && !isComparing }

  /// The next look; that of fields only where there are some.
  mutating func turn(hasFields: Bool) {
    switch look {
    case .bytes: look = .runMap
    case .runMap: look = hasFields ? .fields : .bytes
    case .fields: look = .bytes
    }
  }

  /// Shows a match of the search.
  mutating func show(hit: Range<Int>) {
    self.hit = hit
    look = .bytes
    isComparing = false
    bytes.show(hit.lowerBound)
  }

  /// Another page is shown.
  mutating func startAnew() {
    hit = nil
    isComparing = false
    comparison.forget()
  }

  mutating func endHit() { hit = nil }

  /// - Parameter isNew: whether another page was shown before.
  mutating func take(_ content: PageContent, isNew: Bool) {
    fields.take(content)
    if look == .fields, content.structure == nil, content.page != nil { look = .bytes }
    if isNew, hit == nil { bytes.arrive(at: content) }
  }

  mutating func take(_ comparison: PageComparison) { self.comparison.take(comparison) }

  mutating func fit(_ size: Rect) {
    bytes.fit(size)
    fields.fit(height: size.rows)
    comparison.fit(size)
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect) -> Bool {
    switch look {
    case .bytes: isComparing ? comparison.perform(command, height: size.rows) : bytes.perform(command, size: size)
    case .fields: fields.perform(command, height: size.rows)
    case .runMap: false
    }
  }

  mutating func scroll(by rows: Int, size: Rect) {
    switch look {
    case .bytes where isComparing: comparison.scroll(by: rows)
    case .bytes: bytes.scroll(by: rows, size: size)
    case .fields: fields.scroll(by: rows, height: size.rows)
    case .runMap: break
    }
  }

  mutating func click(line: Int, column: Int, size: Rect) {
    switch look {
    case .bytes where !isComparing: bytes.click(line: line, column: column, size: size)
    case .fields: fields.click(line: line, height: size.rows)
    default: break
    }
  }
}

extension PageContentPane {
  /// - Parameter send: the selected send, by its position.
  func draw(
    _ content: PageContent, send: (position: Int, row: PageSendsPane.Row)?, into grid: inout Grid, _ scene: Scene,
    isFocused: Bool
  ) {
    if look == .runMap {
      drawRunMap(of: send, into: &grid, scene, isFocused: isFocused)
    } else if isComparisonShown {
      comparison.draw(into: &grid, scene, isFocused: isFocused)
    } else if content.page == nil {
      grid.rule(row: 0, title: content.title, glyphs: scene.glyphs, isFocused: isFocused)
      let words = PageContentText(content: content, scene: scene).absence
      for (line, text) in TextWidth.wrapped("No bytes: \(words).", grid.region.columns - 2).enumerated() {
        grid.put(text, row: 1 + line, column: 1, style: .dim)
      }
    } else if look == .fields {
      fields.draw(content, into: &grid, scene, isFocused: isFocused)
    } else {
      grid.rule(row: 0, title: content.title, glyphs: scene.glyphs, isFocused: isFocused)
      let matches = PageMatches(of: scene.pattern, in: content.bytes, current: hit)
      bytes.draw(content, into: &grid, isFocused: isFocused, matches)
    }
  }

  private func drawRunMap(
    of send: (position: Int, row: PageSendsPane.Row)?, into grid: inout Grid, _ scene: Scene, isFocused: Bool
  ) {
    let name = send.map { "run map of send \($0.position + 1), checkpoint \($0.row.send.checkpoint)" } ?? "run map"
    grid.rule(row: 0, title: name, glyphs: scene.glyphs, isFocused: isFocused)
    guard let row = send?.row else { return }
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
  fileprivate var hasMap: Bool {
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
      words = "Sent once more to be compared: \(DecimalText.counted(differing.count, "word")) differ."
    case (_, let changed?): words = "A whole page; the map shows the \(DecimalText.counted(changed.count, "word")) that changed."
    case (_, nil): words = "A whole page, where there was none before."
    }
    return TextWidth.wrapped(words, columns).map { [StyledText($0, .dim)] }
  }
}
