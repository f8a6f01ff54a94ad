import SaveStream

/// A node that stands for a page delta.
extension TreeNode {
  /// Whether it is one, with all of its bytes known.
  var isWholeDelta: Bool { kind == .delta && length > 0 && !(name == "carried" && otherRanges.isEmpty) }

  /// Where the delta lies, from its first byte to its last: in several ranges when it is split over chunks.
  var deltaRanges: [Range<UInt64>] { ([offset..<end] + otherRanges).sorted { $0.lowerBound < $1.lowerBound } }
}
