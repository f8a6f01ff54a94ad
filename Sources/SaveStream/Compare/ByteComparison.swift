/// The bytes of two nodes compared, in steps, as there may be gigabytes of them.
struct ByteComparison {
  enum Outcome: Equatable {
    case same
    /// The place of the first byte that differs; where one of them ends, if they are the same up to there.
    case different(UInt64)
  }

  private let from: Capture
  private let to: Capture
  private let first: TreeNode
  private let second: TreeNode
  private var place: UInt64 = 0

  /// Bytes that are compared in a step.
  private static let blockSize: UInt64 = 1 << 16

  init(_ from: Capture, _ first: TreeNode, _ to: Capture, _ second: TreeNode) {
    self.from = from
    self.first = first
    self.to = to
    self.second = second
  }

  /// Compares the next stretch.
  /// - Returns: nil when there is more to compare.
  /// - Throws: when a capture cannot be read.
  mutating func advance() throws(CaptureError) -> Outcome? {
    let length = min(first.length, second.length)
    if place < length {
      let count = Int(min(Self.blockSize, length - place))
      let left = try from.bytes(at: first.offset + place, count: count)
      let right = try to.bytes(at: second.offset + place, count: count)
      if left != right { return .different(place + UInt64(zip(left, right).prefix { $0 == $1 }.count)) }
      place += UInt64(count)
    }
    if place < length { return nil }
    return first.length == second.length ? .same : .different(length)
  }
}
