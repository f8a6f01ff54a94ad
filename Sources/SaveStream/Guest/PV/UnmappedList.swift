/// The PFNs that had no frame when a PV guest was suspended: the first part of a PV tail.
///
/// ```
/// 0 u32 count   4 PFNs of one toolstack word each, ascending
/// ```
enum UnmappedList {
  /// The bytes of the count.
  static let countByteCount: UInt64 = 4

  /// A node for the list in a range of file offsets, count included. The PFNs are read when they are shown.
  static func node(named name: String = "unmapped", range: Range<UInt64>, toolstackBits: Int) -> TreeNode {
    let word = toolstackBits == 32 ? 4 : 8
    let layout = Layout(
      "unmapped", byteCount: Int(countByteCount),
      rest: .init("pfns", arrayOf: .pfn(bytes: word), "without a frame at the time of the suspend"),
      [.init("count", at: 0, .number(bytes: 4))])
    return .structure(
      layout, named: name, at: range.lowerBound, available: range.upperBound - range.lowerBound,
      meaning: "PFNs that the receiver frees")
  }
}
