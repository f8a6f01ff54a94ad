import SaveStream

/// A view of a list in memory whose rows can be sorted by any field that a filter can test.
protocol SortedView: FilteredView {
  /// The fields that columns on the screen show, from left to right, and the heads of these.
  func shownColumns(_ scene: Scene) -> [(field: String, head: String)]
}

extension SortedView {
  var sortColumns: [FilterField] { Row.filterSchema.fields }

  /// Sorts the rows and stays on the selected one.
  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene) {
    let order = column.flatMap { name in
      Row.filterSchema.place(of: name).map { RowOrder(column: name, field: $0, isDescending: isDescending) }
    }
    list.sort(by: order, keeping: list.position(at: cursor.selected) ?? list.keptPosition)
    cursor = ListCursor()
    updateList(scene)
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
