/// Tells whether two leaves of the tree hold the same. Numbers are compared as numbers, whatever their width, and text
/// up to its end; what has no such value is compared byte by byte, over its whole length.
struct LeafComparison {
  let from: Capture
  let to: Capture

  /// What the values of two leaves tell.
  enum Verdict {
    case same
    case different(FieldDifference)
    /// Not enough: their bytes decide.
    case open
  }

  /// Compares by value.
  func verdict(_ path: String, _ first: TreeNode, _ second: TreeNode) -> Verdict {
    if let from = first.value?.number, let to = second.value?.number, from == to { return .same }
    switch (first.value, second.value) {
    case (.text(let from)?, .text(let to)?) where from == to: return .open
    case (.bytes?, .bytes?), (nil, nil): return .open
    default: return .different(difference(path, first, second, first.value, second.value))
    }
  }

  /// How two leaves differ whose bytes differ from a place on; nil when that is behind the end of a text.
  /// - Throws: when a capture cannot be read.
  func difference(
    _ path: String, _ first: TreeNode, _ second: TreeNode, from place: UInt64
  ) throws(CaptureError) -> FieldDifference? {
    if try isBehindText(place, first) { return nil }
    guard max(first.length, second.length) > Self.shownBytes else {
      return difference(path, first, second, first.value, second.value)
    }
    let values = (try shown(from, first, place), try shown(to, second, place))
    var difference = difference(path, first, second, values.0, values.1)
    difference.firstByte = place
    return difference
  }

  /// A leaf that only one side has, perhaps with all of the part that it lies in.
  func only(_ leaf: TreeNode, at path: String, isFrom: Bool, part: String?) -> FieldDifference {
    let range = leaf.offset..<leaf.end
    return FieldDifference(
      path: path, from: isFrom ? leaf.value : nil, to: isFrom ? nil : leaf.value, fromRange: isFrom ? range : nil,
      toRange: isFrom ? nil : range, missingPart: part)
  }

  /// Whether a place in a leaf lies behind the NUL that ends its text.
  private func isBehindText(_ place: UInt64, _ leaf: TreeNode) throws(CaptureError) -> Bool {
    guard case .text(let text)? = leaf.value, place > UInt64(text.byteCount) else { return false }
    return try from.bytes(at: leaf.offset + UInt64(text.byteCount), count: 1) == [0]
  }

  private static let shownBytes = UInt64(FieldType.shownBytes)

  /// The bytes of a leaf from a place on, as many as a value shows; nil where it ends before.
  private func shown(_ capture: Capture, _ leaf: TreeNode, _ place: UInt64) throws(CaptureError) -> FieldValue? {
    guard place < leaf.length else { return nil }
    let count = Int(min(leaf.length - place, Self.shownBytes))
    return .bytes(try capture.bytes(at: leaf.offset + place, count: count))
  }

  private func difference(
    _ path: String, _ first: TreeNode, _ second: TreeNode, _ from: FieldValue?, _ to: FieldValue?
  ) -> FieldDifference {
    FieldDifference(
      path: path, from: from, to: to, fromRange: first.offset..<first.end, toRange: second.offset..<second.end)
  }
}

extension FieldValue {
  /// The bits of a number of any kind; nil for text and bytes.
  fileprivate var number: UInt64? {
    switch self {
    case .number(let number), .pfn(let number), .address(let number, _), .named(let number, _): number
    case .signed(let number): UInt64(bitPattern: number)
    case .text, .bytes: nil
    }
  }
}
