/// What is wrong with a filter expression, and where.
@_spi(Measuring) public struct FilterError: Error, Sendable, Equatable {
  /// What should have stood there.
  public enum Expectation: Sendable, Equatable {
    case test, relation, membership, connective, connectiveOrClosing, commaOrClosing
    case number, decimal
    case word(of: String)

    static func value(of field: FilterField) -> Expectation {
      switch field.kind {
      case .number: .number
      case .decimal: .decimal
      case .words: .word(of: field.name)
      }
    }
  }

  public enum Reason: Sendable, Equatable {
    /// There is nothing but blanks.
    case empty
    case tooLong(Int)
    case tooDeep(Int)
    case unexpected(String)
    case unclosedQuote
    /// How another language writes it.
    case foreign(String, meant: String)
    case unknownField(String, among: [String])
    case unknownWord(String, of: String, among: [String])
    case noNumber(String)
    case noDecimal(String)
    case tooLarge
    case notWhole(String)
    case tooManyPlaces
    /// A field of words that have no order was compared.
    case noOrder(String)
    /// A range ends before it starts.
    case backwards
    /// - Parameters:
    ///   - after: what stands before; nil at the start of the expression.
    ///   - found: what stands there instead; nil at its end.
    case expected(Expectation, after: String?, found: String?)
  }

  /// Characters from the start of the expression to the wrong part; their count where something is missing at the end.
  public let position: Int
  /// Characters of the wrong part; 0 where something is missing at the end.
  public let length: Int
  public let reason: Reason

  init(_ range: Range<Int>, _ reason: Reason) {
    position = range.lowerBound
    length = range.count
    self.reason = reason
  }
}
