/// Tells whether two leaves of the tree hold the same.
struct LeafComparison {
  let from: Capture
  let to: Capture

  /// Bytes that are read at once.
  private static let blockSize: UInt64 = 1 << 16

  /// How two leaves differ; nil when they do not. Numbers are compared as numbers, whatever their width, and text up to
  /// its end; what has no such value is compared byte by byte, over its whole length.
  /// - Throws: when a capture cannot be read.
  func difference(
    _ path: String, _ first: TreeNode, _ second: TreeNode
  ) throws(CaptureError) -> FieldDifference? {
    if let from = first.value?.number, let to = second.value?.number {
      return from == to ? nil : difference(path, first, second, first.value, second.value)
    }
    if case .text(let from)? = first.value, case .text(let to)? = second.value, from != to {
      return difference(path, first, second, first.value, second.value)
    }
    guard let place = try firstDifference(first, second), try !isBehindText(place, first) else { return nil }
    guard max(first.length, second.length) > Self.shownBytes else {
      return difference(path, first, second, first.value, second.value)
    }
    let values = (try shown(from, first, place), try shown(to, second, place))
    var difference = difference(path, first, second, values.0, values.1)
    difference.firstByte = place
    return difference
  }

  /// A leaf that only one side has.
  func only(_ leaf: TreeNode, at path: String, isFrom: Bool) -> FieldDifference {
    let range = leaf.offset..<leaf.end
    return FieldDifference(
      path: path, from: isFrom ? leaf.value : nil, to: isFrom ? nil : leaf.value, fromRange: isFrom ? range : nil,
      toRange: isFrom ? nil : range)
  }

  /// The place of the first byte that differs between two nodes, where one ends included; nil when there is none.
  /// - Throws: when a capture cannot be read.
  func firstDifference(_ first: TreeNode, _ second: TreeNode) throws(CaptureError) -> UInt64? {
    let length = min(first.length, second.length)
    var place: UInt64 = 0
    while place < length {
      let count = Int(min(Self.blockSize, length - place))
      let (left, right) = (
        try from.bytes(at: first.offset + place, count: count), try to.bytes(at: second.offset + place, count: count)
      )
      if left != right { return place + UInt64(zip(left, right).prefix { $0 == $1 }.count) }
      place += UInt64(count)
    }
    return first.length == second.length ? nil : length
  }

  /// Whether a place in a leaf lies behind the NUL that ends its text.
  private func isBehindText(_ place: UInt64, _ leaf: TreeNode) throws(CaptureError) -> Bool {
    guard case .text(let text)? = leaf.value, place > UInt64(text.count) else { return false }
    return try from.bytes(at: leaf.offset + UInt64(text.count), count: 1) == [0]
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
