/// A field that a filter can test, named as the column that shows it.
@_spi(Measuring) public struct FilterField: Sendable, Equatable {
  /// What the values of a field are.
  public enum Kind: Sendable, Equatable {
    /// Whole numbers from 0.
    case number
    /// Numbers with up to six decimal places; a row gives its value in millionths.
    case decimal
    /// Words; a row gives the place of its word in this list. An ordered list goes from the least to the greatest.
    case words([String], isOrdered: Bool)
  }

  /// Millionths in one: what a decimal value is counted in.
  public static let decimalScale: UInt64 = 1_000_000

  public let name: String
  /// Names that an expression may have for it too, such as the head of its column on a screen.
  public let otherNames: [String]
  public let kind: Kind

  public init(_ name: String, _ kind: Kind = .number, also otherNames: [String] = []) {
    self.name = name
    self.otherNames = otherNames
    self.kind = kind
  }

  /// A field that holds one of some words.
  public static func words(_ name: String, _ words: [String], isOrdered: Bool = false) -> FilterField {
    FilterField(name, .words(words, isOrdered: isOrdered))
  }

  /// A field that holds a page type; a row gives its `rawValue`.
  public static func pageType(_ name: String) -> FilterField { .words(name, PageType.all.map(\.name)) }

  /// Whether a word is one of its names, in any case.
  public func isNamed(_ word: String) -> Bool {
    let wanted = word.lowercased()
    return name.lowercased() == wanted || otherNames.contains { $0.lowercased() == wanted }
  }

  /// Whether `<` and ranges mean something.
  var hasOrder: Bool {
    if case .words(_, let isOrdered) = kind { isOrdered } else { true }
  }

  /// The place of a word, in any case.
  func place(ofWord word: String) -> Int? {
    guard case .words(let words, _) = kind else { return nil }
    let wanted = word.lowercased()
    return words.firstIndex { $0.lowercased() == wanted }
  }

  /// The place of a word that a test of another one means too: who asks for page tables means pinned ones as well.
  func placeMeantToo(byWord word: String) -> Int? { place(ofWord: word + PageType.pinnedSuffix) }
}

/// The fields of one kind of rows. A field is known by its place among them.
@_spi(Measuring) public struct FilterSchema: Sendable, Equatable {
  public let fields: [FilterField]
  /// Fields that are known of a row before its content is looked for: this many of the first ones. Tests of them are
  /// made first.
  let leadingFields: Int

  public init(_ fields: [FilterField]) { self.init(fields, leadingFields: fields.count) }

  /// The fields that columns are.
  init<Row>(_ columns: [Column<Row>], leadingFields: Int? = nil) {
    let fields = columns.compactMap { FilterField($0) }
    self.init(fields, leadingFields: leadingFields ?? fields.count)
  }

  init(_ fields: [FilterField], leadingFields: Int) {
    self.fields = fields
    self.leadingFields = leadingFields
  }

  /// The place of the field with a name, in any case.
  public func place(of name: String) -> Int? { fields.firstIndex { $0.isNamed(name) } }
}

/// A row that a filter can be asked about.
///
/// A kind of rows gets the whole language, with its error messages and completion, by naming its fields and giving
/// their values:
///
///     extension Batch: FilterableRow {
///       static let filterSchema = FilterSchema([FilterField("iteration"), .words("mode", ["live", "verify"])])
///
///       func filterValue(of field: Int) -> UInt64? { field == 0 ? UInt64(iteration) : isVerify ? 1 : 0 }
///     }
@_spi(Measuring) public protocol FilterableRow: Sendable {
  /// The fields that rows of this kind have.
  static var filterSchema: FilterSchema { get }

  /// The value of a field by its place in the schema, as the field's kind counts it; nil where the cell is empty.
  ///
  /// Is called for millions of rows, and should make no string.
  func filterValue(of field: Int) -> UInt64?

  /// The first of the fields that hold several values at a time; past the last one where none does.
  static var firstListField: Int { get }

  /// The values of such a field. A test passes where one of them does; a negated one where all of them do, and there is
  /// one.
  func filterValues(of field: Int) -> [UInt64]
}

extension FilterableRow {
  public static var firstListField: Int { .max }
  public func filterValues(of field: Int) -> [UInt64] { [] }
}
