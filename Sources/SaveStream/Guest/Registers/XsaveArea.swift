/// The extended state of a PV vCPU.
///
/// ```
/// legacy tail:           0 xfeature_mask  8 size  16 xcr0  24 xcr0_accum  32 XSAVE area … 16 + size
/// X86_PV_VCPU_XSAVE:                              0 xcr0   8 xcr0_accum  16 XSAVE area
/// ```
/// When `xcr0_accum` is zero, nothing may follow it.
enum XsaveArea {
  /// The bytes before those that `size` counts.
  static let headerByteCount: UInt64 = 16
  /// The offset of `size`.
  static let sizeOffset: UInt64 = 8

  /// A node for the part of a legacy tail.
  static func node(named name: String = "xsave", range: Range<UInt64>) -> TreeNode {
    node(named: name, range, head: legacyHead)
  }

  /// A node for what follows the vCPU's id in an X86_PV_VCPU_XSAVE record.
  static func migrationNode(named name: String = "xsave", range: Range<UInt64>) -> TreeNode {
    node(named: name, range, head: migrationHead)
  }

  /// A node for a head whose last field is `xcr0_accum`, and the area behind it.
  private static func node(named name: String, _ range: Range<UInt64>, head: Layout) -> TreeNode {
    TreeNode(name, .structure, offset: range.lowerBound, length: UInt64(range.count)) { reader in
      NodeList(nodes(range, head: head, byteCount: UInt64(range.count), reader))
    }
  }

  /// The nodes that tile a head whose last field is `xcr0_accum`, and the area behind it.
  /// - Parameter byteCount: the bytes of both that the stream states.
  static func nodes(
    _ range: Range<UInt64>, head: Layout, byteCount: UInt64, _ reader: TreeReader
  ) -> [TreeNode] {
    let headLength = min(UInt64(range.count), UInt64(head.byteCount))
    let area = range.lowerBound + headLength..<range.upperBound
    let nodes = head.nodes(at: range.lowerBound, available: headLength, reader)
    guard !area.isEmpty else { return nodes }
    return nodes
      + XsaveComponents.nodes(
        range: area, accumulated: reader.number(at: area.lowerBound - 8, bytes: 8) ?? 0,
        byteCount: byteCount - headLength, reader)
  }

  private static let legacyHead = Layout(
    "xsave", byteCount: 32,
    [
      .init("xfeature_mask", at: 0, .flags(bytes: 8, names: XsaveComponents.names), "what the host supports"),
      .init("size", at: 8, .number(bytes: 8), "bytes that follow"),
    ] + masks(at: 16))

  private static let migrationHead = Layout("xsave", byteCount: 16, masks(at: 0))

  /// The two words that precede an area.
  static func masks(at offset: Int) -> [Layout.Field] {
    [
      .init("xcr0", at: offset, .flags(bytes: 8, names: XsaveComponents.names)),
      .init(
        "xcr0_accum", at: offset + 8, .flags(bytes: 8, names: XsaveComponents.names), "every component ever enabled"),
    ]
  }
}
