/// An expression made ready for millions of rows: tests of numbers, each knowing which one comes next.
///
/// `and`, `or` and `not` are gone: they decide where a test that passed or failed goes on. Tests of fields that are
/// known at once come before those of fields that have to be looked for.
struct FilterProgram: Sendable, Equatable {
  private struct Test: Sendable, Equatable {
    let field: Int
    let isNegated: Bool
    /// The values in between pass; none where `low` is above `high`.
    let low: UInt64
    let high: UInt64
    /// Where there are several spans: their places in `spans`.
    let list: Range<Int>
    /// The place of the test that comes next, `accept` or `reject`. Always a lower one: so every way ends.
    let whenPassed: Int
    let whenFailed: Int
  }

  private static let accept = -1
  private static let reject = -2

  private var tests: [Test] = []
  private var spans: [ClosedRange<UInt64>] = []
  private var start = FilterProgram.accept
  private let leadingFields: Int

  init(_ expression: FilterExpression, leadingFields: Int) {
    self.leadingFields = leadingFields
    start = add(expression, whenPassed: Self.accept, whenFailed: Self.reject)
  }

  /// Adds the tests of an expression, the last one first. Returns the place of the one to begin with.
  private mutating func add(_ expression: FilterExpression, whenPassed: Int, whenFailed: Int) -> Int {
    switch expression {
    case .test(let test): return add(test, whenPassed: whenPassed, whenFailed: whenFailed)
    case .not(let inner): return add(inner, whenPassed: whenFailed, whenFailed: whenPassed)
    case .all(let parts):
      return inOrder(parts).reversed().reduce(whenPassed) { next, part in
        add(part, whenPassed: next, whenFailed: whenFailed)
      }
    case .any(let parts):
      return inOrder(parts).reversed().reduce(whenFailed) { next, part in
        add(part, whenPassed: whenPassed, whenFailed: next)
      }
    }
  }

  private func inOrder(_ parts: [FilterExpression]) -> [FilterExpression] {
    parts.filter { $0.greatestField < leadingFields } + parts.filter { $0.greatestField >= leadingFields }
  }

  private mutating func add(_ test: FilterTest, whenPassed: Int, whenFailed: Int) -> Int {
    let (values, isNegated) = test.values
    let list = values.count > 1 ? spans.count..<spans.count + values.count : 0..<0
    if values.count > 1 { spans += values }
    tests.append(
      Test(
        field: test.field, isNegated: isNegated, low: values.first?.lowerBound ?? 1, high: values.last?.upperBound ?? 0,
        list: list, whenPassed: whenPassed, whenFailed: whenFailed))
    return tests.count - 1
  }

  /// Whether a row passes.
  func matches<Row: FilterableRow>(_ row: Row) -> Bool {
    var place = start
    while place >= 0 {
      let test = tests[place]
      place = passes(test, row) ? test.whenPassed : test.whenFailed
    }
    return place == Self.accept
  }

  /// Whether a row passes, as far as its leading fields tell; nil where that hangs on another field.
  func decision<Row: FilterableRow>(on row: Row) -> Bool? {
    var place = start
    while place >= 0 {
      let test = tests[place]
      guard test.field < leadingFields else { return nil }
      place = passes(test, row) ? test.whenPassed : test.whenFailed
    }
    return place == Self.accept
  }

  @inline(__always)
  private func passes<Row: FilterableRow>(_ test: Test, _ row: Row) -> Bool {
    guard test.field >= Row.firstListField else { return passes(test, row.filterValue(of: test.field)) }
    let values = row.filterValues(of: test.field)
    return test.isNegated
      ? !values.isEmpty && values.allSatisfy { passes(test, $0) } : values.contains { passes(test, $0) }
  }

  @inline(__always)
  private func passes(_ test: Test, _ value: UInt64?) -> Bool {
    guard let value else { return false }
    guard value >= test.low, value <= test.high else { return test.isNegated }
    return (test.list.isEmpty || isListed(value, test.list)) != test.isNegated
  }

  /// Whether a value lies in one of the spans, which ascend.
  private func isListed(_ value: UInt64, _ list: Range<Int>) -> Bool {
    let place = list.partitioningIndex { spans[$0].upperBound < value }
    return place < list.upperBound && spans[place].lowerBound <= value
  }
}
