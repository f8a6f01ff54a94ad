import SaveStream

/// View 2: a row for each page sent, or for each entry of a PFN array, over the whole capture.
struct PagesView: InspectorView {
  var cursor = ListCursor()
  private(set) var allEntries = false
  /// The rows read last, and the position of the first of them.
  private(set) var rows: [PageRow] = []
  private(set) var first = 0
  private var isStale = true
  /// Whether the rows above were read with all entries.
  private var rowsAreAll = false
  /// The rows asked for last.
  private var asked: Range<Int> = 0..<0

  func count(_ scene: Scene) -> Int {
    Int(clamping: allEntries ? scene.index.entryCount : scene.index.contentCount)
  }

  /// Rows of the table on the screen, below its head.
  func height(_ scene: Scene) -> Int { max(scene.rows - 1, 1) }

  func row(_ position: Int) -> PageRow? {
    rowsAreAll == allEntries && rows.indices.contains(position - first) ? rows[position - first] : nil
  }

  var selectedRow: PageRow? { row(cursor.selected) }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    if cursor.perform(command, count: count(scene), height: height(scene)) { return }
    switch command {
    case .activate: goToTree(&scene)
    case .page:
      guard let row = selectedRow else { return }
      scene.go(to: .history(pfn: row.pfn, checkpoint: row.checkpoint))
    case .toggleAllEntries: toggleAllEntries(&scene)
    case .nextCheckpoint: goToCheckpoint(1, &scene)
    case .previousCheckpoint: goToCheckpoint(-1, &scene)
    case .nextSend, .previousSend: searchSend(backwards: command == .previousSend, &scene)
    case .copy:
      guard let row = selectedRow else { return }
      scene.requests.append(.effect(.copy(HexText.prefixed(row.pfn))))
      scene.say("Copied PFN \(HexText.prefixed(row.pfn))")
    default: break
    }
  }

  private func goToTree(_ scene: inout Scene) {
    guard let row = selectedRow else { return }
    if let offset = row.offset {
      scene.go(to: .tree(.node(kinds: [.image, .delta], offset: offset)))
    } else if let batch = batch(of: row, scene) {
      scene.go(to: .tree(.entry(batch: batch.offset, index: row.index)))
    }
  }

  private func batch(of row: PageRow, _ scene: Scene) -> BatchRow? {
    guard row.checkpoint < scene.index.checkpoints.count else { return nil }
    let number = scene.index.checkpoints[row.checkpoint].firstBatch + row.batch
    return number < scene.index.batches.count ? scene.index.batches[number] : nil
  }

  /// Shows the other numbering and stays on the same entry, or the one after it.
  private mutating func toggleAllEntries(_ scene: inout Scene) {
    let row = selectedRow
    allEntries.toggle()
    rows = []
    isStale = true
    guard let row, let batch = batch(of: row, scene) else { return }
    scene.read(.pageRow(.entry(batch: batch.offset, index: row.index), contentOnly: !allEntries))
  }

  private mutating func goToCheckpoint(_ step: Int, _ scene: inout Scene) {
    let rows = scene.index.checkpoints
    var target = (selectedRow?.checkpoint ?? 0) + step
    // Going back from the middle of a checkpoint goes to its first row, as paragraphs do in vi.
    if step < 0, let row = selectedRow, row.checkpoint < rows.count,
      firstRow(ofCheckpoint: row.checkpoint, scene) < cursor.selected
    {
      target = row.checkpoint
    }
    guard target >= 0, target < rows.count else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    scene.go(to: .pagesOfCheckpoint(target))
  }

  private mutating func showFirstRow(ofCheckpoint checkpoint: Int, _ scene: inout Scene) {
    guard checkpoint >= 0, checkpoint < scene.index.checkpoints.count else { return }
    let first = firstRow(ofCheckpoint: checkpoint, scene)
    guard first < count(scene) else { return scene.say("Checkpoint \(checkpoint) and those after it sent no pages") }
    cursor.select(first, count: count(scene), height: height(scene))
  }

  private func firstRow(ofCheckpoint checkpoint: Int, _ scene: Scene) -> Int {
    let batch = scene.index.checkpoints[checkpoint].firstBatch
    guard batch < scene.index.batches.count else { return count(scene) }
    let row = scene.index.batches[batch]
    return Int(clamping: allEntries ? row.firstEntry : row.firstContent)
  }

  private func searchSend(backwards: Bool, _ scene: inout Scene) {
    guard let row = selectedRow else { return }
    let here = UInt64(cursor.selected)
    guard !backwards || here > 0 else { return scene.say("This PFN was not sent before") }
    let request = SearchRequest(
      target: .pfn(row.pfn, allEntries: allEntries), start: backwards ? here - 1 : here + 1, backwards: backwards,
      wraps: false)
    scene.requests.append(.effect(.search(request)))
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .pageRow(let row, let all):
      if all != allEntries { rows = [] }
      allEntries = all
      cursor.select(Int(clamping: row), count: count(scene), height: height(scene))
    case .row(let row): cursor.select(Int(clamping: row), count: count(scene), height: height(scene))
    case .page(let target): scene.read(.pageRow(target, contentOnly: !allEntries))
    case .pagesOfCheckpoint(let checkpoint): showFirstRow(ofCheckpoint: checkpoint, &scene)
    default: break
    }
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    switch answer {
    case .pages(let range, let contentOnly, let rows):
      guard contentOnly != allEntries else { return }
      self.rows = rows
      rowsAreAll = !contentOnly
      first = Int(clamping: range.lowerBound)
      isStale = false
    case .pageRow(let row, let contentOnly):
      guard contentOnly != allEntries else { return }
      guard let row else { return scene.say("No page row there") }
      cursor.select(Int(clamping: row), count: count(scene), height: height(scene))
    default: break
    }
  }

  mutating func indexChanged(_ scene: inout Scene) { isStale = true }

  mutating func prepare(_ scene: inout Scene) {
    let count = count(scene)
    cursor.fit(count: count, height: height(scene))
    let visible = cursor.visible(count: count, height: height(scene))
    guard !visible.isEmpty else { return }
    let isThere =
      !isStale && rowsAreAll == allEntries && visible.lowerBound >= first && visible.upperBound <= first + rows.count
    // Rows that were read short (the medium failed) are not asked for again until something changes.
    guard !isThere, isStale || asked != visible || rowsAreAll != allEntries else { return }
    asked = visible
    scene.read(.pages(UInt64(visible.lowerBound)..<UInt64(visible.upperBound), contentOnly: !allEntries))
  }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .pageRow(UInt64(clamping: cursor.selected), allEntries: allEntries))
    if let row = selectedRow {
      position.offset = row.offset
      position.focus = Focus(checkpoint: row.checkpoint, pfn: row.pfn)
      position.words =
        "checkpoint \(row.checkpoint), batch \(row.batch), entry \(row.index), PFN \(HexText.prefixed(row.pfn))"
    }
    let count = count(scene)
    position.unit = allEntries ? "entries" : "pages"
    if count > 0 { position.row = (UInt64(cursor.selected) + 1, UInt64(count)) }
    return position
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let position = cursor.top + row - 1
    guard row > 0, position < count(scene) else { return }
    cursor.select(position, count: count(scene), height: height(scene))
    if isDouble { goToTree(&scene) }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    cursor.scroll(by: rows, count: count(scene), height: height(scene))
  }
}
