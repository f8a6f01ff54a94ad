@_spi(Measuring) import SaveStream

/// One view of the inspector: what it remembers, what it asks for, and how it draws itself.
///
/// A view is given commands, never keys, and never reads: what it misses it asks for in `prepare`, and draws a
/// placeholder until the answer is there.
protocol InspectorView: Sendable {
  /// Carries out a command; what it does not know it leaves alone.
  mutating func perform(_ command: Command, _ scene: inout Scene)
  /// A click on a cell of the view's area.
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene)
  /// The wheel, over a cell of the view's area, downwards for positive rows.
  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene)
  /// Whether a command that the view knows does something where one is: else the bottom line leaves it out.
  func offers(_ command: Command, _ scene: Scene) -> Bool
  /// The part of its area that has the keys.
  func focusedPane(_ scene: Scene) -> Rect
  /// Gives up what is selected beside the cursor; false where nothing is.
  mutating func giveUpSelection(_ scene: inout Scene) -> Bool
  /// The range of bytes that is selected; nil where none is.
  func selectedBytes(_ scene: Scene) -> ByteSource?
  /// The bytes that stand for what is shown, where no range is selected: a page, a node; nil where there are none.
  func shownBytes(_ scene: Scene) -> ByteSource?
  /// Becomes the view that is shown, by its number and not by way of a place: `scene.focus` says what was looked at.
  mutating func enter(_ scene: inout Scene)
  /// Goes to a place of this view.
  mutating func go(to place: Place, _ scene: inout Scene)
  /// Takes an answer to what it asked for.
  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene)
  /// Work that it may have asked for was given up.
  mutating func workStopped(_ kind: WorkKind)
  /// The index in the scene is a newer one.
  mutating func indexChanged(_ scene: inout Scene)
  /// Makes itself fit the scene's size and asks for what is missing. Called after every event.
  mutating func prepare(_ scene: inout Scene)
  /// Draws into the region of the grid, which has the scene's size.
  func draw(into grid: inout Grid, _ scene: Scene)
  /// Where one is, for the status line and for marks.
  func position(_ scene: Scene) -> ViewPosition

  /// Whether it has more to do than fits into one event, of which `prepare` does a part each time.
  func isBehind(_ scene: Scene) -> Bool
  /// The language of filters over its rows; nil where no filter can choose among them.
  var filterLanguage: FilterLanguage? { get }
  /// The filter in force, as it was written; empty for none.
  var filterExpression: String { get }
  /// What stands in the line that a filter is typed into, at first.
  var filterToType: String { get }
  /// Shows only the rows that a right expression lets pass; all rows for an empty one.
  mutating func filter(by expression: String, _ scene: inout Scene)
  /// The columns that rows can be sorted by.
  var sortColumns: [FilterField] { get }
  /// Sorts rows by one of these, by its name; nil for the order that they come in.
  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene)
  /// What can be written to a file of what it shows; nil where that is nothing.
  func export(_ scene: Scene) -> ExportContent?
  /// What a view with nothing in it would show, in a word or two; nil where there is something, or where a filter hides
  /// it.
  func whatIsMissing(_ scene: Scene) -> String?

  /// The position, among all rows, of the row some steps below the selected one; nil past the ends of the list.
  func position(beside step: Int) -> Int?
  /// What a search for a PFN looks for among the rows, and the row that it starts from; nil where rows are no pages.
  func search(forPFN pfn: UInt64, _ scene: Scene) -> (target: SearchRequest.Target, start: UInt64)?
  /// The numbers of the lines that hold a pattern, and of the one under the cursor; nil where a search looks elsewhere.
  func lines(with pattern: SearchPattern, _ scene: Scene) -> (hits: [Int], cursor: Int)?
  /// One of these lines, by its number, as the list of matches shows it.
  func words(ofLine line: Int, _ scene: Scene) -> String
  /// What `lines` are, as the end of a sentence: "in the findings"; nil where a search looks elsewhere.
  func searchScope(_ scene: Scene) -> String?
  /// The place of one of these lines, by its number.
  func place(ofLine line: Int) -> Place
  /// Whether the cursor is at something that a search has found.
  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool
}

extension InspectorView {
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {}
  func offers(_ command: Command, _ scene: Scene) -> Bool { true }
  func focusedPane(_ scene: Scene) -> Rect { Rect(row: 0, column: 0, rows: scene.rows, columns: scene.columns) }
  mutating func giveUpSelection(_ scene: inout Scene) -> Bool { false }
  func selectedBytes(_ scene: Scene) -> ByteSource? { nil }
  func shownBytes(_ scene: Scene) -> ByteSource? { nil }
  mutating func enter(_ scene: inout Scene) {}
  mutating func go(to place: Place, _ scene: inout Scene) {}
  mutating func workStopped(_ kind: WorkKind) {}
  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {}
  mutating func indexChanged(_ scene: inout Scene) {}
  mutating func prepare(_ scene: inout Scene) {}
  func isBehind(_ scene: Scene) -> Bool { false }
  var filterLanguage: FilterLanguage? { nil }
  var filterExpression: String { "" }
  var filterToType: String { filterExpression }
  mutating func filter(by expression: String, _ scene: inout Scene) {}
  var sortColumns: [FilterField] { [] }
  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene) {}
  func export(_ scene: Scene) -> ExportContent? { nil }
  func whatIsMissing(_ scene: Scene) -> String? { nil }
  func position(beside step: Int) -> Int? { nil }
  func search(forPFN pfn: UInt64, _ scene: Scene) -> (target: SearchRequest.Target, start: UInt64)? { nil }
  func lines(with pattern: SearchPattern, _ scene: Scene) -> (hits: [Int], cursor: Int)? { nil }
  func words(ofLine line: Int, _ scene: Scene) -> String { "" }
  func searchScope(_ scene: Scene) -> String? { nil }
  func place(ofLine line: Int) -> Place { .row(UInt64(clamping: line)) }
  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool { isAtPage(of: hit, scene) }

  /// Whether the cursor is at the page of guest memory that a hit lies in.
  func isAtPage(of hit: SearchHit, _ scene: Scene) -> Bool {
    hit.match == .memory && position(scene).focus.pfn == hit.place / UInt64(pageSize)
  }
}
