@_spi(Measuring) import SaveStream

/// The fields of the structure that a page holds.
struct PageFieldsPane: Sendable {
  private(set) var cursor = ListCursor()
  private(set) var fields: [DecodedField] = []
  private var layout: Layout?
  private var meanings: [String: String] = [:]

  /// The page that the field under the cursor leads to.
  var pfnUnderCursor: UInt64? {
    guard let layout, fields.indices.contains(cursor.selected) else { return nil }
    return PageStructure.pfn(in: fields[cursor.selected], of: layout)
  }

  var valueUnderCursor: FieldValue? {
    fields.indices.contains(cursor.selected) ? fields[cursor.selected].value : nil
  }

  mutating func take(_ content: PageContent) {
    layout = content.structure?.layout
    fields = content.structure.map { $0.fields(of: content.bytes) } ?? []
    meanings = [:]
    for field in layout?.fields ?? [] where !field.meaning.isEmpty { meanings[field.name] = field.meaning }
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, height: Int) -> Bool {
    cursor.perform(command, count: fields.count, height: height - 1)
  }

  mutating func scroll(by rows: Int, height: Int) { cursor.scroll(by: rows, count: fields.count, height: height - 1) }

  mutating func click(line: Int, height: Int) {
    cursor.select(cursor.top + line, count: fields.count, height: height - 1)
  }

  mutating func fit(height: Int) { cursor.fit(count: fields.count, height: height - 1) }

  func draw(_ content: PageContent, into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    let name = layout?.name ?? ""
    let used = content.structure?.isTable == true ? ", those that are not zero" : ""
    grid.rule(
      row: 0, title: "fields of \(name) at checkpoint \(content.checkpoint)\(used)", glyphs: scene.glyphs,
      isFocused: isFocused, key: scene.paneKey(isFocused, in: .page))
    if fields.isEmpty { grid.put("Every entry is zero.", row: 1, column: 2, style: .dim) }
    let visible = cursor.visible(count: fields.count, height: grid.region.rows - 1)
    let nameWidth = min(fields[visible].reduce(8) { max($0, TextWidth.of($1.path)) }, grid.region.columns / 3)
    for (line, position) in visible.enumerated() {
      draw(fields[position], content, nameWidth: nameWidth, into: &grid, line: line + 1, scene)
      if position == cursor.selected, isFocused { grid.select(row: line + 1, sign: scene.glyphs, at: 0) }
    }
  }

  private func draw(
    _ field: DecodedField, _ content: PageContent, nameWidth: Int, into grid: inout Grid, line: Int, _ scene: Scene
  ) {
    let words = field.offset / wordSize..<(field.offset + max(field.length, 1) - 1) / wordSize + 1
    let isChanged = words.contains { content.isNew(word: $0) }
    if isChanged { grid.put("*", row: line, column: 1, style: .hintKey) }
    grid.put(NumberText.hexDigits(UInt64(field.offset), count: 3), row: line, column: 2, style: .offset)
    grid.put(TextWidth.fitted(field.path, nameWidth, scene.glyphs), row: line, column: 6, style: .name)
    let start = 6 + nameWidth + 2
    guard let value = field.value else { return }
    let text = FieldText.of(value, glyphs: scene.glyphs)
    let end = grid.put(
      TextWidth.fitted(text, grid.region.columns - start - 1, scene.glyphs), row: line, column: start,
      style: isChanged ? .changed : .value)
    let room = grid.region.columns - end - 3
    guard room >= 8, let meaning = meanings[field.path] else { return }
    grid.put(TextWidth.fitted(meaning, room, scene.glyphs), row: line, column: end + 2, style: .dim)
  }
}
