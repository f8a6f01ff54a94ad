/// The MSRs of a PV vCPU, or of an HVM vCPU behind the count.
///
/// ```
/// entry: 0 u32 index   4 u32 reserved   8 u64 value
/// ```
enum MSRList {
  static let entryByteCount: UInt64 = 16
  /// The most entries that are shown.
  static let maximumCount = 4096

  /// The nodes that tile a list: a structure for each entry, named by its MSR.
  static func nodes(range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    nodes(range: range, reader) { type in
      Layout(
        "msr", byteCount: Int(entryByteCount),
        [
          .init("index", at: 0, .choice(bytes: 4, names: MSRName.all)),
          .init("reserved", at: 4, .number(bytes: 4), "0"),
          .init("value", at: 8, type),
        ])
    }
  }

  /// The same with a layout of one's own, for an MSR whose value is of a type.
  static func nodes(range: Range<UInt64>, _ reader: TreeReader, layout: (FieldType) -> Layout) -> [TreeNode] {
    var names = SiblingNames()
    var nodes: [TreeNode] = []
    let bytes = reader.bytes(at: range.lowerBound, count: min(range.count, maximumCount * Int(entryByteCount)))
    for start in stride(from: 0, to: bytes.count, by: Int(entryByteCount)) {
      let index = bytes.number(at: start, bytes: 4, reader.order)
      let name = bytes.count - start < 4 ? "msr" : MSRName.name(index) ?? "msr " + NumberText.hex(index)
      nodes.append(
        .structure(
          layout(MSRName.type(index)), named: names.unique(name), at: range.lowerBound &+ UInt64(start),
          available: UInt64(min(Int(entryByteCount), bytes.count - start)), order: reader.order))
    }
    let end = nodes.last?.end ?? range.lowerBound
    if end < range.upperBound { nodes.append(.bytes(named: "rest", kind: .unknown, end..<range.upperBound, reader)) }
    return nodes
  }
}
