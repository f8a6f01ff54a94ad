@_spi(Measuring) import SaveStream

/// What the keys do in each pane of the Tree view.
extension TreeView {
  mutating func performInTree(_ command: Command, _ scene: inout Scene) {
    let height = layout(scene).tree.rows - 1
    if cursor.perform(command, count: outline.rowCount, height: height) {
      go(to: .row(UInt64(clamping: cursor.selected)), &scene)
      return
    }
    switch command {
    case .activate: toggle()
    case .expand: openSelected()
    case .collapse: outline.close(path)
    case .right:
      if outline.isOpen(path) {
        if outline.branch(at: path)?.count ?? 0 > 0 { select(path + [0], scene) }
      } else {
        openSelected()
      }
    case .left:
      if outline.isOpen(path) {
        outline.close(path)
      } else if path.count > 1 {
        select(path.dropLast(), scene)
      }
    case .expandAllBelow:
      guard let node, !node.isLeaf else { return scene.say("Nothing lies below a leaf") }
      scene.read(.treeBelow(path: path, node: node, limit: Self.mostOpened))
    case .copy: copy(node, &scene)
    default: break
    }
  }

  mutating func performInFields(_ command: Command, _ scene: inout Scene) {
    if fields.perform(command, height: layout(scene).fields.rows) { return }
    switch command {
    case .activate, .right:
      guard let position = fields.selectedPosition else { return }
      openSelected()
      go(to: .node(path + [position]), &scene)
    case .left: if path.count > 1 { select(path.dropLast(), scene) }
    case .copy: copy(fields.selectedNode ?? node, &scene)
    default: break
    }
  }

  mutating func performInHex(_ command: Command, _ scene: inout Scene) {
    let size = layout(scene).hex
    let hasMoved =
      isResultShown
      ? page.perform(command, size: size) : hex.perform(command, size: size, capture: scene.index.size)
    if hasMoved { return }
    switch command {
    case .activate:
      if !isResultShown, let offset = hex.cursor { scene.go(to: .tree(.offset(offset))) }
    case .selectRange: isResultShown ? page.toggleRange() : hex.toggleRange()
    case .copy:
      guard let byte = isResultShown ? page.byteUnderCursor : hex.byteUnderCursor else { return }
      scene.requests.append(.effect(.copy(NumberText.hexDigits(UInt64(byte), count: 2))))
      scene.say("Copied the byte \(NumberText.hex(UInt64(byte), digits: 2))")
    default: break
    }
  }

  /// Opens a node that is closed, closes one that is open.
  mutating func toggle() {
    if outline.isOpen(path) { outline.close(path) } else { openSelected() }
  }

  mutating func openSelected() {
    guard let node, !outline.isOpen(path) else { return }
    outline.open(path, node: node)
  }

  private func copy(_ node: TreeNode?, _ scene: inout Scene) {
    guard let node else { return }
    if node.length > 0, isText(node) { return copyText(of: node, &scene) }
    let text = node.value.map(FieldText.copied) ?? NumberText.hex(node.offset)
    scene.requests.append(.effect(.copy(text)))
    let shown = TextWidth.fitted(EscapedText.of(text, unicode: scene.glyphs.isUnicode), 40, scene.glyphs)
    scene.say("Copied \(node.value == nil ? "the offset " : "")\(shown)")
  }

  /// Whether a node is a text of several lines, or an object of a JSON config.
  private func isText(_ node: TreeNode) -> Bool {
    if case .text(let text)? = node.value { return text.lines.count > 1 }
    guard node.kind == .structure, node.value == nil else { return false }
    return path.indices.contains { level in
      let outer = outline.node(at: Array(path[...level]))
      return outer?.kind == .structure && outer?.name == "config"
    }
  }

  /// Copies a text, such as a config, as it stands in the capture and not as it is shown.
  private func copyText(of node: TreeNode, _ scene: inout Scene) {
    let source = ByteSource(
      content: .capture(node.offset..<node.end), words: NumberText.counted(node.length, "byte"), name: "text")
    if let refusal = source.refusalToCopy(scene.units) { return scene.say(refusal) }
    scene.requests.append(.effect(.takeOut(ByteRequest(source: source, form: .text, destination: .clipboard))))
  }

  /// Pages are to be gone to from entries, images and deltas only.
  func offers(_ command: Command, _ scene: Scene) -> Bool {
    switch command {
    case .page: path.indices.contains { outline.node(at: Array(path[...$0]))?.pfn != nil }
    case .pageRows: path.indices.contains { Self.hasRow(outline.node(at: Array(path[...$0]))?.kind) }
    case .changeLook: node?.isWholeDelta == true && node?.pfn != nil
    case .expandAllBelow, .expand: focus == .tree && node?.isLeaf == false
    case .activate: focus != .tree || node?.isLeaf == false
    case .selectRange: focus == .hex
    default: true
    }
  }

  private static func hasRow(_ kind: NodeKind?) -> Bool {
    switch kind {
    case .image, .delta, .entry, .batch, .entries: true
    default: false
    }
  }

  /// The checkpoint that holds the selected node.
  func checkpoint(_ scene: Scene) -> Int? { node.flatMap { scene.index.checkpoint(holding: $0.offset) } }

  /// Goes from a page's entry, image or delta to the biography of the page.
  func goToHistory(_ scene: inout Scene) {
    for depth in path.indices.reversed() {
      guard let pfn = outline.node(at: Array(path[...depth]))?.pfn else { continue }
      return scene.go(to: .history(pfn: pfn, checkpoint: checkpoint(scene) ?? 0))
    }
    scene.say("No page here: P works on entries, images and deltas")
  }

  /// Goes from a page's entry, image or delta to its row.
  func goToPage(_ scene: inout Scene) {
    for depth in path.indices.reversed() {
      let path = Array(path[...depth])
      guard let node = outline.node(at: path) else { continue }
      switch node.kind {
      case .image, .delta: return scene.go(to: .page(.offset(node.offset)))
      case .entry, .batch, .entries: return scene.go(to: .page(.entry(offset: node.offset)))
      default: continue
      }
    }
    scene.say("No page here: p works on batches, entries, images and deltas")
  }

  /// Goes to the checkpoint before or after the one that holds the selected node.
  func goToCheckpoint(_ step: Int, _ scene: inout Scene) {
    let rows = scene.index.checkpoints
    let offset = node?.offset ?? 0
    // -1 before the first one.
    let here = rows.partitioningIndex { $0.offset <= offset } - 1
    let target = here + step
    guard target >= 0, target < rows.count else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    scene.go(to: .tree(.node(kinds: [.checkpoint], offset: rows[target].offset)))
  }
}

/// Writing it to a file.
extension TreeView {
  /// The selected node and what lies below it.
  func export(_ scene: Scene) -> ExportContent? {
    let names = path.indices.compactMap { outline.node(at: Array(path[...$0]))?.name }
    guard !names.isEmpty, names.count == path.count else { return nil }
    return ExportContent(
      command: "tree", options: ["--at", names.joined(separator: "/")], name: "tree", checkpoint: checkpoint(scene),
      format: .text)
  }
}

/// Bytes as such.
extension TreeView {
  func selectedBytes(_ scene: Scene) -> ByteSource? {
    guard focus == .hex else { return nil }
    guard isResultShown else { return hex.range.map { Self.source($0) } }
    guard let range = page.range, let result = page.page else { return nil }
    return .ofPage(result.bytes, range, pfn: result.pfn)
  }

  /// The selected node's, or the page that results from it.
  func shownBytes(_ scene: Scene) -> ByteSource? {
    if isResultShown, focus == .hex, let result = page.page {
      return .ofPage(result.bytes, 0..<result.bytes.count, pfn: result.pfn)
    }
    guard let node, node.length > 0 else { return nil }
    return Self.source(node.offset..<node.end)
  }

  private static func source(_ range: Range<UInt64>) -> ByteSource {
    let count = range.upperBound - range.lowerBound
    let place = NumberText.hex(range.lowerBound)
    return ByteSource(
      content: .capture(range), words: "\(NumberText.counted(count, "byte")) at \(place)", name: "\(place)-\(count)")
  }

  mutating func giveUpSelection(_ scene: inout Scene) -> Bool { isResultShown ? page.giveUpRange() : hex.giveUpRange() }
}

/// The mouse.
extension TreeView {
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let layout = layout(scene)
    guard let pane = layout.pane(row: row, column: column) else { return }
    setFocus(pane)
    let line = row - layout[pane].row - 1
    guard line >= 0 else { return }
    switch pane {
    case .tree:
      let target = cursor.top + line
      guard target < outline.rowCount else { return }
      go(to: .row(UInt64(clamping: target)), &scene)
      if isDouble || column == TreeRowText.expanderColumn(depth: path.count - 1) { toggle() }
    case .fields:
      fields.click(line)
      if isDouble { performInFields(.activate, &scene) }
    case .hex where isResultShown: page.click(line: line, column: column - layout.hex.column, size: layout.hex)
    case .hex:
      hex.click(line: line, column: column - layout.hex.column, size: layout.hex, capture: scene.index.size)
      if isDouble { performInHex(.activate, &scene) }
    }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    let layout = layout(scene)
    switch layout.pane(row: row, column: column) {
    case .tree:
      cursor.scroll(by: rows, count: outline.rowCount, height: layout.tree.rows - 1)
      go(to: .row(UInt64(clamping: cursor.selected)), &scene)
    case .fields: fields.scroll(by: rows, height: layout.fields.rows)
    case .hex where isResultShown: page.scroll(by: rows, size: layout.hex)
    case .hex: hex.scroll(by: rows, size: layout.hex, capture: scene.index.size)
    case nil: break
    }
  }
}
