/// A checkpoint with what it sent, as filters see it: fields are named as the columns of `summary --format csv`,
/// without what stands before the dot.
public struct CheckpointFilterRow: Sendable {
  public let number: Int
  public let row: CheckpointRow
  public let totals: CheckpointTotals

  public init(number: Int, row: CheckpointRow, totals: CheckpointTotals) {
    self.number = number
    self.row = row
    self.totals = totals
  }

  public init(_ number: Int, of index: IndexSnapshot) {
    self.init(number: number, row: index.checkpoints[number], totals: index.totals(ofCheckpoint: number))
  }
}

extension CheckpointFilterRow: FilterableRow {
  private struct Column: Sendable {
    let field: FilterField
    let value: @Sendable (CheckpointFilterRow) -> UInt64?

    init(
      _ name: String, also otherNames: [String] = [], _ value: @escaping @Sendable (CheckpointFilterRow) -> UInt64?
    ) {
      field = FilterField(name, also: otherNames)
      self.value = value
    }

    init(_ field: FilterField, _ value: @escaping @Sendable (CheckpointFilterRow) -> UInt64?) {
      self.field = field
      self.value = value
    }
  }

  private static let columns: [Column] = [
    Column("index", also: ["checkpoint", "ckpt"]) { UInt64($0.number) },
    Column("offset") { $0.row.offset },
    Column("length", also: ["bytes"]) { $0.row.length },
    Column(.words("complete", ["false", "true"])) { $0.row.isComplete ? 1 : 0 },
    Column("iterations", also: ["iter"]) { $0.totals.iterations },
    Column("entries") { $0.totals.entries },
    Column("pages") { $0.totals.pages },
    Column("verifyPages") { $0.totals.verifyPages },
    Column("framing") { $0.totals.bytes.framing },
    Column("pfnArrays") { $0.totals.bytes.pfnArrays },
    Column("pageData") { $0.totals.bytes.pageData },
    Column("compressedData") { $0.totals.bytes.compressedData },
    Column("metadata") { $0.totals.bytes.metadata },
    Column("tail") { $0.totals.bytes.tail },
    Column("unknown") { $0.totals.bytes.unknown },
    Column("empty") { $0.totals.delta?.empty },
    Column("full") { $0.totals.delta?.full },
    Column("delta") { $0.totals.delta?.delta },
    Column("runs") { $0.totals.delta?.runs },
    Column("skips") { $0.totals.delta?.skips },
    Column("literalBytes") { $0.totals.delta?.literalBytes },
    Column("markerBytes") { $0.totals.delta?.markerBytes },
    Column("encodedBytes") { $0.totals.delta?.encodedBytes },
    // Never above 4096, as a page takes a byte at least.
    Column(FilterField("ratio", .decimal)) { row in
      row.totals.delta?.ratio.map { UInt64(($0 * Double(FilterField.decimalScale)).rounded()) }
    },
  ]

  public static let filterSchema = FilterSchema(columns.map(\.field))

  public func filterValue(of field: Int) -> UInt64? {
    Self.columns.indices.contains(field) ? Self.columns[field].value(self) : nil
  }
}
