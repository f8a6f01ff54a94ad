/// A row of page frames with what the guest uses them for and whose they are: the fields `use` and `owner` behind its
/// own.
package struct UsedRow<Row: FilterableRow>: Sendable {
  package let row: Row
  /// Each once, in the order of `FrameUse`; empty where it is not known.
  package let uses: [FrameUse]
  /// Thread group ids, ascending; empty where nobody's page tables are known to map it.
  package let owners: [UInt32]

  package init(_ row: Row, uses: [FrameUse] = [], owners: [UInt32] = []) {
    self.row = row
    self.uses = uses
    self.owners = owners
  }

  /// The words of its uses, apart by blanks; nil where they are not known.
  package var useText: String? { UseWords.of(uses) }

  /// Its owners, apart by blanks; nil where there are none.
  package var ownerText: String? { UseWords.of(owners) }
}

/// Uses and owners in words, apart by blanks; nil where there are none.
enum UseWords {
  static func of(_ uses: [FrameUse]) -> String? {
    uses.isEmpty ? nil : uses.map(\.name).joined(separator: " ")
  }

  static func of(_ owners: [UInt32]) -> String? {
    owners.isEmpty ? nil : owners.map { "\($0)" }.joined(separator: " ")
  }
}

extension UsedRow: FilterableRow {
  package static var filterSchema: FilterSchema {
    FilterSchema(
      Row.filterSchema.fields + [.words("use", FrameUse.names), FilterField("owner")],
      leadingFields: Row.filterSchema.leadingFields)
  }

  package static var firstListField: Int { Row.filterSchema.fields.count }

  package func filterValue(of field: Int) -> UInt64? { row.filterValue(of: field) }

  package func filterValues(of field: Int) -> [UInt64] {
    field == Self.firstListField ? uses.map { UInt64($0.place) } : owners.map { UInt64($0) }
  }
}

extension Filter {
  /// Whether it asks for a field from this one on.
  package func asksFor(fieldsFrom field: Int) -> Bool { expression.greatestField >= field }
}
