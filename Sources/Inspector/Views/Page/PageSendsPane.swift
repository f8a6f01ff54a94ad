import SaveStream

/// The pane that lists every time that the page was sent.
struct PageSendsPane: Sendable {
  /// A send as it is listed.
  struct Row: Sendable {
    let step: PageStep
    /// What a delta does to each word; nil for a send that is none.
    let map: RunMap?

    var send: PageSend { step.send }
  }

  private(set) var pfn: UInt64 = 0
  private(set) var cursor = ListCursor()
  /// All sends of the page; nil while that is not known.
  private(set) var count: Int?
  private(set) var rows: [Row] = []
  private(set) var first = 0
  private var isStale = true
  private var asked: Range<Int> = 0..<0

  func row(_ position: Int) -> Row? { rows.indices.contains(position - first) ? rows[position - first] : nil }

  var selected: Row? { row(cursor.selected) }

  /// Starts anew with another page.
  mutating func show(_ pfn: UInt64) {
    guard pfn != self.pfn || count == nil else { return }
    self = PageSendsPane()
    self.pfn = pfn
  }

  /// What was read may have changed.
  mutating func forget() {
    isStale = true
    asked = 0..<0
  }

  mutating func take(count: Int) { self.count = count }

  mutating func take(_ steps: [PageStep], maps: [RunMap?], first: Int, of pfn: UInt64) {
    guard pfn == self.pfn else { return }
    rows = zip(steps, maps).map { Row(step: $0, map: $1) }
    self.first = first
    isStale = false
  }

  mutating func select(_ position: Int, height: Int) {
    cursor.select(position, count: count ?? 0, height: Self.listed(height))
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, height: Int) -> Bool {
    cursor.perform(command, count: count ?? 0, height: Self.listed(height))
  }

  mutating func scroll(by rows: Int, height: Int) {
    cursor.scroll(by: rows, count: count ?? 0, height: Self.listed(height))
  }

  /// Makes the list fit; the rows that have to be read for that, if any.
  mutating func prepare(height: Int) -> Range<Int>? {
    guard let count, count > 0 else { return nil }
    cursor.fit(count: count, height: Self.listed(height))
    let visible = self.visible(height: height)
    let isThere = !isStale && visible.lowerBound >= first && visible.upperBound <= first + rows.count
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
