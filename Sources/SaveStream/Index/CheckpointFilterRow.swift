/// A checkpoint with what it sent, as rows of `summary`, filters and the Checkpoints view have it.
package struct CheckpointFilterRow: Sendable {
  package let number: Int
  package let row: CheckpointRow
  package let totals: CheckpointTotals

  package init(number: Int, row: CheckpointRow, totals: CheckpointTotals) {
    self.number = number
    self.row = row
    self.totals = totals
  }

  package init(_ number: Int, of index: IndexSnapshot) {
    self.init(number: number, row: index.checkpoints[number], totals: index.totals(ofCheckpoint: number))
  }
}

/// The table of columns.
extension CheckpointFilterRow {
  private typealias Table = [Column<CheckpointFilterRow>]

  private static let own: Table = [
    Column("index", heading: "ckpt", also: ["checkpoint"], .number { UInt64($0.number) }),
    Column("offset", .hex { $0.row.offset }),
    Column("length", heading: "bytes", .size { $0.row.length }),
    Column("complete", .truth { $0.row.isComplete }),
    Column("iterations", heading: "iter", .number { $0.totals.iterations }),
    Column("entries", .count { $0.totals.entries }),
    Column("pages", .count { $0.totals.pages }),
  ]

  private static let types: Table = PageType.all.map { type in
    Column(type.name, in: Column.Part("types"), .count { $0.totals.entriesByType[Int(type.rawValue)] })
  }

  private static let verified: Table = [Column("verifyPages", heading: "verify", .count { $0.totals.verifyPages })]

  private static let bytes: Table = ByteKind.allCases.map { kind in
    Column(kind.key, in: Column.Part("bytes"), heading: kind.heading, .size { $0.totals.bytes[kind] })
  }

  private static let delta: Table = {
    let part = Column<CheckpointFilterRow>.Part("delta") { $0.totals.delta != nil }
    return [
      Column("empty", in: part, .count { $0.totals.delta?.empty }),
      Column("full", in: part, .count { $0.totals.delta?.full }),
      Column("delta", in: part, .count { $0.totals.delta?.delta }),
      Column("runs", in: part, .count { $0.totals.delta?.runs }),
      Column("skips", in: part, .count { $0.totals.delta?.skips }),
      Column("literalBytes", in: part, .size { $0.totals.delta?.literalBytes }),
      Column("markerBytes", in: part, .size { $0.totals.delta?.markerBytes }),
      Column("encodedBytes", in: part, .size { $0.totals.delta?.encodedBytes }),
      // Never above 4096, as a page takes a byte at least.
      Column("ratio", in: part, .ratio { $0.totals.delta?.ratio }),
    ]
  }()

  /// All columns, in the order of `summary --format csv`.
  package static let columns: [Column<CheckpointFilterRow>] = own + types + verified + bytes + delta

  /// Those whose names alone tell them apart, which filters and databases go by: counts by type are left out.
  package static let filterColumns: [Column<CheckpointFilterRow>] = own + verified + bytes + delta

  /// The column with a name.
  package static func column(_ name: String) -> Column<CheckpointFilterRow>? { columns.first { $0.name == name } }
}

extension CheckpointFilterRow: FilterableRow {
  package static let filterSchema = FilterSchema(filterColumns)

  package func filterValue(of field: Int) -> UInt64? {
    Self.filterColumns.indices.contains(field) ? Self.filterColumns[field].filterValue(of: self) : nil
  }
}
