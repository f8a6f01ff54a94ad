import DequeModule

/// Pages that were put together from long rows of deltas, kept so that the next look at them is short. Bounded: the
/// oldest goes when it is full.
struct KeyframeCache {
  /// A page as it was after one of its sends.
  struct Keyframe {
    let bytes: [UInt8]
    let doubt: PageDoubt?
    /// The type of the last whole send; nil when there was none.
    let baseType: PageType?
  }

  /// Pages that are kept: 8 MiB of them.
  static let capacity = 2048

  private var pages: [UInt64: Keyframe] = [:]
  private var order: Deque<UInt64> = []

  /// The page after the send with this place among all contents, where it is kept.
  subscript(content: UInt64) -> Keyframe? { pages[content] }

  mutating func insert(_ keyframe: Keyframe, at content: UInt64) {
    if pages.updateValue(keyframe, forKey: content) != nil { return }
    order.append(content)
    if order.count > Self.capacity, let oldest = order.popFirst() { pages[oldest] = nil }
  }
}
