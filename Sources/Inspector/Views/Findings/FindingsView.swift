@_spi(Measuring) import SaveStream

/// View 7: what is wrong or suspect, by rule in the order in which it was found, and what is known of the selected
/// finding.
struct FindingsView: SortedView {
  /// The selected finding by its place in the list; of a closed group its worst.
  var cursor = ListCursor()
  var list = FilteredRows<Finding>()
  private(set) var outline = FindingOutline()
  /// The selected row of the outline.
  private(set) var rows = ListCursor()
  /// The rule whose own row is selected, where that has several findings.
  private var selectedRule: FindingRule?
  private(set) var pane = FindingPane()
  private(set) var hasPaneFocus = false
  private(set) var isMaximised = false
  /// The cells of the longest rule id that has been on the screen: it only grows, so that columns do not jump to and
  /// fro.
  private(set) var ruleWidth = 0
  private var seen = SeenFindings()

  func total(_ scene: Scene) -> Int { scene.index.findings.count }

  func filterRow(at position: Int, _ scene: Scene) -> Finding? { scene.index.findings[position] }

  func layout(_ scene: Scene) -> FindingLayout {
    FindingLayout(
      rows: scene.rows, columns: scene.columns, listed: outline.rowCount,
      isAlone: isMaximised ? (hasPaneFocus ? .pane : .list) : nil)
  }

  /// Rows of the list on the screen.
  func height(_ scene: Scene) -> Int { max(layout(scene).list.rows - 1, 1) }

  func offers(_ command: Command, _ scene: Scene) -> Bool {
    switch command {
    case .copyCommand: selected(scene).map { FindingPane.command(against: $0, scene) != nil } ?? false
    case .expandAllBelow: outline.groups.contains { $0.count > 1 }
    default: true
    }
  }

  func focusedPane(_ scene: Scene) -> Rect { hasPaneFocus ? layout(scene).pane : layout(scene).list }

  // MARK: Commands

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    switch command {
    case .nextPane, .previousPane: hasPaneFocus.toggle()
    case .maximise: isMaximised.toggle()
    case .activate: activate(&scene)
    case .expand, .right: setOpen(true, &scene)
    case .collapse, .left: setOpen(false, &scene)
    case .expandAllBelow:
      outline.openAll()
      keepSelected(scene)
    case .sortColumn: sortByNextColumn(&scene)
    case .sortDirection: turnOrder(&scene)
    case .copy: copy(&scene)
    case .copyCommand: copyCommand(&scene)
    default: move(command, scene)
    }
  }

  private mutating func move(_ command: Command, _ scene: Scene) {
    if hasPaneFocus { return pane.scroll(command, height: layout(scene).pane.rows - 1) }
    if rows.perform(command, count: outline.rowCount, height: height(scene)) { takeRow(scene) }
  }

  private mutating func activate(_ scene: inout Scene) {
    guard !hasPaneFocus, case .group(let number) = outline.row(rows.selected) else { return goToTree(&scene) }
    setOpen(!outline.isOpen(outline.groups[number]), &scene)
  }

  /// Opens the group of the selected row, or closes it and goes to its own row.
  private mutating func setOpen(_ isOpen: Bool, _ scene: inout Scene) {
    guard let group = outline.group(ofRow: rows.selected), group.count > 1 else { return }
    outline.setOpen(isOpen, group.rule)
    if !isOpen { selectedRule = group.rule }
    keepSelected(scene)
  }

  private func copy(_ scene: inout Scene) {
    guard let finding = selected(scene) else { return scene.say("There is no finding to copy") }
    let text = "\(finding.severity.rawValue) \(finding.rule.rawValue) at \(NumberText.hex(finding.offset))"
    scene.requests.append(.effect(.copy("\(text): \(FindingText.message(for: finding))")))
    scene.say("Copied \(text)")
  }

  private func copyCommand(_ scene: inout Scene) {
    guard let finding = selected(scene) else { return scene.say("There is no finding") }
    guard let command = FindingPane.command(against: finding, scene) else {
      return scene.say("No command helps against \(finding.rule.rawValue)")
    }
    scene.requests.append(.effect(.copy(command)))
    scene.say("Copied \(command)")
  }

  private func goToTree(_ scene: inout Scene) {
    guard let finding = selected(scene) else { return }
    // Where bytes are missing the finding points past the last one.
    scene.go(to: .tree(.offset(min(finding.offset, max(scene.index.size, 1) - 1))))
  }

  // MARK: What is selected

  func selected(_ scene: Scene) -> Finding? { finding(at: cursor.selected, scene) }

  /// The finding at a place of the list.
  func finding(at place: Int, _ scene: Scene) -> Finding? {
    list.position(at: place).flatMap { $0 < total(scene) ? scene.index.findings[$0] : nil }
  }

  /// The finding some places below the selected one, by its position among all; nil past the ends of the list.
  func position(beside step: Int) -> Int? {
    guard let rule = selectedRule, let row = outline.row(of: rule), let first = outline.group(ofRow: row)?.ends.first
    else { return list.position(at: cursor.selected + step) }
    // A rule's own row stands before the first of its findings.
    return list.position(at: first + step - (step > 0 ? 1 : 0))
  }

  /// Another row of the outline was selected.
  private mutating func takeRow(_ scene: Scene) {
    let row = outline.row(rows.selected)
    selectedRule = if case .group(let number) = row { outline.groups[number].rule } else { nil }
    cursor.select(outline.place(ofRow: rows.selected) ?? 0, count: list.count, height: height(scene))
  }

  /// Another place of the list was selected: its row is shown, and its group opened where it is not what the group
  /// shows.
  mutating func hasMoved(_ scene: Scene) {
    updateOutline(scene)
    let rule = selected(scene)?.rule
    // A rule's own row stays selected, whichever of its findings comes first now; where it is gone, another rule's is.
    if let selectedRule, let rule, rule == selectedRule || outline.row(of: selectedRule) == nil {
      self.selectedRule = rule
      return keepSelected(scene)
    }
    let row = rule.flatMap { outline.row(of: $0) }
    if let row, outline.place(ofRow: row) != cursor.selected { return show(cursor.selected, scene) }
    selectedRule = nil
    keepSelected(scene)
  }

  mutating func hasSorted(_ scene: Scene) {
    updateOutline(scene)
    rows = ListCursor()
    takeRow(scene)
  }

  /// Goes to a finding's own row.
  private mutating func show(_ place: Int, _ scene: Scene) {
    guard let rule = finding(at: place, scene)?.rule else { return }
    updateOutline(scene)
    outline.setOpen(true, rule)
    selectedRule = nil
    keepSelected(scene)
  }

  /// Finds the selected row again after rows came before it.
  private mutating func keepSelected(_ scene: Scene) {
    let row =
      selectedRule.flatMap { outline.row(of: $0) }
      ?? selected(scene).flatMap { outline.row(of: $0.rule, place: cursor.selected) }
    rows.select(row ?? rows.selected, count: outline.rowCount, height: height(scene))
    takeRow(scene)
  }

  private mutating func updateOutline(_ scene: Scene) {
    // Taken out meanwhile, so that it is changed in place while the view looks up findings.
    var taken = FindingOutline()
    swap(&taken, &outline)
    taken.update(list) { finding(at: $0, scene) }
    swap(&taken, &outline)
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .finding(let position):
      updateList(scene)
      selectedRule = nil
      if !select(position, scene) { scene.say("The filter leaves out that finding; this is the nearest") }
      show(cursor.selected, scene)
    case .within(.finding(let position), .head):
      updateList(scene)
      selectedRule = nil
      select(position, scene)
      selectedRule = selected(scene)?.rule
      keepSelected(scene)
    case .row(let row):
      rows.select(Int(clamping: row), count: outline.rowCount, height: height(scene))
      takeRow(scene)
    default: break
    }
  }

  mutating func indexChanged(_ scene: inout Scene) {
    if !seen.isStart(of: scene.index.findings) {
      if let position = list.position(at: cursor.selected) { list.keep(position) }
      list.forget(from: 0)
      outline.forget()
    }
    seen.see(scene.index.findings)
  }

  mutating func prepare(_ scene: inout Scene) {
    updateList(scene)
    updateOutline(scene)
    keepSelected(scene)
    rows.fit(count: outline.rowCount, height: height(scene))
    for row in rows.visible(count: outline.rowCount, height: height(scene)) {
      ruleWidth = max(ruleWidth, outline.group(ofRow: row)?.rule.rawValue.utf8.count ?? 0)
    }
    pane.show(selected(scene), layout(scene).pane, scene)
  }

  // MARK: Surroundings

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .finding(list.position(at: cursor.selected) ?? list.keptPosition))
    position.filter = list.summary(
      of: total(scene), unit: "findings", isWhole: scene.index.isLookedThrough)
    guard let finding = selected(scene) else { return position }
    position.offset = finding.offset
    position.focus.checkpoint = finding.checkpoint
    position.words = finding.rule.rawValue
    let unit = outline.rowCount == list.count ? "findings" : "rows"
    position.unit = scene.index.isLookedThrough ? unit : unit + " so far"
    position.row = (UInt64(rows.selected) + 1, UInt64(outline.rowCount))
    if selectedRule != nil { position.spot = .head }
    return position
  }

  func searchScope(_ scene: Scene) -> String? { "in the findings that are listed" }

  /// Rules and what is said of them; those of so many findings as can be looked at at once.
  func lines(with pattern: SearchPattern, _ scene: Scene) -> (hits: [Int], cursor: Int)? {
    let matcher = PatternMatcher(pattern)
    let hits = (0..<min(list.count, Self.mostSearched)).filter { place in
      pattern.isText && finding(at: place, scene).map { matcher.isIn(Self.words(of: $0)) } ?? false
    }
    return (hits, cursor.selected)
  }

  func words(ofLine line: Int, _ scene: Scene) -> String { finding(at: line, scene).map { Self.words(of: $0) } ?? "" }

  private static func words(of finding: Finding) -> String {
    "\(finding.severity.rawValue) \(finding.rule.rawValue) \(FindingText.message(for: finding))"
  }

  private static let mostSearched = 20_000

  func place(ofLine line: Int) -> Place { .finding(list.position(at: line) ?? line) }

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool { hit.match == .line && UInt64(cursor.selected) == hit.place }

  func whatIsMissing(_ scene: Scene) -> String? { total(scene) == 0 ? "no findings" : nil }

  func export(_ scene: Scene) -> ExportContent? {
    let options = ["--all"] + list.commandLineOptions
    return ExportContent(command: "verify", options: options, name: "findings", format: .text)
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let layout = layout(scene)
    hasPaneFocus = layout.pane.contains(row: row, column: column)
    guard !hasPaneFocus else { return }
    if row == 0, let field = columns(scene).heads.first(where: { $0.cells.contains(column) })?.field {
      return sort(byHeadOf: field, &scene)
    }
    let clicked = rows.top + row - 1
    guard row > 0, row <= height(scene), clicked < outline.rowCount else { return }
    rows.select(clicked, count: outline.rowCount, height: height(scene))
    takeRow(scene)
    if isDouble { activate(&scene) }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    let layout = layout(scene)
    if layout.pane.contains(row: row, column: column) {
      return pane.scroll(by: rows, height: layout.pane.rows - 1)
    }
    self.rows.scroll(by: rows, count: outline.rowCount, height: height(scene))
    takeRow(scene)
  }

  func shownColumns(_ scene: Scene) -> [(field: String, head: String)] {
    columns(scene).heads.compactMap { head in head.field.map { ($0, head.text) } }
  }
}
