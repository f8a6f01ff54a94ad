@_spi(Measuring) import SaveStream

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
      TreeRowText(row: row, symbol: symbol(in: row, scene), scene: scene).draw(into: &grid, line: line + 1, columns)
      if isSelected { grid.select(row: line + 1, sign: scene.glyphs, at: 1, isFocused: focus == .tree) }
    }
    // A tree that is mostly closed leaves much room on a large screen.
    let end = 1 + outline.rowCount + 1
    guard layout(scene).divider != nil, grid.region.rows - end >= CaptureMap.fewestRows else { return }
    let map = Rect(row: end, column: 0, rows: grid.region.rows - end, columns: grid.region.columns)
    grid.inside(map) { CaptureMap(node: node, scene: scene).draw(into: &$0) }
  }
}

/// Where the columns of the tree stand.
struct TreeColumns: Equatable {
  let name: Range<Int>
  let kind: Range<Int>
  let value: Range<Int>
  /// One past the right end of the offset and of the length.
  let offsetEnd: Int
  let lengthEnd: Int

  /// - Parameter capture: the capture's size, which decides the digits of an offset and a length.
  init(width: Int, capture: UInt64) {
    let lengthWidth = max(NumberText.grouped(capture).utf8.count, 6)
    let offsetWidth = max(NumberText.hex(capture).utf8.count, 6)
    lengthEnd = width - 1
    offsetEnd = lengthEnd - lengthWidth - 2
    let room = max(offsetEnd - offsetWidth - 1, 10)
    let kindWidth = room >= 50 ? 11 : 0
    let nameEnd = 2 + (room - kindWidth - 2) * 11 / 20
    name = 0..<nameEnd
    kind = nameEnd + 1..<nameEnd + 1 + kindWidth
    value = kind.upperBound..<max(room, kind.upperBound)
  }

  func drawHead(into grid: inout Grid, style: Style) {
    grid.clear(row: 0, style: style)
    grid.put("  name", row: 0, column: 0, style: style)
    if !kind.isEmpty { grid.put("kind", row: 0, column: kind.lowerBound, style: style) }
    grid.put("value", row: 0, column: value.lowerBound, style: style, limit: value.count)
    grid.put("offset", row: 0, endingAt: offsetEnd, style: style)
    grid.put("length", row: 0, endingAt: lengthEnd, style: style)
  }
}

/// A row of the tree.
struct TreeRowText {
  let row: TreeOutline.Row
  /// The symbol of the kernel's address that its value is.
  let symbol: String?
  let scene: Scene

  /// The column of the sign that opens and closes a node.
  static func expanderColumn(depth: Int) -> Int { 2 + indent(depth) }

  /// Deep nodes are indented less, so that their names stay on the screen.
  private static func indent(_ depth: Int) -> Int { depth <= 6 ? 2 * depth : 12 + (depth - 6) }

  func draw(into grid: inout Grid, line: Int, _ columns: TreeColumns) {
    let glyphs = scene.glyphs
    let start = Self.expanderColumn(depth: row.path.count - 1)
    guard let node = row.node else {
      grid.put(String(glyphs.ellipsis), row: line, column: start + 2, style: .dim)
      return
    }
    drawSign(node, into: &grid, line: line)
    if !node.isLeaf {
      grid.put(String(row.isOpen ? glyphs.expanded : glyphs.collapsed), row: line, column: start, style: .dim)
    }
    let name = EscapedText.of(node.name, unicode: glyphs.isUnicode)
    let style: Style = scene.pattern?.isIn(node.name) == true ? .match : node.isLeaf ? .plain : .name
    grid.put(
      TextWidth.fitted(name, columns.name.upperBound - start - 2, glyphs), row: line, column: start + 2, style: style)
    if !columns.kind.isEmpty {
      grid.put(
        node.kind.rawValue, row: line, column: columns.kind.lowerBound, style: .dim, limit: columns.kind.count - 1)
    }
    grid.put(NumberText.hex(node.offset), row: line, endingAt: columns.offsetEnd, style: .offset)
    grid.put(NumberText.grouped(node.length), row: line, endingAt: columns.lengthEnd)
    drawValue(of: node, into: &grid, line: line, columns)
  }

  private func drawValue(of node: TreeNode, into grid: inout Grid, line: Int, _ columns: TreeColumns) {
    let glyphs = scene.glyphs
    if let value = node.value {
      let text = TextWidth.fitted(FieldText.of(value, glyphs: glyphs), columns.value.count - 1, glyphs)
      let end = grid.put(text, row: line, column: columns.value.lowerBound, style: .value)
      let room = columns.value.upperBound - end - 3
      if let symbol, room >= 6 {
        grid.put(TextWidth.fitted(symbol, room, glyphs), row: line, column: end + 2, style: .name)
        return
      }
      guard room >= 6, !node.meaning.isEmpty else { return }
      let meaning = EscapedText.of(node.meaning, unicode: glyphs.isUnicode)
      grid.put(TextWidth.fitted(meaning, room, glyphs), row: line, column: end + 2, style: .dim)
    } else {
      let meaning = EscapedText.of(node.meaning, unicode: glyphs.isUnicode)
      let text = TextWidth.fitted(meaning, columns.value.count - 1, glyphs)
      grid.put(text, row: line, column: columns.value.lowerBound, style: .dim)
    }
  }

  /// The sign of the worst finding in the node, in front of its row.
  private func drawSign(_ node: TreeNode, into grid: inout Grid, line: Int) {
    guard let severity = scene.severity(of: node) else { return }
    grid.put(severity.sign(scene.glyphs), row: line, column: 0, style: severity.style)
  }
}
