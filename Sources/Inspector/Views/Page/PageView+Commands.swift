@_spi(Measuring) import SaveStream

/// What the keys do in the Page view.
extension PageView {
  mutating func perform(_ command: Command, _ scene: inout Scene) {
    switch command {
    case .nextPane, .previousPane: setFocus(focus == .sends ? .content : .sends)
    case .maximise: toggleMaximised()
    case .changeLook: turnLook(&scene)
    case .markSend: markSend(&scene)
    case .nextCheckpoint: stepCheckpoint(1, &scene)
    case .previousCheckpoint: stepCheckpoint(-1, &scene)
    case .nextSend: stepSend(1, &scene)
    case .previousSend: stepSend(-1, &scene)
    case .pageRows: goToRow(&scene)
    case .copy: copy(&scene)
    case .selectRange:
      guard focus == .content, pane.areBytesShown else {
        return scene.say(
          "\(scene.keys.keyWord(of: .selectRange, in: .page)) works among the page's bytes: "
            + "\(scene.keys.keyWord(of: .nextPane, in: .page)) goes there")
      }
      pane.toggleRange()
    default:
      switch focus {
      case .sends: performInSends(command, &scene)
      case .content: performInContent(command, &scene)
      }
    }
  }

  private mutating func performInSends(_ command: Command, _ scene: inout Scene) {
    if command == .activate { return goToBytes(&scene) }
    let before = sends.cursor.selected
    if command == .down, let row = sends.selected, row.send.checkpoint > checkpoint {
      // All that are listed are still to come, so that none is marked as selected.
      return select(place: before, scene)
    }
    guard sends.perform(command, height: layout(scene).sends.rows) else { return }
    if sends.cursor.selected != before { hasSelected() }
  }

  private mutating func performInContent(_ command: Command, _ scene: inout Scene) {
    if pane.perform(command, size: layout(scene).content) { return }
    guard command == .activate else { return }
    if pane.look == .fields, !pane.isComparisonShown {
      guard let pfn = pane.fields.pfnUnderCursor else { return scene.say("This field leads to no page") }
      scene.go(to: .history(pfn: pfn, checkpoint: checkpoint))
    } else {
      goToBytes(&scene)
    }
  }

  private mutating func turnLook(_ scene: inout Scene) {
    let look = pane.look
    let hasMap = layout(scene).map.isEmpty
    pane.turn(hasFields: content?.structure != nil, hasMap: hasMap)
    guard pane.look == .bytes, content?.structure == nil else { return }
    scene.say(
      look == .bytes
        ? "No structure is known for this page, so there are no fields to show"
        : "No structure is known for this page: v turns between its bytes and run maps")
  }

  /// Goes to the next time that the page was sent, or the last one before.
  private mutating func stepSend(_ step: Int, _ scene: inout Scene) {
    guard let count = sends.count, let content, content.checkpoint == checkpoint else { return }
    let selected = sends.cursor.selected
    // The selected send need not be one of the checkpoint that is looked at: it may lie before that, or, where none
    // does, behind it.
    let place = sends.selected?.send.checkpoint ?? checkpoint
    let isAhead = step > 0 ? place > checkpoint : place < checkpoint
    let target = isAhead ? selected : selected + step
    guard target >= 0, target < count, step > 0 || place <= checkpoint else {
      guard filterExpression.isEmpty else {
        return scene.say(step > 0 ? "The filter lets no later send pass" : "The filter lets no earlier send pass")
      }
      return scene.say(step > 0 ? "This page was not sent again" : "This page was not sent before")
    }
    select(place: target, scene)
  }

  /// Goes to the bytes of the selected send, or to its entry where it has none.
  private func goToBytes(_ scene: inout Scene) {
    guard let pfn, let row = sends.selected else { return }
    guard let offset = row.send.offset else {
      return scene.read(.biography(.entry(pfn: pfn, row.position)))
    }
    scene.go(to: .tree(.node(kinds: [.image, .delta], offset: offset)))
  }

  private func goToRow(_ scene: inout Scene) {
    guard let row = sends.selected else { return }
    guard let offset = row.send.offset else {
      let key = scene.keys.keyWord(of: .activate, in: .page)
      return scene.say("This send has no content: \(key) goes to its entry in the tree")
    }
    scene.go(to: .page(.offset(offset)))
  }

  private func copy(_ scene: inout Scene) {
    guard let pfn else { return }
    var (text, what) = (NumberText.hex(pfn), "PFN")
    if focus == .content, let page = content?.page {
      if pane.look == .fields, let value = pane.fields.valueUnderCursor {
        (text, what) = (FieldText.copied(value), "the value")
      } else if pane.areBytesShown, page.bytes.indices.contains(pane.bytes.cursor) {
        (text, what) = (NumberText.hexDigits(UInt64(page.bytes[pane.bytes.cursor]), count: 2), "the byte")
      }
    }
    scene.requests.append(.effect(.copy(text)))
    scene.say("Copied \(what) \(TextWidth.fitted(text, 40, scene.glyphs))")
  }
}

/// The mouse.
extension PageView {
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let layout = layout(scene)
    if layout.words.contains(row: row, column: column) {
      guard let byte = WordMapPane.byte(row: row, column: column, layout.words) else { return }
      return pane.show(byte: byte)
    }
    guard let target = layout.pane(row: row, column: column) else { return }
    setFocus(target)
    let line = row - layout[target].row - 1
    switch target {
    case .sends:
      let place = sends.cursor.top + line - 1
      guard line >= 1, place < sends.count ?? 0 else { return }
      select(place: place, scene)
      if isDouble { goToBytes(&scene) }
    case .content:
      guard line >= 0 else { return }
      pane.click(line: line, column: column - layout.content.column, size: layout.content)
      if isDouble, pane.look == .fields { performInContent(.activate, &scene) }
    }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    let layout = layout(scene)
    switch layout.pane(row: row, column: column) {
    case .sends:
      let before = sends.cursor.selected
      sends.scroll(by: rows, height: layout.sends.rows)
      if sends.cursor.selected != before { hasSelected() }
    case .content: pane.scroll(by: rows, size: layout.content)
    case nil: break
    }
  }
}

/// Filtering the sends.
extension PageView {
  var filterLanguage: FilterLanguage? { FilterLanguage(over: WhyRow<PageHistoryRow>.self) }
  var filterExpression: String { sends.list.expression }
  mutating func filter(by expression: String, _ scene: inout Scene) { sends.filter(by: expression) }
  mutating func workStopped(_ kind: WorkKind) {
    if kind == .sendSelection { sends.stop() }
    if kind == .reasons { reasons.stop() }
  }
}

/// Hints.
extension PageView {
  func offers(_ command: Command, _ scene: Scene) -> Bool {
    switch command {
    case .selectRange: focus == .content && pane.areBytesShown
    case .nextSend, .markSend: (sends.count ?? 0) > 1
    case .activate: focus == .sends || pane.look != .fields || pane.fields.pfnUnderCursor != nil
    default: pfn != nil
    }
  }
}

/// Bytes as such.
extension PageView {
  func selectedBytes(_ scene: Scene) -> ByteSource? {
    guard focus == .content, let pfn, let range = pane.range, let page = content?.page else { return nil }
    return .ofPage(page.bytes, range, pfn: pfn)
  }

  /// The page as of the checkpoint.
  func shownBytes(_ scene: Scene) -> ByteSource? {
    guard let pfn, let page = content?.page, content?.checkpoint == checkpoint else { return nil }
    return .ofPage(page.bytes, 0..<page.bytes.count, pfn: pfn)
  }

  mutating func giveUpSelection(_ scene: inout Scene) -> Bool { pane.giveUpRange() }
}

/// Writing it to a file.
extension PageView {
  func export(_ scene: Scene) -> ExportContent? {
    guard let pfn else { return nil }
    let page = NumberText.hex(pfn)
    if pane.isComparisonShown, let comparison = pane.comparison.comparison {
      let sends = (comparison.first.position, comparison.second.position)
      return ExportContent(
        command: "page", options: ["--pfn", page, "--compare", "\(sends.0)..\(sends.1)"],
        name: "page-\(page)-sends-\(sends.0)-\(sends.1)", format: .text)
    }
    let filter = filterExpression.isEmpty ? [] : ["--where", filterExpression]
    return ExportContent(
      command: "page", options: ["--pfn", page, "--checkpoint", "\(checkpoint)"] + filter, textOptions: ["--hex"],
      name: "page-\(page)", checkpoint: checkpoint, format: .text)
  }
}
