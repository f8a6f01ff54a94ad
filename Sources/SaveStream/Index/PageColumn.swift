/// The columns of page rows: of the command `pages`, of the Pages view, and of filters over both.
///
/// The first six are known from the PFN array; the others need a look at the content.
public enum PageColumn: Int, Sendable, CaseIterable {
  case checkpoint, iteration, batch, index, pfn, type
  case encoding, offset, length, runs, skips, changedWords
  /// Page size ÷ `length`. Not a column of `pages`, which shows what it is made of.
  case ratio

  /// The name, in every form that names columns.
  public var name: String { String(describing: self) }

  /// The column with a name, in any case of letters; nil where there is none.
  public init?(named name: String) {
    guard let place = PageRow.filterSchema.place(of: name), let column = PageColumn(rawValue: place) else { return nil }
    self = column
  }

  /// The heads of the column where those are not its name.
  fileprivate var heads: [String] {
    switch self {
    case .checkpoint: ["ckpt"]
    case .iteration: ["iter"]
    case .index: ["entry"]
    case .length: ["bytes"]
    case .changedWords: ["words", "changed"]
    default: []
    }
  }

  /// Whether the column tells something of the content.
  public var isOfContent: Bool { rawValue >= Self.encoding.rawValue }
}

extension PageRow: FilterableRow {
  public static let filterSchema = FilterSchema(
    PageColumn.allCases.map { column in
      switch column {
      case .type: .pageType(column.name)
      case .encoding: .words(column.name, PageEncoding.allCases.map(\.rawValue))
      case .ratio: FilterField(column.name, .decimal)
      default: FilterField(column.name, also: column.heads)
      }
    }, leadingFields: PageColumn.encoding.rawValue)

  public func filterValue(of field: Int) -> UInt64? { PageColumn(rawValue: field).flatMap { value(of: $0) } }

  /// The value of a cell as a filter counts it: a type by its bits, an encoding by its place, a ratio in millionths;
  /// nil where the cell is empty.
  public func value(of column: PageColumn) -> UInt64? {
    switch column {
    case .checkpoint: UInt64(checkpoint)
    case .iteration: UInt64(iteration)
    case .batch: UInt64(batch)
    case .index: UInt64(index)
    case .pfn: pfn
    case .type: UInt64(type.rawValue)
    case .encoding: encoding.place
    case .offset: offset
    case .length: length
    case .runs: delta.map { UInt64($0.runs) }
    case .skips: delta.map { UInt64($0.skips) }
    case .changedWords: delta.map { UInt64($0.literalWords) }
    case .ratio: PageRow.ratio(encoding, length)
    }
  }

  /// How many times smaller than a page its content is, in millionths; nil where there is no content, or not whole.
  static func ratio(_ encoding: PageEncoding, _ length: UInt64?) -> UInt64? {
    guard let length, length > 0, encoding != .missing else { return nil }
    return UInt64(pageSize) * FilterField.decimalScale / length
  }
}

extension Filter where Row == PageRow {
  /// Lets rows pass that have one of some values in a column; there has to be one at least.
  public init(_ column: PageColumn, in values: [UInt64]) { self.init(field: column.rawValue, in: values) }

  /// Lets rows pass whose value in a column lies in a range.
  public init(_ column: PageColumn, in values: ClosedRange<UInt64>) { self.init(field: column.rawValue, in: values) }
}

extension PageEncoding {
  /// The place among all encodings.
  var place: UInt64 {
    switch self {
    case .raw: 0
    case .full: 1
    case .delta: 2
    case .empty: 3
    case .verify: 4
    case .none: 5
    case .missing: 6
    }
  }
}
