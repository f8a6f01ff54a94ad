/// The structure that a page holds, where one is known.
package struct PageStructure: Sendable {
  /// Its fields, from the page's first byte.
  package let layout: Layout
  /// Whether it is a table of which entries of zero say nothing.
  package let isTable: Bool

  /// The structure of a page that is known, or is a page table by its type; nil where there is none.
  /// - Parameter guestBits: of a PV guest, 32 or 64.
  package init?(of known: [KnownPage], type: PageType, guestBits: Int) {
    if let found = known.lazy.compactMap({ Self.find($0.role, guestBits) }).first {
      (layout, isTable) = found
    } else if let level = type.pageTableLevel {
      (layout, isTable) = (PageTableFormat.layout(level: level), true)
    } else {
      return nil
    }
  }

  /// A page table of a level, 1 to 5: what a page is that CR3 leads to.
  package init(tableLevel level: Int) {
    (layout, isTable) = (PageTableFormat.layout(level: level), true)
  }

  private static func find(_ role: KnownPage.Role, _ guestBits: Int) -> (Layout, isTable: Bool)? {
    switch role {
    case .startInfo: (StartInfo.layout(guestBits: guestBits), false)
    case .xenstoreRing: (SharedRings.xenstore, false)
    case .consoleRing: (SharedRings.console, false)
    case .ioreq: (SharedRings.ioreq, true)
    case .bufferedIoreq: (SharedRings.bufferedIoreq, true)
    case .identityPageTable: (PageTableFormat.layout(level: 2, entryBytes: 4), true)
    case .pageTable(_, let level, let entryBytes): (PageTableFormat.layout(level: level, entryBytes: entryBytes), true)
    case .userPageTable: (PageTableFormat.layout(level: 4), true)
    case .descriptorTable: (table("descriptor", of: .address(bytes: 8)), true)
    case .p2m: (table("frame", of: .address(bytes: guestBits / 8)), true)
    case .ioreqServer, .vm86TaskState, .generationID, .pagingRing, .accessRing, .sharingRing: nil
    }
  }

  private static func table(_ name: String, of element: FieldType) -> Layout {
    Layout(name, byteCount: pageSize, [.init(name, at: 0, .array(element, count: pageSize / element.byteCount))])
  }

  /// The fields that the page's 4096 bytes hold; of a table those that are not zero.
  package func fields(of bytes: [UInt8]) -> [DecodedField] {
    let fields = layout.decode(Array(bytes.prefix(layout.byteCount)))
    guard isTable else { return fields }
    return fields.filter { field in
      bytes.dropFirst(field.offset).prefix(field.length).contains { $0 != 0 }
    }
  }

  /// The PFN that a field leads to; nil when it leads to none.
  package static func pfn(in field: DecodedField, of layout: Layout) -> UInt64? {
    switch field.value {
    case .pfn(let pfn): pfn
    case .named(let entry, _) where layout.name.hasSuffix("page_table"): PageTableFormat.pfn(of: entry)
    default: nil
    }
  }
}
