/// The nodes of a batch: its count, its PFN array, and its page images where it has them.
enum LegacyBatchNodes {
  /// A node for the batch of these rows of the index, which ends before the file offset `end`.
  static func node(_ rows: Range<Int>, named name: String, end: UInt64, _ reader: TreeReader) -> TreeNode {
    let row = reader.index.entryRows[rows.lowerBound]
    let last = reader.index.entryRows[max(rows.lowerBound, rows.upperBound - 1)]
    let what = row.isVerify ? "sent again to be compared" : ""
    let entries = EntryNodes(rows: rows, reader)
    return TreeNode(
      name, .batch, offset: row.start, length: end - row.start, value: .number(UInt64(entries.count)),
      meaning: what, finding: last.isCut ? .cutShort : nil
    ) { reader in
      var parts = PartList(from: row.start, to: end)
      parts.field("count", 4, "entries", reader)
      parts.node(upTo: last.isCut ? end : last.arrayEnd) { entries.array($0, wordBytes: row.wordBytes) }
      parts.node(upTo: end) { entries.images($0) }
      return parts.list(reader)
    }
  }
}
