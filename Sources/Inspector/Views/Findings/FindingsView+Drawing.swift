@_spi(Measuring) import SaveStream

extension FindingsView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    let layout = layout(scene)
    if layout.list.rows > 0 { grid.inside(layout.list) { drawList(into: &$0, scene) } }
    guard list.count > 0, layout.pane.rows > 0 else { return }
    grid.inside(layout.pane) { pane.draw(into: &$0, title: paneTitle(scene), isFocused: hasPaneFocus, scene) }
  }

  private func drawList(into grid: inout Grid, _ scene: Scene) {
    let columns = columns(scene)
    grid.clear(row: 0, style: .heading)
    for head in columns.heads {
      let isSorted = head.field != nil && head.field == list.order?.column
      grid.put(head.text, row: 0, column: head.cells.lowerBound, style: isSorted ? .headingCurrent : .heading)
    }
    drawOrder(columns, into: &grid, scene.glyphs)
    guard list.count > 0 else { return drawNothing(into: &grid, scene) }
    for (line, row) in rows.visible(count: outline.rowCount, height: height(scene)).enumerated() {
      drawRow(row, columns, into: &grid, line: line + 1, scene)
      if row == rows.selected { grid.select(row: line + 1, sign: scene.glyphs, at: 1, isFocused: !hasPaneFocus) }
    }
  }

  /// Marks the column that rows are sorted by, before its head.
  private func drawOrder(_ columns: FindingColumns, into grid: inout Grid, _ glyphs: Glyphs) {
    guard let order = list.order, let head = columns.heads.first(where: { $0.field == order.column }) else { return }
    let sign = String(order.isDescending ? glyphs.descending : glyphs.ascending)
    grid.put(sign, row: 0, column: head.cells.lowerBound - 1, style: .headingCurrent)
  }

  private func drawNothing(into grid: inout Grid, _ scene: Scene) {
    let isKnown = total(scene) == 0 && scene.index.isLookedThrough
    let words = total(scene) > 0 ? "The filter lets no finding pass." : scene.noFindings
    for (line, text) in TextWidth.wrapped(words, scene.columns - 3).enumerated() {
      grid.put(text, row: line + 1, column: 2, style: isKnown ? .good : .dim)
    }
  }

  func columns(_ scene: Scene) -> FindingColumns {
    FindingColumns(
      columns: scene.columns, rule: ruleWidth, capture: scene.index.size, checkpoints: scene.index.checkpoints.count)
  }

  /// A rule with several findings shows the worst of them, behind a sign that tells whether it is open.
  private func drawRow(
    _ row: Int, _ columns: FindingColumns, into grid: inout Grid, line: Int, _ scene: Scene
  ) {
    guard let place = outline.place(ofRow: row), let finding = finding(at: place, scene) else { return }
    let style = finding.severity.style
    grid.put(finding.severity.sign(scene.glyphs), row: line, column: 0, style: style)
    grid.put(finding.severity.rawValue, row: line, column: FindingColumns.severity, style: style)
    grid.put(finding.rule.rawValue, row: line, column: FindingColumns.rule, style: .name)
    let checkpoint = finding.checkpoint.map { "\($0)" } ?? String(scene.glyphs.dot)
    grid.put(checkpoint, row: line, endingAt: columns.checkpointEnd)
    grid.put(NumberText.hex(finding.offset), row: line, endingAt: columns.offsetEnd, style: .offset)
    let text = lead(of: row, scene) + FindingText.message(for: finding)
    grid.put(
      TextWidth.fitted(text, columns.whatWidth, scene.glyphs), row: line, column: columns.what, style: .dim)
  }

  private func lead(of row: Int, _ scene: Scene) -> String {
    switch outline.row(row) {
    case .group(let number):
      let group = outline.groups[number]
      let sign = outline.isOpen(group) ? scene.glyphs.expanded : scene.glyphs.collapsed
      return "\(sign) \(NumberText.grouped(group.count)): "
    case .finding(_, isInside: true): return "  "
    default: return ""
    }
  }

  private func paneTitle(_ scene: Scene) -> String {
    let dropped = Severity.allCases.reduce(0) { $0 + (scene.index.findingCounts[$1] ?? 0) } - total(scene)
    let more = dropped > 0 ? "; \(NumberText.grouped(dropped)) more were not kept" : ""
    guard case .group(let number) = outline.row(rows.selected) else {
      return "finding \((list.position(at: cursor.selected) ?? 0) + 1)\(more)"
    }
    let group = outline.groups[number]
    let ends = group.ends.compactMap { finding(at: $0, scene) }.map { NumberText.hex($0.offset) }
    return "\(NumberText.counted(group.count, "finding")) of \(group.rule.rawValue), from "
      + "\(ends.joined(separator: " to "))\(more)"
  }
}

/// Where the columns of the Findings view stand: those of words and numbers are as wide as what they show, and what is
/// left is for the text.
struct FindingColumns: Equatable {
  static let severity = 2
  static let rule = 12
  /// One past the right end of the checkpoint and of the offset.
  let checkpointEnd: Int
  let offsetEnd: Int
  let what: Int
  /// Cells of the text.
  let whatWidth: Int

  /// - Parameters:
  ///   - rule: the cells of the longest rule id that is shown.
  ///   - capture: the capture's size, which decides the digits of an offset.
  ///   - checkpoints: how many there are, which decides the digits of a number.
  init(columns: Int, rule: Int, capture: UInt64, checkpoints: Int) {
    checkpointEnd = Self.rule + max(rule, 4) + 2 + max(NumberText.grouped(checkpoints).utf8.count, 4)
    offsetEnd = checkpointEnd + 2 + max(NumberText.hex(capture).utf8.count, 6)
    what = offsetEnd + 2
    whatWidth = max(0, columns - what - 1)
  }

  /// The heads, the fields that they stand for, and their cells; before each is room for the sign of the order.
  var heads: [(text: String, field: String?, cells: Range<Int>)] {
    let cells = [
      "severity": Self.severity..<Self.severity + 8, "rule": Self.rule..<Self.rule + 4,
      "checkpoint": checkpointEnd - 4..<checkpointEnd, "offset": offsetEnd - 6..<offsetEnd, "message": what..<what + 4,
    ]
    return Finding.columns.compactMap { column in
      cells[column.name].map {
        (column.heading, Finding.filterSchema.place(of: column.name) == nil ? nil : column.name, $0)
      }
    }.sorted { $0.cells.lowerBound < $1.cells.lowerBound }
  }
}
