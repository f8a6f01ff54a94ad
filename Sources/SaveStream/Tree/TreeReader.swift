/// What a node needs to look inside itself: the capture and the index as they stood when the tree was made.
package struct TreeReader: Sendable {
  package let capture: Capture
  package let index: IndexSnapshot
  /// The order in which numbers are read.
  package var order = ByteOrder.little

  package init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
  }

  /// The same, for numbers in an order.
  package func reading(_ order: ByteOrder) -> TreeReader {
    var reader = self
    reader.order = order
    return reader
  }

  /// Up to `count` bytes of the capture from `offset`; fewer where it ends or fails to read.
  func bytes(at offset: UInt64, count: Int) -> [UInt8] {
    (try? capture.bytes(at: offset, count: count)) ?? []
  }

  /// The number of `bytes` bytes (1…8) at `offset`, or nil when it is cut.
  func number(at offset: UInt64, bytes count: Int) -> UInt64? {
    let bytes = bytes(at: offset, count: count)
    guard bytes.count == count else { return nil }
    return bytes.number(order)
  }
}
