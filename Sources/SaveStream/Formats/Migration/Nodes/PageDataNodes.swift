/// The nodes of a PAGE_DATA record: its head, its entries, and the page images behind them.
enum PageDataNodes {
  /// A node for the record of these rows of the index, which ends before the file offset `end`.
  static func node(_ rows: Range<Int>, number: Int, end: UInt64, _ reader: TreeReader) -> TreeNode {
    let index = reader.index
    let first = index.entryRows[rows.lowerBound]
    let start = index.record(ofRow: rows.lowerBound)
    let entries = EntryNodes(rows: rows, reader)
    let last = index.entryRows[max(rows.lowerBound, rows.upperBound - 1)]
    let isCut = last.isCut
    return TreeNode(
      "PAGE_DATA[\(number)]", .batch, offset: start, length: end - start, value: .number(UInt64(entries.count)),
      meaning: first.isVerify ? "sent again to be compared" : "", finding: isCut ? .cutShort : nil
    ) { reader in
      let reader = reader.reading(reader.index.entryFormat.order)
      var parts = PartList(from: start, to: end)
      RecordNodes.addHead(named: "PAGE_DATA", to: &parts, reader)
      parts.field("count", 4, "entries", reader)
      parts.field("reserved", 4, "", reader)
      parts.node(upTo: isCut ? end : last.arrayEnd) { entries.array($0, wordBytes: first.wordBytes) }
      if let images = reader.index.images(ofRow: rows.lowerBound) {
        let contents = rows.reduce(UInt64(0)) { $0 + UInt64(reader.index.contents(ofRow: $1).count) }
        let end = reader.index.placedEnd(ofRow: rows.upperBound - 1) ?? images &+ contents &* UInt64(pageSize)
        parts.node(upTo: end) { entries.images($0) }
      }
      return parts.list(reader)
    }
  }
}
