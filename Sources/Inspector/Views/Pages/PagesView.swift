@_spi(Measuring) import SaveStream

/// View 2: a row for each page sent, or for each entry of a PFN array, over the whole capture; or those of them that a
/// filter lets pass, sorted by a column.
///
/// A row is known by its position in the table of all rows, which places, marks and searches name, and stands at a
/// place of the list, which the cursor counts.
struct PagesView: InspectorView {
  private(set) var cursor = ListCursor()
  private(set) var list = PageList()
  /// The rows read last, and the place of the first of them.
  private(set) var rows: [PageRow] = []
  private(set) var first = 0
  private var isStale = true
  /// The places asked for last.
  private var asked: Range<Int> = 0..<0
  private var awaited = Awaiting.nothing
  /// Whether the cursor is to stay at the first row, as the rows were sorted.
  private var staysAtFirst = false
  /// Columns that are scrolled over.
  private(set) var columnShift = 0
  var preview = PagePreviewPane()
  /// Why pages were sent in whole.
  private(set) var reasons = KnownReasons(for: .pages)

  /// What the cursor waits for.
  private enum Awaiting {
    case nothing
    /// To know where a row stands in the list, by its position: it goes there, or to the nearest one.
    case row(UInt64, RowAsker)

    var position: UInt64? { if case .row(let position, _) = self { position } else { nil } }
  }

  var allEntries: Bool { list.request.allEntries }

  /// Rows of the table, listed or not.
  func tableCount(_ scene: Scene) -> UInt64 { allEntries ? scene.index.entryCount : scene.index.contentCount }

  func count(_ scene: Scene) -> Int { list.count(tableCount(scene)) }

  /// Rows of the table on the screen, below its head.
  func height(_ scene: Scene) -> Int { max(scene.rows - 1, 1) }

  func row(_ place: Int) -> PageRow? { rows.indices.contains(place - first) ? rows[place - first] : nil }

  var selectedRow: PageRow? { row(cursor.selected) }

  /// The position of the selected row; of the one that was selected before where none is listed.
  func selectedPosition(_ scene: Scene) -> UInt64 {
    list.position(at: cursor.selected, tableCount(scene)) ?? awaited.position ?? 0
  }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    if cursor.perform(command, count: count(scene), height: height(scene)) { return hasMoved() }
    switch command {
    case .activate: goToTree(&scene)
    case .page:
      guard let row = selectedRow else { return }
      scene.go(to: .history(pfn: row.pfn, checkpoint: row.checkpoint))
    case .left: shiftColumns(by: -1, scene)
    case .right: shiftColumns(by: 1, scene)
    case .toggleAllEntries: toggleAllEntries(&scene)
    case .nextCheckpoint: goToCheckpoint(1, &scene)
    case .previousCheckpoint: goToCheckpoint(-1, &scene)
    case .nextSend, .previousSend: searchSend(backwards: command == .previousSend, &scene)
    case .sortColumn: sortByNextColumn(&scene)
    case .sortDirection: turnOrder(&scene)
    case .copy:
      guard let row = selectedRow else { return }
      scene.requests.append(.effect(.copy(NumberText.hex(row.pfn))))
      scene.say("Copied PFN \(NumberText.hex(row.pfn))")
    default: break
    }
  }

  /// The user chose a row: none is awaited any more, unless there is none to choose.
  private mutating func hasMoved() {
    staysAtFirst = false
    if list.selection?.count != 0 { awaited = .nothing }
  }

  /// The rows are asked for in another order.
  mutating func hasSorted() { (staysAtFirst, awaited) = (true, .nothing) }

  /// Scrolls over columns, as long as some on the right have no room.
  private mutating func shiftColumns(by step: Int, _ scene: Scene) {
    if step < 0 { columnShift = max(columnShift - 1, 0) } else if hasFurtherColumns(scene) { columnShift += 1 }
  }

  /// Shows the other numbering and stays on the same entry, or the one after it.
  private mutating func toggleAllEntries(_ scene: inout Scene) {
    let row = selectedRow
    var request = list.request
    request.allEntries.toggle()
    ask(for: request, &scene)
    guard let row else { return }
    scene.read(.pageRow(.entry(offset: row.entryOffset), contentOnly: !allEntries, .user))
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .pageRow(let position, let all):
      if all != allEntries {
        var request = list.request
        request.allEntries = all
        ask(for: request, &scene)
      }
      seek(position, for: .user, &scene)
    case .row(let row):
      cursor.select(Int(clamping: row), count: count(scene), height: height(scene))
      hasMoved()
    case .page(let target):
      if scene.askingView != nil { giveBackFilter(&scene) }
      let asker: RowAsker = scene.askingView == nil ? .user : .otherView
      scene.read(.pageRow(target, contentOnly: !allEntries, asker))
    case .pagesOfCheckpoint(let checkpoint):
      if scene.askingView != nil { giveBackFilter(&scene) }
      showFirstRow(ofCheckpoint: checkpoint, &scene)
    case .checkpointAlone(let checkpoint):
      guard scene.index.checkpoints.indices.contains(checkpoint) else { return }
      filter(by: Self.filter(ofCheckpoint: checkpoint), isBorrowed: true, &scene)
      seek(scene.index.positions(of: checkpoint, contentOnly: !allEntries).lowerBound, for: .nobody, &scene)
    case .sends(let pfns, let first, let checkpoint):
      guard !pfns.isEmpty else { return }
      let range = "\(NumberText.hex(pfns.lowerBound))..\(NumberText.hex(pfns.upperBound - 1))"
      filter(by: "pfn in \(range) and checkpoint <= \(checkpoint)", isBorrowed: true, &scene)
      scene.read(.pageRow(.lastSend(pfn: first, checkpoint: checkpoint), contentOnly: !allEntries, .user))
    default: break
    }
  }

  mutating func select(place: Int, _ scene: Scene) {
    staysAtFirst = false
    cursor.select(place, count: count(scene), height: height(scene))
    awaited = .nothing
  }

  mutating func indexChanged(_ scene: inout Scene) {
    isStale = true
    preview.forget()
    reasons.forget()
    list.indexChanged()
  }

  mutating func prepare(_ scene: inout Scene) {
    if list.isOutgrown(tableCount(scene), scene.index) { ask(for: list.request, &scene) }
    let count = count(scene)
    cursor.fit(count: count, height: height(scene))
    let visible = cursor.visible(count: count, height: height(scene))
    preparePreview(&scene)
    reasons.prepare(selectedRow?.encoding, &scene)
    guard !visible.isEmpty else { return }
    let isThere = !isStale && visible.lowerBound >= first && visible.upperBound <= first + rows.count
    // Rows that were read short (the medium failed) are not asked for again until something changes.
    guard !isThere, isStale || asked != visible else { return }
    asked = visible
    if let selection = list.selection {
      scene.read(.listedPages(selection, visible, list: list.number))
    } else {
      scene.read(.pages(UInt64(visible.lowerBound)..<UInt64(visible.upperBound), contentOnly: !allEntries))
    }
  }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .pageRow(selectedPosition(scene), allEntries: allEntries))
    if let row = selectedRow {
      position.offset = row.offset
      position.focus = Focus(checkpoint: row.checkpoint, pfn: row.pfn)
      position.words =
        "checkpoint \(row.checkpoint), batch \(row.batch), entry \(row.index), PFN \(NumberText.hex(row.pfn))"
      // On a wide screen it stands beside the rows.
      if previewArea(scene) == nil { position.remark = reasons.sentence(at: row.offset, row.encoding) }
    }
    let count = count(scene)
    position.unit = unit
    position.filter = list.summary(
      tableCount(scene), unit: unit, isFinished: scene.index.isFinished, isColumnShown: isSortedColumnShown(scene))
    if count > 0 { position.row = (UInt64(cursor.selected) + 1, UInt64(count)) }
    return position
  }

  var unit: String { allEntries ? "entries" : "pages" }

  func whatIsMissing(_ scene: Scene) -> String? { tableCount(scene) == 0 ? "no \(unit)" : nil }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    if let area = previewArea(scene), area.contains(row: row, column: column) {
      return preview.scroll(by: rows, size: area)
    }
    cursor.scroll(by: rows, count: count(scene), height: height(scene))
    hasMoved()
  }
}

/// The rows that are listed.
extension PagesView {
  /// Asks for other rows, and shows them as they come.
  mutating func ask(for wanted: PageListRequest, _ scene: inout Scene) {
    let before = list.number
    var request = wanted
    request.tableCount = request.allEntries ? scene.index.entryCount : scene.index.contentCount
    request.size = scene.index.size
    list.ask(for: request)
    if list.number != before { forgetRows() }
    scene.work(.selection(request))
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    switch answer {
    case .pages(let range, let contentOnly, let rows):
      guard contentOnly != allEntries, list.selection == nil else { return }
      take(rows, at: Int(clamping: range.lowerBound))
    case .pagePreview(let page): if let page { preview.take(page) }
    case .reasons(let found, _): reasons.take(found)
    case .listedPages(let places, let rows, let number):
      guard number == list.number else { return }
      take(rows, at: places.lowerBound)
    case .pageRow(let position, let contentOnly, let asker):
      guard contentOnly != allEntries else { return }
      guard let position else { return scene.say("No page row there") }
      seek(position, for: asker, &scene)
    case .listedPlace(let place, let position, let isShown, let number):
      guard number == list.number, awaited.position == position else { return }
      arrive(at: place, isShown: isShown, &scene)
    case .selection(let request, let found, let remark):
      take(found, of: request, &scene)
      if let remark { scene.say(remark) }
    default: break
    }
  }

  private mutating func take(_ rows: [PageRow], at place: Int) {
    self.rows = rows
    first = place
    isStale = false
  }

  private mutating func forgetRows() {
    rows = []
    isStale = true
  }

  private mutating func take(_ found: PageSelection, of request: PageListRequest, _ scene: inout Scene) {
    let position = selectedPosition(scene)
    let isOther = list.take(found, of: request)
    if isOther {
      // The first rows show at once, and the one that was selected when it has been found.
      cursor = ListCursor()
      forgetRows()
    }
    if !list.isWorking { isStale = true }
    if staysAtFirst {
      if !list.isWorking { staysAtFirst = false }
      return
    }
    if case .row(let position, let asker) = awaited { return seek(position, for: asker, &scene) }
    if isOther || !list.isWorking { seek(position, for: .nobody, &scene) }
  }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .selection { list.stop() }
    if kind == .reasons { reasons.stop() }
  }

  /// Goes to a row by its position in the table, or to the nearest one when it is not listed.
  mutating func seek(_ position: UInt64, for asker: RowAsker, _ scene: inout Scene) {
    guard let selection = list.selection else {
      select(place: Int(clamping: position), scene)
      if list.isWorking { awaited = .row(position, asker) }
      return
    }
    awaited = .row(position, asker)
    scene.read(.listedPlace(selection, position, list: list.number))
  }

  /// Takes the place of the row that was sought, or of the nearest one; nil where the list is empty.
  private mutating func arrive(at place: Int?, isShown: Bool, _ scene: inout Scene) {
    guard case .row(let position, let asker) = awaited else { return }
    // It may still come.
    guard isShown || !list.isWorking else { return }
    if !isShown, asker == .otherView, list.request.hasFilter {
      awaited = .row(position, .nobody)
      return showAll(&scene)
    }
    if let place { select(place: place, scene) }
    guard !isShown, asker != .nobody else { return }
    scene.say(place == nil ? "The filter leaves out that row" : "The filter leaves out that row; this is the nearest")
    if place == nil { awaited = .row(position, .nobody) }
  }
}
