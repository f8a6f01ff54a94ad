@_spi(Measuring) import SaveStream

/// View 6: two checkpoints compared, of one capture or of two: what differs in pages and fields, and a page's bytes on
/// both sides.
struct DiffView: SortedView {
  /// What is compared; nil before two checkpoints were chosen.
  private(set) var request: DiffRequest?
  private(set) var answer: DiffAnswer?
  private(set) var look = DiffLook.all
  var cursor = ListCursor()
  /// The pages that are listed.
  var list = FilteredRows<UsedRow<PageDifference>>()
  /// What the guest uses the pages for, once the filter has asked for that.
  var uses = DiffUses()
  private(set) var pane = ComparedPane()
  /// Where the pages on the screen differ.
  var strips = DiffStrips()
  private(set) var isPaneFocused = false
  /// What was asked for last, and where its checkpoint ended then: one that grows is compared again.
  private var asked: (request: DiffRequest, end: UInt64)?
  /// Whether the user stopped the comparison.
  private(set) var isStopped = false
  /// The row to go to once it is there.
  private var wantedRow: Int?

  var rows: DiffRows? { answer.map { DiffRows(snapshot: $0.snapshot, look: look, pages: list) } }

  func total(_ scene: Scene) -> Int { isAwaitingUses ? 0 : pageCount }

  /// Pages that differ, as far as is known.
  var pageCount: Int { answer?.snapshot.pages.count ?? 0 }

  func filterRow(at position: Int, _ scene: Scene) -> UsedRow<PageDifference>? {
    (answer?.snapshot.pages[position]).map { uses.row($0) }
  }

  /// The columns that pages are sorted by; fields keep the order of the tree, behind them.
  func shownColumns(_ scene: Scene) -> [(field: String, head: String)] {
    [("words", "words"), ("pfn", "what"), ("from", "from"), ("to", "to")]
  }

  var count: Int { rows?.count ?? 0 }

  var selected: DiffRow? { rows?[cursor.selected] }

  var selectedPage: PageDifference? { if case .page(let page)? = selected { page } else { nil } }

  func layout(_ scene: Scene) -> DiffLayout {
    DiffLayout(
      rows: scene.rows, columns: scene.columns, remarkRows: remarkLines(scene).count,
      count: answer?.snapshot.isFinished == true ? count : nil)
  }

  /// Rows of the list on the screen, below the head.
  func height(_ scene: Scene) -> Int { max(layout(scene).list.rows, 1) }

  // MARK: What is compared

  mutating func enter(_ scene: inout Scene) {
    guard request == nil else { return }
    if let other = scene.other {
      guard let from = scene.index.lastCompleteCheckpoint, let to = other.lastCompleteCheckpoint else { return }
      request = DiffRequest(from: from, to: to)
    } else {
      let last = scene.focus.checkpoint ?? scene.index.lastCompleteCheckpoint ?? 0
      let to = max(last, 1)
      guard to < scene.index.checkpoints.count else { return }
      request = DiffRequest(from: to - 1, to: to)
    }
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .difference(let from, let to, let row):
      compare(DiffRequest(from: from, to: to))
      wantedRow = row
      selectWantedRow(scene)
    case .within(let difference, .byte(let byte)):
      go(to: difference, &scene)
      isPaneFocused = true
      pane.show(byte: Int(clamping: byte))
    case .row(let row): cursor.select(Int(clamping: row), count: count, height: height(scene))
    default: break
    }
  }

  private mutating func compare(_ request: DiffRequest) {
    guard request != self.request else { return }
    self.request = request
    answer = nil
    asked = nil
    isStopped = false
    cursor = ListCursor()
    list.forget(from: 0)
    uses = DiffUses()
    pane.forget()
    strips.forget()
  }

  /// Compares the next two checkpoints, or those before, as far apart as these.
  mutating func step(by step: Int, _ scene: inout Scene) {
    guard let request else { return }
    let next = DiffRequest(from: request.from + step, to: request.to + step)
    let last = (scene.other?.checkpointCount ?? scene.index.checkpoints.count) - 1
    guard next.from >= 0, next.to >= 0, next.from < scene.index.checkpoints.count, next.to <= last else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    scene.go(to: .difference(from: next.from, to: next.to))
  }

  mutating func changeLook() {
    look = look.next
    cursor = ListCursor()
  }

  // MARK: The pane

  func focusedPane(_ scene: Scene) -> Rect {
    let layout = layout(scene)
    return isPaneFocused && selectedPage != nil ? layout.pane : layout.list
  }

  mutating func focusPane(_ isFocused: Bool) { isPaneFocused = isFocused }

  mutating func performInPane(_ command: Command, _ scene: Scene) -> Bool {
    pane.perform(command, size: layout(scene).pane)
  }

  mutating func toggleRange() { pane.toggleRange() }

  mutating func toggleXOR() { pane.toggleXOR() }

  mutating func giveUpSelection(_ scene: inout Scene) -> Bool { pane.giveUpRange() }

  mutating func stepInPane(forward: Bool) -> Bool { pane.step(forward: forward) }

  mutating func clickInPane(line: Int, column: Int, size: Rect) { pane.click(line: line, column: column, size: size) }

  mutating func scrollPane(by rows: Int, size: Rect) { pane.scroll(by: rows, size: size) }

  // MARK: Answers

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    switch answer {
    case .comparison(let answer):
      guard answer.request == request else { return }
      // Compared anew, the pages at the same positions may be others.
      if answer.snapshot.pages.count < list.total { list.forget(from: 0) }
      self.answer = answer
      updateList(scene)
      selectWantedRow(scene)
    case .comparedPage(let page): if let page { pane.take(page) }
    case .comparedWords(let words, let request): if request == self.request { strips.take(words) }
    case .comparedUses(let found, let request): take(found, of: request, &scene)
    default: break
    }
  }

  /// Goes to the row that was asked for, once it is there.
  private mutating func selectWantedRow(_ scene: Scene) {
    guard let row = wantedRow, let answer, row < count || answer.snapshot.isFinished else { return }
    wantedRow = nil
    cursor.select(row, count: count, height: height(scene))
  }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .comparison { isStopped = true }
    if kind == .comparedUses { uses.stop() }
  }

  mutating func prepare(_ scene: inout Scene) {
    prepareUses(&scene)
    updateList(scene)
    cursor.fit(count: count, height: height(scene))
    if request == nil { enter(&scene) }
    guard let request else { return }
    if let end = endOfRequest(request, scene), asked?.request != request || asked?.end != end, !isStopped {
      asked = (request, end)
      pane.forget()
      strips.forget()
      scene.work(.comparison(request))
    }
    prepareStrips(request, &scene)
    guard let page = selectedPage, layout(scene).pane.rows > 1 else { return }
    if pane.prepare(pfn: page.pfn, size: layout(scene).pane) {
      scene.read(.comparedPage(pfn: page.pfn, of: request))
    }
  }

  /// Where the later checkpoint of a request ends; nil while it cannot be compared. The last one of a capture that is
  /// still being read is waited for.
  private func endOfRequest(_ request: DiffRequest, _ scene: Scene) -> UInt64? {
    let rows = scene.index.checkpoints
    let last = scene.other == nil ? max(request.from, request.to) : request.from
    guard last >= 0, last < rows.count, last < rows.count - 1 || scene.index.isFinished || rows[last].isComplete else {
      return nil
    }
    guard let other = scene.other else { return rows[last].end }
    return other.checkpointCount > request.to ? rows[last].end : nil
  }

  func searchScope(_ scene: Scene) -> String? { "in the differences that are listed" }

  /// Pages by their PFN and types, fields by their paths and values.
  func lines(with pattern: SearchPattern, _ scene: Scene) -> (hits: [Int], cursor: Int)? {
    guard let rows, pattern.isText else { return ([], cursor.selected) }
    let matcher = PatternMatcher(pattern)
    let hits = (0..<rows.count).prefix(Self.mostSearched).filter { matcher.isIn(words(ofLine: $0, scene)) }
    return (Array(hits), cursor.selected)
  }

  func words(ofLine line: Int, _ scene: Scene) -> String {
    switch rows?[line] {
    case .page(let page):
      let (from, to) = (page.fromType?.name, page.toType?.name)
      let count = page.words.map { NumberText.counted($0, "word") }
      return (["page \(NumberText.hex(page.pfn))"] + [from, from == to ? nil : to, count].compactMap(\.self))
        .joined(separator: " ")
    case .field(let field):
      let sides = [field.from, field.to].map { $0.map { FieldText.of($0, glyphs: scene.glyphs) } ?? "" }
      return ([EscapedText.of(field.path, unicode: true)] + sides).joined(separator: " ")
    case nil: return ""
    }
  }

  private static let mostSearched = 50_000

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool { hit.match == .line && UInt64(cursor.selected) == hit.place }

  func whatIsMissing(_ scene: Scene) -> String? { request == nil ? "nothing to compare" : nil }

  func position(_ scene: Scene) -> ViewPosition {
    let request = request ?? DiffRequest(from: 0, to: 0)
    var position = ViewPosition(place: .difference(from: request.from, to: request.to, row: cursor.selected))
    position.focus.checkpoint = scene.other == nil ? request.to : request.from
    position.unit = "differences"
    position.filter = list.summary(
      of: pageCount, unit: "pages", isWhole: answer?.snapshot.isFinished == true && !isAwaitingUses)
    if count > 0 { position.row = (UInt64(cursor.selected) + 1, UInt64(count)) }
    switch selected {
    case .page(let page):
      position.focus.pfn = page.pfn
      position.words = "page \(NumberText.hex(page.pfn))"
      if let doubt = page.doubt { position.words += ", \(ComparisonText.short(doubt))" }
      if isPaneFocused { position.spot = .byte(UInt64(pane.cursor)) }
      if isPaneFocused { position.words += ", byte \(NumberText.hex(UInt64(pane.cursor), digits: 3))" }
    case .field(let field):
      position.offset = scene.other == nil ? field.toRange?.lowerBound : field.fromRange?.lowerBound
      position.words = EscapedText.of(field.path, unicode: scene.glyphs.isUnicode)
    case nil: if self.request != nil { position.words = "checkpoints \(request.from) and \(request.to) compared" }
    }
    return position
  }
}

/// Where the parts of the Diff view lie: totals, the list, and a page's bytes below it, which have the room that a
/// short list leaves.
struct DiffLayout: Equatable {
  /// Lines above the list but for the remark: what is compared, the totals, the heads of columns.
  private static let headRows = 3
  private static let fewestListed = 3

  let list: Rect
  /// Its first row is its head.
  let pane: Rect

  /// - Parameter count: the rows of the list; nil while there may be more.
  init(rows: Int, columns: Int, remarkRows: Int, count: Int?) {
    let headRows = Self.headRows + remarkRows
    let left = max(rows - headRows, 2)
    let half = left < 8 ? 0 : max(left / 2, 4)
    let paneRows = half == 0 ? 0 : max(half, left - max(count ?? left, Self.fewestListed))
    list = Rect(row: headRows, column: 0, rows: left - paneRows, columns: columns)
    pane = Rect(row: headRows + left - paneRows, column: 0, rows: paneRows, columns: columns)
  }
}
