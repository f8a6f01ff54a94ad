@_spi(Measuring) import SaveStream

/// Keys and the mouse in the Diff view.
extension DiffView {
  mutating func perform(_ command: Command, _ scene: inout Scene) {
    switch command {
    case .nextDifference: goToDifference(1, &scene)
    case .previousDifference: goToDifference(-1, &scene)
    case .nextCheckpoint: step(by: 1, &scene)
    case .previousCheckpoint: step(by: -1, &scene)
    case .changeLook where isPaneFocused && selectedPage != nil:
      toggleXOR()
      scene.say(pane.showsXOR ? "On the right: the bits that differ (XOR)" : "Both sides as they are")
    case .changeLook:
      changeLook()
      scene.say("Listed: \(look.words)")
    case .nextPane, .previousPane: focusPane(!isPaneFocused && selectedPage != nil)
    case .activate: goToPlace(&scene)
    case .page:
      guard let page = selectedPage else { return scene.say("No page here: a field differs") }
      scene.go(to: .history(pfn: page.pfn, checkpoint: historyCheckpoint(of: page, scene)))
    case .pageRows: goToRows(&scene)
    case .copy: copy(&scene)
    case .selectRange:
      guard isPaneFocused, selectedPage != nil else {
        return scene.say(
          "\(scene.keys.keyWord(of: .selectRange, in: .diff)) works among the bytes of a page: "
            + "\(scene.keys.keyWord(of: .nextPane, in: .diff)) goes there")
      }
      toggleRange()
    case .sortColumn: sortByNextColumn(&scene)
    case .sortDirection: turnOrder(&scene)
    default:
      if isPaneFocused, selectedPage != nil {
        _ = performInPane(command, scene)
      } else {
        _ = cursor.perform(command, count: count, height: height(scene))
      }
    }
  }

  /// The next difference, or the one before: among the bytes of the page when the keys are there, and on to the next
  /// page.
  private mutating func goToDifference(_ step: Int, _ scene: inout Scene) {
    if isPaneFocused, selectedPage != nil, stepInPane(forward: step > 0) { return }
    let next = cursor.selected + step
    guard next >= 0, next < count else {
      return scene.say(step > 0 ? "This is the last difference" : "This is the first difference")
    }
    cursor.select(next, count: count, height: height(scene))
  }

  /// To the bytes of what is selected, in the tree.
  private func goToPlace(_ scene: inout Scene) {
    switch selected {
    case .page(let page):
      scene.go(to: .history(pfn: page.pfn, checkpoint: historyCheckpoint(of: page, scene)))
    case .field(let field):
      let range = scene.other == nil ? field.toRange ?? field.fromRange : field.fromRange
      guard let range else { return scene.say("The field is in the other capture only") }
      scene.go(to: .tree(.offset(range.lowerBound)))
    case nil: break
    }
  }

  /// The checkpoint at which a page of the capture is worth looking at.
  private func historyCheckpoint(of page: PageDifference, _ scene: Scene) -> Int {
    guard let request else { return 0 }
    return scene.other != nil || page.change == .removed ? request.from : request.to
  }

  private func goToRows(_ scene: inout Scene) {
    guard let request else { return }
    scene.go(to: .pagesOfCheckpoint(scene.other == nil ? request.to : request.from))
  }

  private func copy(_ scene: inout Scene) {
    if isPaneFocused, selectedPage != nil { return copyByte(&scene) }
    let text: String
    switch selected {
    case .page(let page): text = NumberText.hex(page.pfn)
    case .field(let field): text = (scene.other == nil ? field.to : field.from).map(FieldText.copied) ?? field.path
    case nil: return
    }
    scene.requests.append(.effect(.copy(text)))
    let shown = TextWidth.fitted(EscapedText.of(text, unicode: scene.glyphs.isUnicode), 40, scene.glyphs)
    scene.say("Copied \(shown)")
  }

  /// Copies the byte under the cursor: of the side that fields are copied of, unless the page is on the other one only.
  private func copyByte(_ scene: inout Scene) {
    guard let request, let page = pane.page else { return }
    let isFrom = scene.other == nil ? page.to == nil : page.from != nil
    guard let bytes = isFrom ? page.from : page.to, bytes.indices.contains(pane.cursor) else { return }
    let text = NumberText.hexDigits(UInt64(bytes[pane.cursor]), count: 2)
    scene.requests.append(.effect(.copy(text)))
    scene.say("Copied the byte \(text) of checkpoint \(isFrom ? request.from : request.to)")
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let layout = layout(scene)
    if layout.pane.contains(row: row, column: column), selectedPage != nil {
      focusPane(true)
      clickInPane(line: row - layout.pane.row - 1, column: column, size: layout.pane)
    } else if layout.list.contains(row: row, column: column) {
      focusPane(false)
      let position = cursor.top + row - layout.list.row
      guard position < count else { return }
      cursor.select(position, count: count, height: height(scene))
      if isDouble { goToPlace(&scene) }
    }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    let layout = layout(scene)
    if layout.pane.contains(row: row, column: column) {
      scrollPane(by: rows, size: layout.pane)
    } else {
      cursor.scroll(by: rows, count: count, height: height(scene))
    }
  }
}

/// Hints.
extension DiffView {
  func offers(_ command: Command, _ scene: Scene) -> Bool {
    switch command {
    case .page, .nextPane: selectedPage != nil
    case .selectRange: isPaneFocused && selectedPage != nil
    default: true
    }
  }
}

/// Bytes as such: those of the second side, or of the one that there is; their XOR where that is shown.
extension DiffView {
  func selectedBytes(_ scene: Scene) -> ByteSource? {
    guard isPaneFocused, let range = pane.range, let page = shownPage else { return nil }
    return .ofPage(page.bytes, range, pfn: page.pfn)
  }

  func shownBytes(_ scene: Scene) -> ByteSource? {
    shownPage.flatMap { .ofPage($0.bytes, 0..<$0.bytes.count, pfn: $0.pfn) }
  }

  private var shownPage: (pfn: UInt64, bytes: [UInt8])? {
    guard let page = pane.page else { return nil }
    let bytes = (pane.showsXOR ? page.differingBits : page.to) ?? page.from
    return bytes.map { (page.pfn, $0) }
  }
}

/// Writing it to a file.
extension DiffView {
  /// What is listed of it.
  func export(_ scene: Scene) -> ExportContent? {
    guard let request else { return nil }
    let listing = look == .all ? [] : ["--list", look.rawValue]
    let filter = list.expression.isEmpty ? [] : ["--where", list.expression]
    return ExportContent(
      command: "diff", options: ["--from", "\(request.from)", "--to", "\(request.to)"] + listing + filter,
      other: scene.other?.path, name: "diff-\(request.from)-\(request.to)", format: .text)
  }
}
