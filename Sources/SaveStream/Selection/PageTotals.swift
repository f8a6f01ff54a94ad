/// What a page came to over all the times that it was sent: a row for each PFN.
package struct PageTotals: Sendable, Equatable {
  package let pfn: UInt64
  /// Entries with content, verify mode included.
  package private(set) var sends: UInt64 = 0
  /// Those of them whose content is there in whole.
  private var wholeSends: UInt64 = 0
  /// Bytes of content that is there in whole.
  private var wholeBytes: UInt64 = 0
  /// Bytes of content in the capture.
  package private(set) var bytes: UInt64 = 0
  /// Words of four bytes that its deltas carry.
  package private(set) var changedWords: UInt64 = 0
  package let firstCheckpoint: Int
  package private(set) var lastCheckpoint: Int

  /// Of a page that a row is the first send of.
  init(_ row: PageRow) {
    pfn = row.pfn
    firstCheckpoint = row.checkpoint
    lastCheckpoint = row.checkpoint
    add(row)
  }

  mutating func add(_ row: PageRow) {
    let length = row.length ?? 0
    sends &+= 1
    bytes &+= length
    if row.encoding != .missing, length > 0 {
      wholeSends &+= 1
      wholeBytes &+= length
    }
    changedWords &+= UInt64(row.delta?.literalWords ?? 0)
    lastCheckpoint = max(lastCheckpoint, row.checkpoint)
  }

  /// Page bytes ÷ the bytes that they travelled as, over all sends whose content is there in whole; nil without one.
  package var ratio: Double? {
    wholeBytes == 0 ? nil : Double(wholeSends) * Double(pageSize) / Double(wholeBytes)
  }
}

extension PageTotals: FilterableRow {
  package static let columns: [Column<PageTotals>] = [
    Column("pfn", heading: "PFN", .hex { $0.pfn }),
    Column("sends", .count { $0.sends }),
    Column("bytes", .count { $0.bytes }),
    Column("ratio", .ratio { $0.ratio }),
    Column("changedWords", heading: "words", also: ["changed"], .count { $0.changedWords }),
    Column("firstCheckpoint", heading: "first", .number { UInt64($0.firstCheckpoint) }),
    Column("lastCheckpoint", heading: "last", .number { UInt64($0.lastCheckpoint) }),
  ]

  package static let filterSchema = FilterSchema(columns)

  package func filterValue(of field: Int) -> UInt64? {
    Self.columns.indices.contains(field) ? Self.columns[field].filterValue(of: self) : nil
  }
}
