@_spi(Measuring) import SaveStream

/// The pane that shows what the selected node is, and its children as fields.
struct FieldsPane: Sendable {
  /// The node that is shown.
  private(set) var path: [Int] = []
  private(set) var node: TreeNode?
  private var list: NodeList?
  private var nodes: [TreeNode] = []
  private var first = 0
  private var isStale = true
  private(set) var cursor = ListCursor()
  /// The field that is to have the cursor once the node's fields are known.
  private var wantedField: Int?
  /// The facts about the node itself, above the fields.
  private(set) var facts: [[StyledText]] = []
  /// The first of the facts shown: those of a leaf, such as a long text, scroll.
  private var factsTop = 0
  /// What the selected delta does to its page, once that has been read.
  private(set) var runMap: RunMap?
  /// The node whose run map was asked for, by its file offset.
  private var runMapOffset: UInt64?
  /// The run map as it fits between the facts and the fields.
  private(set) var mapGrid: RunMapGrid?

  /// The symbols of kernel addresses among the values, and the checkpoint that the node belongs to.
  private(set) var symbols = KernelNames()
  private var checkpoint: Int?

  /// Rows above the fields: the facts and the run map.
  private var rowsAbove: Int { facts.count + (mapGrid?.rows ?? 0) }

  /// The rows that would show all there is, the head and a run map of one word a cell included; nil while the fields
  /// are not known.
  func contentRows(columns: Int) -> Int? {
    guard let node, node.isLeaf || list != nil else { return nil }
    let map = runMap?.encoding == .delta ? RunMapGrid.wantedRows(width: columns - 2) : 0
    return 1 + facts.count + map + count
  }

  /// How many fields there are.
  var count: Int { list?.count ?? 0 }

  /// The field that is selected, where it has been read.
  var selectedNode: TreeNode? { field(cursor.selected) }

  var selectedPosition: Int? { count > 0 ? cursor.selected : nil }

  func field(_ position: Int) -> TreeNode? {
    nodes.indices.contains(position - first) ? nodes[position - first] : nil
  }

  mutating func perform(_ command: Command, height: Int) -> Bool {
    guard node?.isLeaf == true else { return cursor.perform(command, count: count, height: fieldRows(height)) }
    var lines = ListCursor()
    lines.scroll(by: factsTop, count: facts.count, height: 1)
    guard lines.perform(command, count: facts.count, height: height - 1) else { return false }
    factsTop = lines.selected
    return true
  }

  mutating func scroll(by rows: Int, height: Int) {
    if node?.isLeaf == true { factsTop += rows }
    cursor.scroll(by: rows, count: count, height: fieldRows(height))
  }

  /// Goes to a field, once those of the node are known.
  mutating func show(_ field: Int) { wantedField = field }

  /// A click on a row below the head.
  mutating func click(_ line: Int) {
    let position = cursor.top + line - rowsAbove
    guard line >= rowsAbove, position < count else { return }
    cursor.select(position, count: count, height: count)
  }

  /// What was read may have changed.
  mutating func forget() { isStale = true }

  /// Makes the pane show a node; what has to be read for that, if anything.
  mutating func prepare(
    path: [Int], node: TreeNode, size: Rect, isFocused: Bool, _ scene: Scene
  ) -> TreeRequest? {
    if path != self.path || self.node == nil {
      self.path = path
      cursor = ListCursor()
      factsTop = 0
      list = nil
      nodes = []
      runMap = nil
      runMapOffset = nil
      isStale = true
    }
    self.node = node
    facts = NodeFacts.lines(node, columns: size.columns - 2, scene)
    if let runMap { facts += RunMapText.facts(runMap, columns: size.columns - 2) }
    fitMap(size, isFocused: isFocused)
    factsTop = node.isLeaf ? max(0, min(factsTop, facts.count - (size.rows - 1))) : 0
    guard !node.isLeaf, size.rows > 1 else {
      if node.isLeaf {
        list = nil
        nodes = []
      }
      return nil
    }
    let height = fieldRows(size.rows)
    if let field = wantedField, list != nil {
      wantedField = nil
      cursor.select(field, count: count, height: height)
    }
    cursor.fit(count: count, height: height)
    let wanted = cursor.top..<cursor.top + max(height, 1)
    if !isStale, let list {
      let shown = wanted.clamped(to: 0..<max(list.count, 0))
      if shown.lowerBound >= first, shown.upperBound <= first + nodes.count { return nil }
    }
    return TreeRequest(path: path, node: node, list: isStale ? nil : list, range: wanted)
  }

  mutating func take(_ answer: TreeAnswer) {
    guard answer.path == path, node != nil else { return }
    list = answer.list
    first = answer.first
    nodes = answer.nodes
    isStale = false
  }

  /// The node whose run map is missing; nil when it has been asked for.
  mutating func missingRunMap() -> TreeNode? {
    guard let node, node.isWholeDelta, runMapOffset != node.offset else { return nil }
    runMapOffset = node.offset
    return node
  }

  mutating func take(_ map: RunMap, offset: UInt64) {
    if offset == runMapOffset { runMap = map }
  }

  /// Addresses whose symbols are to be asked for, as of a checkpoint: those of the fields, and others that are shown.
  mutating func missingNames(checkpoint: Int?, besides others: [UInt64]) -> [UInt64] {
    self.checkpoint = checkpoint
    guard let checkpoint else { return [] }
    let values = [node?.value] + (node?.isLeaf == true ? [] : nodes.map(\.value))
    let addresses =
      values.compactMap { value in if case .address(let address, _)? = value { address } else { nil } } + others
    return addresses.isEmpty ? [] : symbols.missing(addresses, checkpoint: checkpoint)
  }

  mutating func take(_ names: [UInt64: SymbolName], checkpoint: Int) { symbols.take(names, checkpoint: checkpoint) }

  /// The symbol of a value, in words.
  private func symbol(of value: FieldValue?, _ scene: Scene) -> String? {
    guard case .address(let address, _)? = value, let checkpoint else { return nil }
    return symbols[address, checkpoint]?.text(unicode: scene.glyphs.isUnicode)
  }

  /// Makes room for the run map. The fields keep a few rows while one moves among them.
  private mutating func fitMap(_ size: Rect, isFocused: Bool) {
    mapGrid = nil
    guard let runMap, runMap.encoding == .delta || runMap.encoding == .missing else { return }
    let kept = isFocused ? min(count, 3) : 0
    mapGrid = RunMapGrid(width: size.columns - 2, height: size.rows - 1 - facts.count - kept)
  }

  /// Rows left for fields in a pane of `height` rows with its head.
  private func fieldRows(_ height: Int) -> Int { max(height - 1 - rowsAbove, 1) }
}

/// Drawing.
extension FieldsPane {
  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    let name = node.map { EscapedText.of($0.name, unicode: scene.glyphs.isUnicode) } ?? ""
    grid.rule(
      row: 0, title: name.isEmpty ? "fields" : "fields of \(name)", glyphs: scene.glyphs, isFocused: isFocused,
      key: scene.paneKey(isFocused, in: .tree))
    for (line, spans) in facts.dropFirst(factsTop).enumerated() { grid.put(spans, row: 1 + line, column: 1) }
    if let runMap, let mapGrid {
      mapGrid.draw(runMap, into: &grid, row: 1 + facts.count, column: 1, scene.glyphs)
    }
    guard let node else { return }
    if node.isLeaf {
      if let symbol = symbol(of: node.value, scene) { grid.put(symbol, row: 1 + rowsAbove, column: 1, style: .name) }
      return
    }
    drawFields(into: &grid, from: 1 + rowsAbove, scene, isFocused: isFocused)
  }

  private func drawFields(into grid: inout Grid, from firstRow: Int, _ scene: Scene, isFocused: Bool) {
    let columns = grid.region.columns
    let nameWidth = min(max(columns * 2 / 5, 12), 32)
    for (line, position) in cursor.visible(count: count, height: grid.region.rows - firstRow).enumerated() {
      let row = firstRow + line
      guard let field = field(position) else {
        grid.put(String(scene.glyphs.ellipsis), row: row, column: 1, style: .dim)
        continue
      }
      let name = EscapedText.of(field.name, unicode: scene.glyphs.isUnicode)
      grid.put(TextWidth.fitted(name, nameWidth - 1, scene.glyphs), row: row, column: 1, style: .name)
      let room = columns - nameWidth - 2
      var end = nameWidth + 1
      if let value = field.value {
        end = grid.put(
          TextWidth.fitted(FieldText.of(value, glyphs: scene.glyphs), room, scene.glyphs), row: row, column: end,
          style: .value)
      } else {
        end = grid.put(
          TextWidth.fitted(NumberText.counted(field.length, "byte"), room, scene.glyphs), row: row, column: end,
          style: .dim)
      }
      if let symbol = symbol(of: field.value, scene), columns - end > 8 {
        end = grid.put(
          TextWidth.fitted(symbol, columns - end - 2, scene.glyphs), row: row, column: end + 2, style: .name)
      }
      if !field.meaning.isEmpty, columns - end > 8 {
        grid.put(
          TextWidth.fitted(field.meaning, columns - end - 2, scene.glyphs), row: row, column: end + 2, style: .dim)
      }
      if let severity = scene.severity(of: field) {
        grid.put(severity.sign(scene.glyphs), row: row, column: 0, style: severity.style)
      }
      if position == cursor.selected, isFocused {
        grid.select(row: row, sign: scene.glyphs, at: 0)
      }
    }
  }
}
