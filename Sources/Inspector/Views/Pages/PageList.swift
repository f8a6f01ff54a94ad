@_spi(Measuring) import SaveStream

/// The rows that the Pages view lists. A row has a position in the table, which never changes, and a place in the list;
/// both count from 0.
struct PageList: Sendable {
  /// What was asked for last.
  private(set) var request = PageListRequest()
  /// What is shown: what was asked for, or, until that is there, what was asked for before.
  private(set) var shown = PageListRequest()
  /// The rows that are shown; nil for the whole table.
  private(set) var selection: PageSelection?
  /// Whether rows are still looked for.
  private(set) var isWorking = false
  /// How often the index brought news since rows were asked for.
  private var news = 0
  /// Changes whenever a place may stand for another row than before.
  private(set) var number = 0

  /// Whether what is shown is what was asked for.
  var isCurrent: Bool { shown.isSame(as: request) }

  /// How many rows are shown of a table of `tableCount` rows.
  func count(_ tableCount: UInt64) -> Int { selection?.count ?? Int(clamping: tableCount) }

  /// The position of the row at a place; nil where there is none.
  func position(at place: Int, _ tableCount: UInt64) -> UInt64? {
    guard place >= 0, place < count(tableCount) else { return nil }
    return selection?.position(at: place) ?? UInt64(place)
  }

  /// Notes what is asked for. The numbering of the rows turns at once, as the view's other places go along.
  mutating func ask(for request: PageListRequest) {
    self.request = request
    isWorking = true
    news = 0
    guard request.allEntries != shown.allEntries else { return }
    selection = nil
    shown = PageListRequest(allEntries: request.allEntries)
    number += 1
  }

  /// Takes rows that were found. Returns whether other rows are shown than before, and not only further ones.
  mutating func take(_ found: PageSelection, of request: PageListRequest) -> Bool {
    isWorking = found.extent == .growing
    self.request = request
    let isFurther = shown.isSame(as: request) && selection?.isSorted == false && !found.isSorted
    // While the same is looked for anew in a table that has grown, what is known of it stays.
    if isFurther, isWorking, found.count < selection?.count ?? 0 { return false }
    shown = request
    selection = request.isEverything ? nil : found
    if !isFurther { number += 1 }
    return !isFurther
  }

  /// Rows are not looked for any more: what is shown stays.
  mutating func stop() {
    isWorking = false
    request = shown
  }

  /// The index has changed, or could have.
  mutating func indexChanged() { news += 1 }

  /// Whether the same has to be looked for anew in a table that has grown: soon in a small one; in a large one once it
  /// has become a quarter larger, or after a while, so that most of the time is left for other things.
  func isOutgrown(_ tableCount: UInt64, _ index: IndexSnapshot) -> Bool {
    guard !isWorking, isCurrent, let selection, selection.extent != .stopped else { return false }
    guard tableCount != shown.tableCount || index.size != shown.size else { return false }
    if index.isFinished || tableCount < shown.tableCount { return true }
    return tableCount - shown.tableCount > shown.tableCount / 4 || news >= 1 + Int(tableCount >> Self.rowsPerNews)
  }

  /// So many rows (as a power of two) are looked at for each time that the index brings news, ten times a second.
  private static let rowsPerNews: UInt64 = 18
}

/// Ways through the list by positions in the table.
extension PageList {
  /// The place of the first row listed whose position lies in a range; nil where there is none.
  func firstPlace(in range: Range<UInt64>, _ tableCount: UInt64) -> Int? {
    if let selection { return selection.firstPlace(in: range) }
    return range.isEmpty || range.lowerBound >= tableCount ? nil : Int(clamping: range.lowerBound)
  }

  /// The position of the row listed that comes next in the table, from a position on.
  func nextPosition(from position: UInt64, _ tableCount: UInt64) -> UInt64? {
    if let selection { return selection.nextPosition(from: position) }
    return position < tableCount ? position : nil
  }

  /// The position of the row listed that comes last in the table, before a position.
  func lastPosition(before position: UInt64, _ tableCount: UInt64) -> UInt64? {
    if let selection { return selection.lastPosition(before: position) }
    return min(position, tableCount) > 0 ? min(position, tableCount) - 1 : nil
  }
}

/// What the screen says of the list.
extension PageList {
  /// Which rows are shown, for the status line; nil where that goes without saying.
  /// - Parameters:
  ///   - unit: what the rows are.
  ///   - isColumnShown: whether the head of the column that they are sorted by is on the screen.
  func summary(
    _ tableCount: UInt64, unit: String, isFinished: Bool, isColumnShown: Bool
  ) -> FilterSummary? {
    guard isCurrent else { return FilterSummary(expression: request.expression, outcome: "looking for \(unit)") }
    guard let selection else { return nil }
    let isWhole = selection.extent == .whole && !isWorking && isFinished
    if !request.hasFilter, isWhole, isColumnShown { return nil }
    var outcome = "\(NumberText.grouped(selection.matchCount)) of \(NumberText.grouped(tableCount)) \(unit)"
    if !isColumnShown, let order = request.order {
      outcome += " by \(order.column.name)\(order.isDescending ? " desc" : "")"
    }
    switch selection.extent {
    case .full: outcome += ", the first \(NumberText.grouped(selection.count)) shown"
    case .stopped: outcome += ", stopped"
    case .growing, .whole: outcome += isWhole ? "" : " so far"
    }
    return FilterSummary(expression: request.expression, outcome: outcome)
  }

  /// Why the list is empty.
  func emptyWords(unit: String, isFinished: Bool) -> String {
    if isWorking { return "None of the \(unit) looked at so far passes the filter." }
    return isFinished ? "The filter lets none of the \(unit) pass." : "The filter lets none of the \(unit) so far pass."
  }
}
