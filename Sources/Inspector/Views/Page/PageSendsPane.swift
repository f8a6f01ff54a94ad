@_spi(Measuring) import SaveStream

/// The pane that lists every time that the page was sent.
struct PageSendsPane: Sendable {
  /// A send as it is listed.
  struct Row: Sendable {
    /// Its position among all sends of the page, from 0.
    let position: Int
    let step: PageStep
    /// What a delta does to each word; nil for a send that is none.
    let map: RunMap?

    var send: PageSend { step.send }
  }

  private(set) var pfn: UInt64 = 0
  private(set) var cursor = ListCursor()
  private(set) var list = ListedSends()
  /// The rows read last, by their positions.
  private var rows: [Int: Row] = [:]
  private var isStale = true
  /// The positions asked for last.
  private var asked: [Int] = []
  /// The position of the send to be selected, or the last one before it, while sends are still looked for.
  private var sought: Int?

  /// The sends that are listed; nil while that is not known.
  var count: Int? { list.count }

  /// The row at a place of the list.
  func row(_ place: Int) -> Row? { list.position(at: place).flatMap { rows[$0] } }

  var selected: Row? { row(cursor.selected) }

  /// The position of the selected send; nil where none is listed.
  var selectedPosition: Int? { list.position(at: cursor.selected) }

  /// Starts anew with another page; the filter stays.
  mutating func show(_ pfn: UInt64) {
    guard pfn != self.pfn || count == nil else { return }
    var list = self.list
    list.startAnew()
    self = PageSendsPane()
    self.list = list
    self.pfn = pfn
  }

  /// Lists other sends, and stays at the selected one or the last one before it.
  mutating func filter(by expression: String) {
    sought = sought ?? selectedPosition
    list.filter(by: expression)
    cursor = ListCursor()
  }

  /// What was read may have changed.
  mutating func forget() {
    isStale = true
    asked = []
    // Those that the capture did not hold in whole may be there now.
    list.lookAnew()
    if list.isWorking { sought = sought ?? selectedPosition }
  }

  mutating func take(total: Int) { list.take(total: total) }

  mutating func take(_ steps: [PageStep], maps: [RunMap?], at positions: [Int], of pfn: UInt64) {
    guard pfn == self.pfn else { return }
    rows = [:]
    for (position, (step, map)) in zip(positions, zip(steps, maps)) {
      rows[position] = Row(position: position, step: step, map: map)
    }
    isStale = false
  }

  mutating func take(_ found: SendSelection, isFinished: Bool) {
    guard found.pfn == pfn else { return }
    list.take(found, isFinished: isFinished)
  }

  mutating func stop() { list.stop() }

  /// Selects the send at a position, or the last one before it that is listed.
  mutating func seek(_ position: Int, height: Int) {
    sought = list.isWorking ? position : nil
    cursor.select(list.place(of: position), count: count ?? 0, height: Self.listed(height))
  }

  /// Selects the send at a place of the list.
  mutating func select(place: Int, height: Int) {
    sought = nil
    cursor.select(place, count: count ?? 0, height: Self.listed(height))
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, height: Int) -> Bool {
    guard cursor.perform(command, count: count ?? 0, height: Self.listed(height)) else { return false }
    sought = nil
    return true
  }

  mutating func scroll(by rows: Int, height: Int) {
    sought = nil
    cursor.scroll(by: rows, count: count ?? 0, height: Self.listed(height))
  }

  /// Sends that have to be looked at to know which are listed.
  mutating func request() -> SendSelectionRequest? { list.takeRequest(pfn: pfn) }

  /// Makes the list fit; the positions of the sends that have to be read for that, if any.
  mutating func prepare(height: Int) -> [Int]? {
    if let sought { seek(sought, height: height) }
    guard let count, count > 0 else { return nil }
    cursor.fit(count: count, height: Self.listed(height))
    let visible = self.visible(height: height).compactMap { list.position(at: $0) }
    let isThere = !isStale && visible.allSatisfy { rows[$0] != nil }
    // Rows that were read short (the medium failed) are not asked for again until something changes.
    guard !isThere, asked != visible else { return nil }
    asked = visible
    return visible
  }

  /// The sends on the screen.
  func visible(height: Int) -> Range<Int> { cursor.visible(count: count ?? 0, height: Self.listed(height)) }

  /// Rows of a pane below its two heads.
  static func listed(_ height: Int) -> Int { max(height - 2, 1) }
}
