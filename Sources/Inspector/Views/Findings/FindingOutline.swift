@_spi(Measuring) import SaveStream

/// The rows of the Findings view: those of the list by rule, a row for a rule that has several, below which they are
/// shown when it is open. Findings are known by their places in the list.
struct FindingOutline: Sendable {
  /// The findings of a rule that are in the list.
  struct Group: Sendable {
    let rule: FindingRule
    /// Ascending.
    fileprivate(set) var places: [Int]
    /// The first of those that are worst.
    fileprivate(set) var worst: Int
    fileprivate var severity: Severity

    var count: Int { places.count }
    /// The first and the last of them.
    var ends: [Int] { [places.first, places.last].compactMap(\.self) }
  }

  /// What a row shows.
  enum Row: Equatable {
    /// A rule with several findings, by its place among the groups.
    case group(Int)
    /// A finding, by its place in the list.
    case finding(Int, isInside: Bool)
  }

  private(set) var groups: [Group] = []
  private var places: [FindingRule: Int] = [:]
  private var open: Set<FindingRule> = []
  /// The first row of each group.
  private var firstRows: [Int] = []
  private(set) var rowCount = 0
  /// What the rows were made of.
  private var source = Source()

  /// A list of findings as it was when it was looked at.
  private struct Source: Equatable {
    var expression = ""
    var order: RowOrder?
    var count = 0
    /// The position of its last row.
    var last: Int?
  }

  /// Takes in what has changed in the list.
  mutating func update(_ list: FilteredRows<Finding>, _ finding: (Int) -> Finding?) {
    let source = Source(
      expression: list.expression, order: list.order, count: list.count, last: list.position(at: list.count - 1))
    guard source != self.source else { return }
    let hasGrown =
      source.order == nil && self.source.order == nil && source.expression == self.source.expression
      && source.count >= self.source.count && list.position(at: self.source.count - 1) == self.source.last
    let first = hasGrown ? self.source.count : 0
    if !hasGrown { forget() }
    for place in first..<source.count { if let finding = finding(place) { add(finding, at: place) } }
    self.source = source
    layOut()
  }

  /// Forgets the rows, as the list has become another one; which rules are open stays.
  mutating func forget() {
    (groups, places, source) = ([], [:], Source())
    layOut()
  }

  private mutating func add(_ finding: Finding, at place: Int) {
    guard let number = places[finding.rule] else {
      places[finding.rule] = groups.count
      groups.append(Group(rule: finding.rule, places: [place], worst: place, severity: finding.severity))
      return
    }
    groups[number].places.append(place)
    if finding.severity > groups[number].severity {
      (groups[number].worst, groups[number].severity) = (place, finding.severity)
    }
  }

  private mutating func layOut() {
    firstRows.removeAll(keepingCapacity: true)
    rowCount = 0
    for group in groups {
      firstRows.append(rowCount)
      rowCount += 1 + (isOpen(group) ? group.count : 0)
    }
  }

  // MARK: Rows

  func isOpen(_ group: Group) -> Bool { group.count > 1 && open.contains(group.rule) }

  /// What a row shows; nil past the ends.
  func row(_ row: Int) -> Row? {
    guard row >= 0, row < rowCount else { return nil }
    let number = firstRows.partitioningIndex { $0 <= row } - 1
    let group = groups[number]
    let inside = row - firstRows[number]
    if inside > 0 { return .finding(group.places[inside - 1], isInside: true) }
    return group.count > 1 ? .group(number) : .finding(group.worst, isInside: false)
  }

  /// The finding that a row speaks of, by its place in the list: of a group its worst.
  func place(ofRow row: Int) -> Int? {
    switch self.row(row) {
    case .group(let number): groups[number].worst
    case .finding(let place, _): place
    case nil: nil
    }
  }

  /// The group that a row belongs to.
  func group(ofRow row: Int) -> Group? {
    row >= 0 && row < rowCount ? groups[firstRows.partitioningIndex { $0 <= row } - 1] : nil
  }

  /// The row of a rule.
  func row(of rule: FindingRule) -> Int? { places[rule].map { firstRows[$0] } }

  /// The row of a finding of a rule; that of the rule where it is closed.
  func row(of rule: FindingRule, place: Int) -> Int? {
    guard let number = places[rule] else { return nil }
    guard isOpen(groups[number]) else { return firstRows[number] }
    return firstRows[number] + 1 + groups[number].places.partitioningIndex { $0 < place }
  }

  // MARK: Opening

  mutating func setOpen(_ isOpen: Bool, _ rule: FindingRule) {
    if isOpen { open.insert(rule) } else { open.remove(rule) }
    layOut()
  }

  mutating func openAll() {
    open.formUnion(groups.map(\.rule))
    layOut()
  }
}
