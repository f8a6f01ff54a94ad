/// The nodes of a batch: its count, its PFN array, and its page images where it has them.
enum LegacyBatchNodes {
  /// A node for the batch at a position of the index, which ends before the file offset `end`.
  static func node(_ position: Int, named name: String, end: UInt64, _ reader: TreeReader) -> TreeNode {
    let row = reader.index.entryRows[position]
    let what = row.isVerify ? "sent again to be compared" : ""
    return TreeNode(
      name, .batch, offset: row.start, length: end - row.start, value: .number(UInt64(row.count)),
      meaning: what, finding: row.isCut ? .cutShort : nil
    ) { reader in
      let entries = EntryNodes(rows: position..<position + 1, reader)
      var parts = PartList(from: row.start, to: end)
      parts.field("count", 4, "entries", reader)
      parts.node(upTo: row.isCut ? end : row.arrayEnd) { entries.array($0, wordBytes: row.wordBytes) }
      parts.node(upTo: end) { entries.images($0) }
      return parts.list(reader)
    }
  }
}
