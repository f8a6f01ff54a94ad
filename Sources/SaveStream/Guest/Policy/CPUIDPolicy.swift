/// What the guest sees of its processor, the body of an X86_CPUID_POLICY record.
///
/// ```
/// entry: 0 u32 leaf   4 u32 subleaf   8 u32 eax   12 u32 ebx   16 u32 ecx   20 u32 edx
/// ```
enum CPUIDPolicy {
  static let entryByteCount = 24
  /// The most entries that are shown; Xen writes some 50.
  static let maximumCount = 4096
  /// The subleaf of a leaf that has none.
  static let noSubleaf: UInt64 = 0xffff_ffff

  /// The nodes that tile it: a structure for each leaf, named `leaf 0x1` or `leaf 0x7.0`.
  static func nodes(range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    var names = SiblingNames()
    var nodes: [TreeNode] = []
    let bytes = reader.bytes(at: range.lowerBound, count: min(range.count, maximumCount * entryByteCount))
    for start in stride(from: 0, to: bytes.count, by: entryByteCount) {
      let entry = Array(bytes[start..<min(start + entryByteCount, bytes.count)])
      nodes.append(node(entry, at: range.lowerBound &+ UInt64(start), reader.order, &names))
    }
    let end = nodes.last?.end ?? range.lowerBound
    if end < range.upperBound { nodes.append(.bytes(named: "rest", kind: .unknown, end..<range.upperBound, reader)) }
    return nodes
  }

  private static func node(
    _ entry: [UInt8], at offset: UInt64, _ order: ByteOrder, _ names: inout SiblingNames
  ) -> TreeNode {
    let (leaf, subleaf) = (entry.number(at: 0, bytes: 4, order), entry.number(at: 4, bytes: 4, order))
    var name = "leaf"
    if entry.count >= 8 {
      name += " " + NumberText.hex(leaf) + (subleaf == noSubleaf ? "" : ".\(subleaf)")
    }
    let registers = (0..<4).map { entry.number(at: 8 + 4 * $0, bytes: 4, order) }
    return .structure(
      CPUIDLeaf.layout(leaf, subleaf == noSubleaf ? 0 : subleaf), named: names.unique(name), at: offset,
      available: UInt64(entry.count), meaning: CPUIDLeaf.meaning(leaf, registers), order: order)
  }
}
