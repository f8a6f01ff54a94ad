/// Which rows to show, by an expression such as `type = L1TAB and pfn in 0x100..0x1ff`.
///
/// `docs/filter.md` describes the language. A test on an empty cell fails: `runs > 3` and `runs != 3` leave out rows
/// without runs, and `not runs > 3` lets them pass.
@_spi(Measuring) public struct Filter<Row: FilterableRow>: Sendable, Equatable, CustomStringConvertible {
  let expression: FilterExpression
  private let program: FilterProgram

  /// Reads an expression.
  /// - Throws: when it is wrong: where, and what was expected.
  public init(_ text: String) throws(FilterError) {
    guard text.contains(where: { !$0.isWhitespace }) else { throw FilterError(0..<0, .empty) }
    var parser = try FilterParser(text, schema: Row.filterSchema)
    self.init(try parser.parse())
  }

  /// Lets rows pass whose field has one of some values, of which there is at least one.
  init(field: Int, in values: [UInt64]) {
    let spans = values.map { FilterSpan(FilterLiteral(value: $0)) }
    self.init(.test(FilterTest(field: field, condition: .among(spans, isNegated: false))))
  }

  /// Lets rows pass whose field lies in a range.
  init(field: Int, in values: ClosedRange<UInt64>) {
    let span = FilterSpan(from: FilterLiteral(value: values.lowerBound), to: FilterLiteral(value: values.upperBound))
    self.init(.test(FilterTest(field: field, condition: .among([span], isNegated: false))))
  }

  private init(_ expression: FilterExpression) {
    self.expression = expression
    program = FilterProgram(expression, leadingFields: Row.filterSchema.leadingFields)
  }

  /// Whether a row passes.
  public func matches(_ row: Row) -> Bool { program.matches(row) }

  /// Whether a row passes, as far as its leading fields tell; nil where that hangs on another field.
  func decision(on row: Row) -> Bool? { program.decision(on: row) }

  /// Lets pass what both let pass.
  public func and(_ other: Filter) -> Filter { Filter(.all(of: [expression, other.expression])) }

  /// Between which values a field lies in every row that passes; nil where no row can pass. All values where the
  /// expression does not tell.
  public func bounds(of field: Int) -> ClosedRange<UInt64>? { expression.bounds(of: field) }

  /// Whether rows can be decided by their leading fields alone.
  var needsLeadingFieldsOnly: Bool { expression.greatestField < Row.filterSchema.leadingFields }

  /// The expression in one form: parsed again it gives the same filter.
  public var description: String { expression.text(Row.filterSchema) }

  /// What can come next where somebody types an expression.
  /// - Parameter cursor: characters before the cursor.
  package static func completion(of text: String, at cursor: Int) -> FilterCompletion {
    FilterCompletion(of: text, at: cursor, schema: Row.filterSchema)
  }
}
