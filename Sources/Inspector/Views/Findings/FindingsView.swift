import SaveStream

/// View 7: what is wrong or suspect, in the order in which it was found.
struct FindingsView: SortedView {
  var cursor = ListCursor()
  var list = FilteredRows<Finding>()
  /// The cells of the longest rule id that has been on the screen: it only grows, so that columns do not jump to and fro.
  private(set) var ruleWidth = 0

  func total(_ scene: Scene) -> Int { scene.index.findings.count }

  func filterRow(at position: Int, _ scene: Scene) -> Finding? { scene.index.findings[position] }

  /// Rows of the list on the screen: what the head and the text of the selected finding leave.
  func height(_ scene: Scene) -> Int { max(scene.rows - 1 - Self.textRows, 1) }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    if cursor.perform(command, count: list.count, height: height(scene)) { return }
    switch command {
    case .activate: goToTree(&scene)
    case .sortColumn: sortByNextColumn(&scene)
    case .sortDirection: turnOrder(&scene)
    case .copy:
      guard let finding = selected(scene) else { return scene.say("There is no finding to copy") }
      let text = "\(finding.severity.rawValue) \(finding.rule.rawValue) at \(NumberText.hex(finding.offset))"
      scene.requests.append(.effect(.copy("\(text): \(FindingText.message(for: finding))")))
      scene.say("Copied \(text)")
    default: break
    }
  }

  func selected(_ scene: Scene) -> Finding? { finding(at: cursor.selected, scene) }

  /// The finding that a row of the list shows.
  func finding(at place: Int, _ scene: Scene) -> Finding? {
    list.position(at: place).flatMap { $0 < total(scene) ? scene.index.findings[$0] : nil }
  }

  /// The finding some rows below the selected one, by its place among all; nil past the ends of the list.
  func position(beside step: Int) -> Int? { list.position(at: cursor.selected + step) }

  private func goToTree(_ scene: inout Scene) {
    guard let finding = selected(scene) else { return }
    // Where bytes are missing the finding points past the last one.
    scene.go(to: .tree(.offset(min(finding.offset, max(scene.index.size, 1) - 1))))
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .finding(let position):
      updateList(scene)
      if !select(position, scene) { scene.say("The filter leaves out that finding; this is the nearest") }
    case .row(let row): cursor.select(Int(clamping: row), count: list.count, height: height(scene))
    default: break
    }
  }

  mutating func prepare(_ scene: inout Scene) {
    updateList(scene)
    cursor.fit(count: list.count, height: height(scene))
    for place in cursor.visible(count: list.count, height: height(scene)) {
      ruleWidth = max(ruleWidth, finding(at: place, scene)?.rule.rawValue.utf8.count ?? 0)
    }
  }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .finding(list.position(at: cursor.selected) ?? list.keptPosition))
    position.filter = list.summary(
      of: total(scene), unit: "findings", isWhole: scene.index.isLookedThrough)
    guard let finding = selected(scene) else { return position }
    position.offset = finding.offset
    position.focus.checkpoint = finding.checkpoint
    position.words = finding.rule.rawValue
    position.unit = scene.index.isLookedThrough ? "findings" : "findings so far"
    position.row = (UInt64(cursor.selected) + 1, UInt64(list.count))
    return position
  }

  func whatIsMissing(_ scene: Scene) -> String? { total(scene) == 0 ? "no findings" : nil }

  func export(_ scene: Scene) -> ExportContent? {
    let options = list.commandLineOptions
    return ExportContent(command: "verify", options: options, name: "findings", format: .text)
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    if row == 0, let field = columns(scene).heads.first(where: { $0.cells.contains(column) })?.field {
      return sort(byHeadOf: field, &scene)
    }
    let position = cursor.top + row - 1
    guard row > 0, row <= height(scene), position < list.count else { return }
    cursor.select(position, count: list.count, height: height(scene))
    if isDouble { goToTree(&scene) }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    cursor.scroll(by: rows, count: list.count, height: height(scene))
  }

  func shownColumns(_ scene: Scene) -> [(field: String, head: String)] {
    columns(scene).heads.compactMap { head in head.field.map { ($0, head.text) } }
  }

  /// Rows below the list: a line, and the text of the selected finding.
  static let textRows = 4
}
