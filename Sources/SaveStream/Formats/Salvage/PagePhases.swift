/// Where pages would begin that some bytes are of, if they did not begin where they should: at each of the 4096 phases
/// there are borders that look like a page's by accident, and many where entries of a table follow each other.
struct PagePhases {
  let window: ByteWindow

  /// Pages that are looked at, from the last one back.
  private static let mostPages = 16

  /// Whether borders at multiples of a page look more like a page's than those at any other phase, over the last few
  /// pages, and not less over fewer of them: where bytes were lost or came in between, the last ones speak for another.
  /// - Parameters:
  ///   - start: the file offset of the first page.
  ///   - count: how many there are; the border behind the last one looks like a page's.
  func isFirstAhead(from start: UInt64, of count: Int) throws(CaptureError) -> Bool {
    var edges = [Int](repeating: 0, count: pageSize)
    for page in stride(from: count - 1, through: max(0, count - Self.mostPages), by: -1) {
      // Behind the first byte of a page up to its end, where the next one begins.
      let first = start + UInt64(page) * UInt64(pageSize) + 1
      guard first >= 8 else { return false }
      let isThere: Void? = try window.withBytes(at: first - 8, count: pageSize + 15) { bytes in
        for phase in 1...pageSize where PageSigns.isEdge(bytes, at: 7 + phase) { edges[phase % pageSize] += 1 }
      }
      guard isThere != nil else { return false }
      let others = edges.dropFirst().max() ?? 0
      if edges[0] < others, count - page > Self.fewest { return false }
      if edges[0] > others, edges[0] >= Self.fewest { return true }
    }
    return false
  }

  /// Borders that are no accident, where there are none elsewhere.
  private static let fewest = 2
}
