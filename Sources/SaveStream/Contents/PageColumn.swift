/// The columns of page rows: of the command `pages`, of the Pages view, and of filters over both.
///
/// Those before `encoding` are known from the PFN array; the others need a look at the content.
@_spi(Measuring) public enum PageColumn: Int, Sendable, CaseIterable, BitwiseCopyable {
  case checkpoint, iteration, batch, index, pfn, type
  /// Whether the type is that of a pinned page table. Not a column that is shown: the type tells.
  case pinned
  case encoding, offset, length, runs, skips, changedWords
  /// Page size ÷ `length`.
  case ratio

  /// The name, in every form that names columns.
  public var name: String { String(describing: self) }

  /// The column with a name, in any case of letters; nil where there is none.
  public init?(named name: String) {
    guard let place = PageRow.filterSchema.place(of: name), let column = PageColumn(rawValue: place) else { return nil }
    self = column
  }

  /// What stands at its head.
  private var heading: String {
    switch self {
    case .checkpoint: "ckpt"
    case .iteration: "iter"
    case .index: "entry"
    case .pfn: "PFN"
    case .length: "bytes"
    case .changedWords: "words"
    case .batch, .type, .pinned, .encoding, .offset, .runs, .skips, .ratio: name
    }
  }

  private var cells: Column<PageRow>.Cells {
    let value = { @Sendable (row: PageRow) in row.value(of: self) }
    return switch self {
    case .checkpoint, .iteration, .batch, .index, .length, .runs, .skips, .changedWords: .number(value)
    case .pfn, .offset: .hex(value)
    case .type: .word(PageType.all.map(\.name), value)
    case .pinned: .truth { $0.type.isPinned }
    case .encoding: .word(PageEncoding.allCases.map(\.rawValue), value)
    case .ratio: .ratio { row in value(row).map { Double($0) / Double(FilterField.decimalScale) } }
    }
  }

  fileprivate var column: Column<PageRow> {
    Column(name, heading: heading, also: self == .changedWords ? ["changed"] : [], cells)
  }

  /// Whether the column tells something of the content.
  public var isOfContent: Bool { rawValue >= Self.encoding.rawValue }
}

@_spi(Measuring) extension PageRow: FilterableRow {
  /// The table of columns, in the order of `PageColumn`.
  package static let columns: [Column<PageRow>] = PageColumn.allCases.map(\.column)

  public static let filterSchema = FilterSchema(columns, leadingFields: PageColumn.encoding.rawValue)

  public func filterValue(of field: Int) -> UInt64? { PageColumn(rawValue: field).flatMap { value(of: $0) } }

  /// The value of a cell as a filter counts it: a type by its bits, an encoding by its place, a ratio in millionths;
  /// nil where the cell is empty.
  package func value(of column: PageColumn) -> UInt64? {
    switch column {
    case .checkpoint: UInt64(checkpoint)
    case .iteration: UInt64(iteration)
    case .batch: UInt64(batch)
    case .index: UInt64(index)
    case .pfn: pfn
    case .type: UInt64(type.rawValue)
    case .pinned: type.isPinned ? 1 : 0
    case .encoding: UInt64(encoding.place)
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
  package init(_ column: PageColumn, in values: [UInt64]) { self.init(field: column.rawValue, in: values) }

  /// Lets rows pass whose value in a column lies in a range.
  package init(_ column: PageColumn, in values: ClosedRange<UInt64>) { self.init(field: column.rawValue, in: values) }
}
