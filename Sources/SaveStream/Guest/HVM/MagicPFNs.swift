/// The first 24 bytes of an HVM tail: the PFNs through which the guest talks to its device model and to xenstore.
enum MagicPFNs {
  static let byteCount: UInt64 = 24

  static let layout = Layout(
    "magic_pfns", byteCount: 24,
    [
      .init("ioreq_pfn", at: 0, .pfn(bytes: 8), "I/O requests"),
      .init("bufioreq_pfn", at: 8, .pfn(bytes: 8), "buffered I/O requests"),
      .init("store_pfn", at: 16, .pfn(bytes: 8), "xenstore"),
    ])

  /// A node for them.
  static func node(named name: String = "magic-pfns", range: Range<UInt64>) -> TreeNode {
    .structure(layout, named: name, at: range.lowerBound, available: range.upperBound - range.lowerBound)
  }
}
