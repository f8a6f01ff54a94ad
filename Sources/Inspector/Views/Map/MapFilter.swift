@_spi(Measuring) import SaveStream

/// Which cells of the map are shown: those that a filter lets pass, looked at once for each screen.
struct MapFilter: Sendable {
  private(set) var expression = ""
  private var filter: Filter<UsedRow<MapRow>>?
  /// The numbers of the cells on the screen that pass.
  private var passing: Set<UInt64> = []
  /// What they were worked out from.
  private var source: (version: Int, uses: MapUses.Question?)?

  init() {}

  /// A wrong expression lets all pass.
  init(_ expression: String) {
    filter = try? Filter<UsedRow<MapRow>>(expression)
    self.expression = filter == nil ? "" : expression
  }

  private static var firstUseField: Int { UsedRow<MapRow>.firstListField }

  /// Whether it asks what the guest uses frames for, or whose they are.
  var asksForUse: Bool { filter?.asksFor(fieldsFrom: Self.firstUseField) ?? false }
  /// Whether it asks whose they are.
  var asksForOwner: Bool { filter?.asksFor(fieldsFrom: Self.firstUseField + 1) ?? false }

  /// Whether a cell is shown.
  func passes(_ cell: UInt64) -> Bool { filter == nil || passing.contains(cell) }

  /// Looks at the cells on the screen, where they or what is known of the guest have changed.
  /// - Parameter uses: what is known; nil while what the filter asks for is not, and no cell passes.
  mutating func update(_ cells: MapCells, _ layout: MapLayout, _ uses: MapUses?) {
    guard let filter, let area = cells.area else { return }
    if let source, source == (cells.version, uses?.question) { return }
    source = (cells.version, uses?.question)
    passing = []
    guard uses != nil || !asksForUse else { return }
    for number in area.cells.joined() {
      guard let cell = cells[number], cell.firstPFN != nil else { continue }
      let row = MapRow(pfns: layout.pfns(ofCell: number), cell: cell)
      if filter.matches(uses?.frames.row(row, row.pfns) ?? UsedRow(row)) { passing.insert(number) }
    }
  }

  /// What the status line says of it; nil where there is none.
  var summary: FilterSummary? {
    filter == nil
      ? nil : FilterSummary(expression: expression, outcome: "\(NumberText.counted(UInt64(passing.count), "cell"))")
  }
}

/// Filtering.
extension MapView {
  var filterLanguage: FilterLanguage? { FilterLanguage(over: UsedRow<MapRow>.self) }
  var filterExpression: String { filter.expression }

  mutating func filter(by expression: String, _ scene: inout Scene) { filter = MapFilter(expression) }
}
