/// The nodes of a batch: its count, its PFN array, and its page images where it has them.
enum LegacyBatchNodes {
  /// A node for the batch at a position of the index, which ends before the file offset `end`.
  static func node(
    _ position: Int, named name: String, end: UInt64, _ header: LegacyHeader, _ reader: TreeReader
  ) -> TreeNode {
    let row = reader.index.entryRows[position]
    let what = row.isVerify ? "sent again to be compared" : ""
    return TreeNode(
      name, .batch, offset: row.start, length: end - row.start, value: .number(UInt64(row.count)),
      meaning: what, finding: row.isCut ? .cutShort : nil
    ) { reader in
      let entries = (try? Contents(capture: reader.capture, index: reader.index).entries(ofRow: row)) ?? []
      var parts = PartList(from: row.start, to: end)
      parts.field("count", 4, "entries", reader)
      parts.node(upTo: row.isCut ? end : row.arrayEnd) { array($0, entries, row.wordBytes, header) }
      parts.node(upTo: end) { images($0, entries.filter { $0.type.carriesContent }) }
      return parts.list(reader)
    }
  }

  private static func array(
    _ range: Range<UInt64>, _ entries: [PageEntry], _ wordBytes: Int, _ header: LegacyHeader
  ) -> TreeNode {
    TreeNode(
      "pfns", .entries, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(entries.count)),
      meaning: "PFN array"
    ) { _ in
      let stride = UInt64(wordBytes)
      let rest = range.lowerBound + UInt64(entries.count) * stride..<range.upperBound
      return NodeList(count: entries.count + (rest.isEmpty ? 0 : 1)) { position in
        guard position < entries.count else {
          return TreeNode(
            "entry[\(position)]", .entry, offset: rest.lowerBound, length: UInt64(rest.count), finding: .cutShort)
        }
        let entry = entries[position]
        var node = TreeNode(
          "entry[\(position)]", .entry, offset: range.lowerBound + UInt64(position) * stride, length: stride,
          value: .pfn(entry.pfn), meaning: entry.type.name, finding: finding(entry, header))
        node.pfn = entry.type == .unmapped ? nil : entry.pfn
        return node
      }
    }
  }

  private static func finding(_ entry: PageEntry, _ header: LegacyHeader) -> FindingRule? {
    if entry.type == .unmapped { return nil }
    if entry.pfn >= header.p2mSize { return .pfnOutOfRange }
    if !EntryFormat.legacy(wordBytes: header.framing.wordBytes).isDefined(entry.type) { return .pageTypeUndefined }
    return entry.type.rawValue == 8 ? .pinWithoutTable : nil
  }

  private static func images(_ range: Range<UInt64>, _ entries: [PageEntry]) -> TreeNode {
    let size = UInt64(pageSize)
    let count = Int(clamping: (UInt64(range.count) + size - 1) / size)
    return TreeNode(
      "pages", .images, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(count)),
      meaning: "page images, in the order of the entries that carry content"
    ) { _ in
      NodeList(count: count, find: { $0 < range.lowerBound ? -1 : Int(clamping: ($0 - range.lowerBound) / size) }) {
        position in
        let start = range.lowerBound + UInt64(position) * size
        let length = min(size, range.upperBound - start)
        let entry = position < entries.count ? entries[position] : nil
        var node = TreeNode(
          "page[\(position)]", .image, offset: start, length: length, value: entry.map { .pfn($0.pfn) },
          meaning: entry?.type.name ?? "", finding: length < size ? .cutShort : nil)
        node.pfn = entry?.pfn
        return node
      }
    }
  }
}
