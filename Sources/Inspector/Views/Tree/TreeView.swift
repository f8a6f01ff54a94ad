@_spi(Measuring) import SaveStream

/// View 1: every byte of the capture as a tree, with the fields of the selected node and its bytes.
struct TreeView: InspectorView {
  var outline = TreeOutline()
  /// The selected node; empty until there is one.
  private(set) var path: [Int] = []
  var cursor = ListCursor()
  var fields = FieldsPane()
  var hex = HexPane()
  /// What stands in the place of the bytes while `showsResult` and a delta is selected.
  var page = PagePane()
  private(set) var showsResult = false
  private(set) var focus = TreePane.tree
  /// What stands below the tree where there is no room for both.
  private(set) var lower = TreePane.fields
  private(set) var isMaximised = false
  /// The rows that the fields pane would like to have where the bytes stand below it.
  private(set) var fieldRows = TreeLayout.fewestFieldRows
  /// The last place that was looked for, until its answer is there.
  private var awaited: TreeTarget?

  func layout(_ scene: Scene) -> TreeLayout {
    TreeLayout(
      rows: scene.rows, columns: scene.columns, focus: focus, lower: lower, isMaximised: isMaximised,
      fieldRows: fieldRows)
  }

  func focusedPane(_ scene: Scene) -> Rect { layout(scene)[focus] }

  /// Gives the fields the rows that they need. The line between the panes stays where it is as long as little room is
  /// lost, so that it does not jump from node to node.
  private mutating func fitFieldRows(_ layout: TreeLayout) {
    guard let wanted = fields.contentRows(columns: layout.fields.columns).map({ $0 + 1 }) else { return }
    if wanted > fieldRows || wanted + Self.mostRowsLost < fieldRows { fieldRows = wanted }
  }

  /// Rows of the fields pane that may stay empty before it shrinks.
  private static let mostRowsLost = 4

  /// The selected node, where it has been read.
  var node: TreeNode? { outline.node(at: path) }

  /// Whether the page that results from the selected delta is shown, not its bytes.
  var isResultShown: Bool { showsResult && node?.isWholeDelta == true && node?.pfn != nil }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    switch command {
    case .nextPane: turnFocus(by: 1)
    case .previousPane: turnFocus(by: -1)
    case .maximise: isMaximised.toggle()
    case .page: goToHistory(&scene)
    case .pageRows: goToPage(&scene)
    case .changeLook: toggleResult(&scene)
    case .selectRange where focus != .hex:
      scene.say(
        "\(scene.keys.keyWord(of: .selectRange, in: .tree)) works among the bytes: "
          + "\(scene.keys.keyWord(of: .nextPane, in: .tree)) goes there")
    case .nextCheckpoint: goToCheckpoint(1, &scene)
    case .previousCheckpoint: goToCheckpoint(-1, &scene)
    default:
      switch focus {
      case .tree: performInTree(command, &scene)
      case .fields: performInFields(command, &scene)
      case .hex: performInHex(command, &scene)
      }
    }
  }

  /// Turns from the bytes of a delta to the page that results, or back, and makes sure that it is seen.
  private mutating func toggleResult(_ scene: inout Scene) {
    guard let node, node.isWholeDelta, node.pfn != nil else {
      let key = scene.keys.keyWord(of: .changeLook, in: .tree)
      return scene.say("\(key) works on a page delta: its bytes as sent, or the page that results")
    }
    showsResult.toggle()
    lower = focus == .fields ? .fields : .hex
  }

  private mutating func turnFocus(by step: Int) {
    setFocus(TreePane(rawValue: (focus.rawValue + step + 3) % 3) ?? .tree)
  }

  mutating func setFocus(_ pane: TreePane) {
    focus = pane
    if pane != .tree { lower = pane }
  }

  /// Selects a node that is in the outline.
  mutating func select(_ path: [Int], _ scene: Scene) {
    guard !path.isEmpty, let row = outline.row(of: path) else { return }
    self.path = path
    cursor.select(row, count: outline.rowCount, height: layout(scene).tree.rows - 1)
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .within(let node, let spot):
      go(to: node, &scene)
      switch spot {
      case .byte(let offset):
        setFocus(.hex)
        hex.show(offset)
      case .row(let row, _):
        setFocus(.fields)
        fields.show(row)
      case .head: break
      }
    case .node(let path):
      if outline.row(of: path) != nil {
        select(path, scene)
      } else {
        look(for: .path(path), &scene)
      }
    case .tree(let target): look(for: target, &scene)
    case .bytes(let offset):
      if focus == .tree { lower = .hex }
      look(for: .offset(offset), &scene)
    case .row(let row):
      cursor.select(Int(clamping: row), count: outline.rowCount, height: layout(scene).tree.rows - 1)
      path = outline.path(ofRow: cursor.selected)
    default: break
    }
  }

  private mutating func look(for target: TreeTarget, _ scene: inout Scene) {
    awaited = target
    scene.read(.locate(target))
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    switch answer {
    case .tree(let answers):
      for answer in answers {
        outline.take(answer)
        fields.take(answer)
      }
      if path.isEmpty, outline.rowCount > 0 { path = [0] }
    case .treeBelow(let path, let branches, let isCut):
      open(branches, below: path)
      if isCut { scene.say("Opened the first \(NumberText.grouped(Self.mostOpened)) nodes below, and no further") }
    case .located(let steps): arrive(steps, &scene)
    case .bytes(let offset, let bytes, let fields): hex.take(offset: offset, bytes, fields)
    case .runMap(let offset, let map): fields.take(map, offset: offset)
    case .kernelNames(let names, let checkpoint, _): fields.take(names, checkpoint: checkpoint)
    case .resultingPage(let offset, let page): self.page.take(page, offset: offset)
    default: break
    }
  }

  private mutating func arrive(_ steps: [TreeStep]?, _ scene: inout Scene) {
    let target = awaited
    awaited = nil
    guard let steps else { return scene.say("Nothing is there") }
    outline.open(steps: steps)
    select(steps.map(\.position), scene)
    if case .offset(let offset) = target { hex.show(offset) }
  }

  private mutating func open(_ branches: [TreeBranchAnswer], below path: [Int]) {
    for branch in branches {
      if !outline.isOpen(branch.path) { outline.open(branch.path, node: branch.node) }
      outline.take(TreeAnswer(path: branch.path, list: branch.list, first: 0, nodes: [], isFresh: true))
    }
  }

  mutating func indexChanged(_ scene: inout Scene) {
    outline.grow()
    fields.forget()
    hex.forget()
    page.forget()
  }

  /// Nodes that `*` opens or looks at.
  static let mostOpened = 5000

  mutating func prepare(_ scene: inout Scene) {
    var layout = layout(scene)
    let height = layout.tree.rows - 1
    if let row = outline.row(of: path) {
      if row != cursor.selected { cursor.select(row, count: outline.rowCount, height: height) }
    } else if outline.rowCount > 0 {
      path = outline.path(ofRow: min(cursor.selected, outline.rowCount - 1))
    }
    cursor.fit(count: outline.rowCount, height: height)
    let missing = outline.missing(rows: cursor.visible(count: outline.rowCount, height: max(height, 1)), height: height)
    if !missing.isEmpty { scene.read(.tree(missing)) }
    guard let node else { return }
    if let request = fields.prepare(
      path: path, node: node, size: layout.fields, isFocused: focus == .fields, scene)
    {
      scene.read(.tree([request]))
    }
    if let node = fields.missingRunMap() { scene.read(.runMap(node)) }
    prepareNames(&scene)
    fitFieldRows(layout)
    layout = self.layout(scene)
    if isResultShown {
      if let node = page.prepare(node: node, size: layout.hex, isFinished: scene.index.isFinished) {
        scene.read(.resultingPage(node))
      }
      return
    }
    let field = focus == .fields ? fields.selectedNode : nil
    if let request = hex.prepare(
      path: path, node: node, field: field, size: layout.hex, capture: scene.index.size)
    {
      scene.read(request)
    }
  }

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool {
    guard hit.match != .memory else { return isAtPage(of: hit, scene) }
    // A match lies somewhere in the selected node.
    return node.map { $0.offset <= hit.place && hit.place < max($0.end, $0.offset + 1) } ?? false
  }

  func whatIsMissing(_ scene: Scene) -> String? { outline.rowCount == 0 ? "no nodes" : nil }

  /// What has the cursor, where that is not the tree.
  private var spot: CursorSpot? {
    switch focus {
    case .tree: nil
    case .fields: fields.selectedPosition.map { .row($0) }
    case .hex: isResultShown ? nil : hex.cursor.map { .byte($0) }
    }
  }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .node(path))
    if focus == .hex {
      position.offset = isResultShown ? node?.offset : hex.cursor
    } else {
      position.offset = focus == .fields ? fields.selectedNode?.offset ?? node?.offset : node?.offset
    }
    position.words = names(scene)
    position.spot = spot
    if focus == .hex, !isResultShown {
      position.remark = symbol(of: hex.wordUnderCursor, scene).map { "the address of \($0)" }
    }
    position.focus = Focus(checkpoint: checkpoint(scene), pfn: node?.pfn)
    if outline.rowCount > 0 { position.row = (UInt64(cursor.selected) + 1, UInt64(outline.rowCount)) }
    return position
  }

  /// The names from the root's child down to the selected node.
  private func names(_ scene: Scene) -> String {
    path.indices.map { level in
      guard let node = outline.node(at: Array(path[...level])) else { return String(scene.glyphs.ellipsis) }
      return EscapedText.of(node.name, unicode: scene.glyphs.isUnicode)
    }.joined(separator: "/")
  }
}
