@_spi(Measuring) import SaveStream

/// Writing the rows to a file.
extension PagesView {
  func export(_ scene: Scene) -> ExportContent? {
    let request = list.request
    var options = allEntries ? [] : ["--content"]
    if !request.expression.isEmpty { options += ["--where", request.expression] }
    if let order = request.order { options += ["--sort", order.column.name + (order.isDescending ? ":desc" : "")] }
    return ExportContent(
      command: "pages", options: options, name: "pages", checkpoint: checkpointListed, format: .csv)
  }
}

/// Filtering and sorting.
extension PagesView {
  /// The checkpoint whose rows alone are listed; nil where the filter does not begin by naming one.
  var checkpointListed: Int? {
    let words = list.request.expression.split(separator: " ")
    guard words.count == 3 || words.count > 3 && words[3] == "and", words[0] == "checkpoint", words[1] == "=" else {
      return nil
    }
    return Int(words[2])
  }

  /// The filter that lists the rows of one checkpoint.
  static func filter(ofCheckpoint checkpoint: Int) -> String { "checkpoint = \(checkpoint)" }

  var filterLanguage: FilterLanguage? { FilterLanguage(over: UsedRow<WhyRow<PageRow>>.self) }
  var filterExpression: String { list.request.expression }
  /// A filter that another view set is narrowed by what is typed behind it.
  var filterToType: String { list.request.isFilterBorrowed ? filterExpression + " and " : filterExpression }

  mutating func filter(by expression: String, _ scene: inout Scene) {
    filter(by: expression, isBorrowed: false, &scene)
  }

  mutating func filter(by expression: String, isBorrowed: Bool, _ scene: inout Scene) {
    var request = list.request
    request.filter(by: expression)
    request.isFilterBorrowed = isBorrowed
    let isSame = request.isSame(as: list.request) && isBorrowed == list.request.isFilterBorrowed
    guard !isSame || !list.isCurrent || list.selection?.extent == .stopped else { return }
    ask(for: request, &scene)
  }

  mutating func enter(_ scene: inout Scene) { giveBackFilter(&scene) }

  /// Shows all rows again where another view had set the filter.
  mutating func giveBackFilter(_ scene: inout Scene) {
    if list.request.isFilterBorrowed { filter(by: "", &scene) }
  }

  /// Shows all rows again, as the user's filter leaves out what another view asks for.
  mutating func showAll(_ scene: inout Scene) {
    filter(by: "", &scene)
    let key = scene.keys.keyWord(of: .filter, in: .pages)
    scene.say("All rows are shown again: the filter left this one out; \(key) and Up bring it back")
  }

  var sortColumns: [FilterField] { PageRow.filterSchema.fields }

  mutating func sort(by column: String?, isDescending: Bool, _ scene: inout Scene) {
    sort(column.flatMap { PageColumn(named: $0) }.map { PageOrder($0, isDescending: isDescending) }, &scene)
  }

  private mutating func sort(_ order: PageOrder?, _ scene: inout Scene) {
    var request = list.request
    request.order = order
    if order != nil { hasSorted() }
    ask(for: request, &scene)
  }

  /// Sorts by the column that stands to the right of the one in force; behind the last one, by none.
  mutating func sortByNextColumn(_ scene: inout Scene) {
    let columns = columns(scene).map(\.column)
    let place = list.request.order.flatMap { columns.firstIndex(of: $0.column) }.map { $0 + 1 } ?? 0
    let next = place < columns.count ? PageOrder(columns[place]) : nil
    sort(next, &scene)
    scene.say(next.map { "Sorted by \(name(of: $0.column, scene))" } ?? "In the order of the stream")
  }

  /// The name of a column as it is typed, and its head where that is another word.
  private func name(of column: PageColumn, _ scene: Scene) -> String {
    let head = columns(scene).first { $0.column == column }?.head
    return head.map { ColumnName.of(column.name, head: $0) } ?? column.name
  }

  mutating func turnOrder(_ scene: inout Scene) {
    guard var order = list.request.order else {
      return scene.say("The rows are in the order of the stream: sort them by a column first")
    }
    order.isDescending.toggle()
    sort(order, &scene)
  }

  /// Sorts by the column whose head stands at a cell; by the one in force, the other way round.
  mutating func sort(byColumnAt cell: Int, _ scene: inout Scene) {
    guard let column = column(at: cell, scene) else { return }
    let order = list.request.order
    sort(PageOrder(column, isDescending: order?.column == column && order?.isDescending == false), &scene)
  }
}
