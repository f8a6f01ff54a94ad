@_spi(Measuring) import SaveStream

/// The rows of a list in memory that a filter lets pass, or all of them, in their order or in another. Rows are known
/// by their positions in the list, and shown at places, both from 0.
struct FilteredRows<Row: FilterableRow>: Sendable {
  /// The filter as it was written; empty for none.
  private(set) var expression = ""
  private var filter: Filter<Row>?
  /// The positions of the rows that pass, ascending; not kept where there is no filter.
  private var passing: [Int] = []
  /// The rows that are shown, where they are sorted.
  private var sorted: SortedRows?
  /// Rows of the list that were looked at: all of them, but for a while after a filter was set to a long one.
  private(set) var total = 0
  /// The position of the row that was selected when the filter was set: to go to once it has been looked at, and to
  /// come back to from an empty list.
  private(set) var keptPosition = 0
  /// Whether that row has still to be gone to.
  private var isKeptAhead = false

  /// Rows that are shown.
  var count: Int { sorted?.count ?? (filter == nil ? total : passing.count) }

  /// The order that rows are shown in; nil for that of the list.
  var order: RowOrder? { sorted?.order }

  /// Whether the filter asks for a field from this one on.
  func asksFor(fieldsFrom field: Int) -> Bool { filter?.asksFor(fieldsFrom: field) ?? false }

  /// Takes another filter; all rows have to be looked at again. A wrong expression lets all pass.
  mutating func filter(by expression: String, keeping position: Int) {
    filter = try? Filter<Row>(expression)
    self.expression = filter == nil ? "" : expression
    forget(from: 0)
    (keptPosition, isKeptAhead) = (position, true)
  }

  /// Takes another order; all rows have to be looked at again.
  /// - Parameter position: the row to go to once it has been looked at; nil for none.
  mutating func sort(by order: RowOrder?, keeping position: Int?) {
    forget(from: 0)
    sorted = order.map { SortedRows($0) }
    (keptPosition, isKeptAhead) = (position ?? keptPosition, position != nil)
  }

  /// Notes the row to go to when others have been sorted in before it, unless one is to be gone to already.
  mutating func keep(_ position: Int) {
    if !isKeptAhead { (keptPosition, isKeptAhead) = (position, true) }
  }

  /// Rows from a position on are not what they were.
  mutating func forget(from position: Int) {
    guard position < total else { return }
    total = position
    passing.removeLast(passing.count - passing.partitioningIndex { $0 < position })
    sorted?.remove(from: position)
  }

  /// Looks at the rows that came since the last time in a list of `count` rows, at `most` of them at once.
  mutating func update(count: Int, most: Int = .max, _ row: (Int) -> Row?) {
    forget(from: count)
    guard filter != nil || sorted != nil else {
      total = count
      return
    }
    let end = min(most, count - total) + total
    guard end > total else { return }
    for position in total..<end {
      guard let row = row(position), filter?.matches(row) ?? true else { continue }
      if filter != nil { passing.append(position) }
      if let order { sorted?.add(row.filterValue(of: order.field), at: position) }
    }
    sorted?.settle()
    total = end
  }

  /// The row to go to now, by its position: once, when it has been looked at or no more rows are to come.
  mutating func takeKept(of count: Int) -> Int? {
    guard isKeptAhead, keptPosition < total || total == count else { return nil }
    isKeptAhead = false
    return keptPosition
  }

  /// The position of the row at a place; nil where there is none.
  func position(at place: Int) -> Int? {
    guard place >= 0, place < count else { return nil }
    return sorted?[place] ?? (filter == nil ? place : passing[place])
  }

  /// The place of a row by its position, or where it is not shown, of the one that comes behind it in the list, else of
  /// the last; 0 in an empty list. O(log n), but O(n) where rows are sorted.
  func nearestPlace(to position: Int) -> Int {
    let rank = max(0, min(rank(of: position), count - 1))
    return sorted.map { $0.place(of: filter == nil || rank >= count ? rank : passing[rank]) ?? 0 } ?? rank
  }

  /// How many rows shown come before a position of the list.
  private func rank(of position: Int) -> Int {
    filter == nil ? position : passing.partitioningIndex { $0 < position }
  }

  /// The position of the row that comes next in the list, or before, of those shown; nil where there is none.
  func position(_ step: Int, from position: Int) -> Int? {
    let rank = rank(of: step > 0 ? position + 1 : position) + (step > 0 ? 0 : -1)
    guard rank >= 0, rank < count else { return nil }
    return filter == nil ? rank : passing[rank]
  }

  /// What the status line says of filter and order; nil where there are none.
  /// - Parameters:
  ///   - all: rows of the list, looked at or not.
  ///   - isWhole: whether no more rows are to come.
  func summary(of all: Int, unit: String, isWhole: Bool) -> FilterSummary? {
    let soFar = isWhole && total == all ? "" : " so far"
    guard filter != nil else { return order.map { FilterSummary(expression: "", outcome: "by \($0.words)\(soFar)") } }
    let counts = "\(NumberText.grouped(count)) of \(NumberText.grouped(all)) \(unit)\(soFar)"
    return FilterSummary(expression: expression, outcome: counts + (order.map { ", by \($0.words)" } ?? ""))
  }
}

extension FilteredRows {
  /// The options by which the command line chooses and sorts the same rows.
  var commandLineOptions: [String] {
    let filter = expression.isEmpty ? [] : ["--where", expression]
    return filter + (order.map { ["--sort", $0.column + ($0.isDescending ? ":desc" : "")] } ?? [])
  }
}

/// Which rows are shown, for the status line: `type = L1TAB: 12 of 3,456 pages`.
struct FilterSummary: Sendable, Equatable {
  /// The expression as it was written; empty where rows are sorted only.
  let expression: String
  /// What it came to.
  let outcome: String

  /// The text in at most `width` cells: the expression is cut first.
  func text(_ width: Int, _ glyphs: Glyphs) -> String {
    guard !expression.isEmpty else { return TextWidth.fitted(outcome, width, glyphs) }
    let room = max(width - TextWidth.of(outcome) - 2, Self.fewestCells)
    return TextWidth.fitted("\(TextWidth.fitted(expression, room, glyphs)): \(outcome)", width, glyphs)
  }

  /// Cells of the expression that are always shown.
  private static let fewestCells = 8
}
