@_spi(Measuring) import SaveStream

/// A view of a list in memory whose rows a filter can choose: it says what its rows are, counts and draws those in
/// `list`, and leaves the rest to this.
protocol FilteredView: InspectorView {
  associatedtype Row: FilterableRow

  /// The rows that are shown.
  var list: FilteredRows<Row> { get set }
  /// The selected one of them.
  var cursor: ListCursor { get set }
  /// How many rows there are, shown or not.
  func total(_ scene: Scene) -> Int
  /// One of these by its position.
  func filterRow(at position: Int, _ scene: Scene) -> Row?
  /// Rows that can be looked at in a few milliseconds.
  var rowsAtOnce: Int { get }
  /// Rows of the list on the screen.
  func height(_ scene: Scene) -> Int
  /// Another row was selected.
  mutating func hasMoved(_ scene: Scene)
}

extension FilteredView {
  var filterLanguage: FilterLanguage? { FilterLanguage(over: Row.self) }
  var filterExpression: String { list.expression }
  var rowsAtOnce: Int { 1 << 16 }
  mutating func hasMoved(_ scene: Scene) {}

  /// Shows other rows and stays on the selected one, or goes to the nearest.
  mutating func filter(by expression: String, _ scene: inout Scene) {
    list.filter(by: expression, keeping: list.position(at: cursor.selected) ?? list.keptPosition)
    cursor = ListCursor()
    updateList(scene)
  }

  /// Takes in rows that came since the last time. To be called when the view is prepared.
  mutating func updateList(_ scene: Scene) {
    // Who stands at the first row stays there, whichever that becomes.
    if list.order != nil, list.total < total(scene), cursor.selected > 0,
      let position = list.position(at: cursor.selected)
    {
      list.keep(position)
    }
    // Taken out meanwhile, so that it is changed in place while the view looks up rows.
    let most = list.order == nil ? rowsAtOnce : min(rowsAtOnce, rowsSortedAtOnce)
    var taken = FilteredRows<Row>()
    swap(&taken, &list)
    taken.update(count: total(scene), most: most) { filterRow(at: $0, scene) }
    swap(&taken, &list)
    if let position = list.takeKept(of: total(scene)) { select(position, scene) }
  }

  private var rowsSortedAtOnce: Int { 1 << 13 }

  func isBehind(_ scene: Scene) -> Bool { list.total < total(scene) }

  /// Selects a row by its position among all, or the nearest one that is shown. Returns whether it is shown.
  @discardableResult
  mutating func select(_ position: Int, _ scene: Scene) -> Bool {
    let place = list.nearestPlace(to: position)
    cursor.select(place, count: list.count, height: height(scene))
    hasMoved(scene)
    return list.position(at: place) == position
  }
}

/// A view of a list in memory whose rows can be sorted by any field that a filter can test.
protocol SortedView: FilteredView {
  /// The fields that columns on the screen show, from left to right, and the heads of these.
  func shownColumns(_ scene: Scene) -> [(field: String, head: String)]
  /// The rows stand in another order, and the first is selected.
  mutating func hasSorted(_ scene: Scene)
}

extension SortedView {
  var sortColumns: [FilterField] { Row.filterSchema.fields }
  mutating func hasSorted(_ scene: Scene) { hasMoved(scene) }

  /// Sorts the rows and goes to the first of them; in the order that they come in, stays on the selected one.
  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene) {
    let order = column.flatMap { name in
      Row.filterSchema.place(of: name).map { RowOrder(column: name, field: $0, isDescending: isDescending) }
    }
    let selected = list.position(at: cursor.selected) ?? list.keptPosition
    list.sort(by: order, keeping: order == nil ? selected : nil)
    cursor = ListCursor()
    updateList(scene)
    if order != nil { hasSorted(scene) }
  }

  /// Sorts by the column that stands to the right of the one in force; behind the last one, by none.
  mutating func sortByNextColumn(_ scene: inout Scene) {
    let columns = shownColumns(scene)
    let place = list.order.flatMap { order in columns.firstIndex { $0.field == order.column } }.map { $0 + 1 } ?? 0
    let next = place < columns.count ? columns[place] : nil
    sort(by: next?.field, isDescending: false, &scene)
    scene.say(next.map { "Sorted by \(ColumnName.of($0.field, head: $0.head))" } ?? "In the order of the stream")
  }

  mutating func turnOrder(_ scene: inout Scene) {
    guard let order = list.order else {
      return scene.say("The rows are in the order of the stream: sort them by a column first")
    }
    sort(by: order.column, isDescending: !order.isDescending, &scene)
  }

  /// Sorts by the column whose head was clicked; by the one in force, the other way round.
  mutating func sort(byHeadOf column: String, _ scene: inout Scene) {
    let isInForce = list.order?.column == column
    sort(by: column, isDescending: isInForce && list.order?.isDescending == false, &scene)
  }
}
