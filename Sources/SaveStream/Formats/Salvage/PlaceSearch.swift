/// Finds the next place from which a stream can be read on, behind bytes that make no sense.
///
/// Linear in the bytes that are looked at: what has been looked through is not looked through again, however often a
/// reader loses its way, and the chunks that are looked at on the way are bounded.
struct PlaceSearch {
  private let window: ByteWindow
  /// No place is in it, but `found` may be right behind it.
  private var passed: Range<UInt64> = 0..<0
  private var found: UInt64?
  /// Chunks that may be looked at yet, here and in guesses: what was made up to look like a chunk everywhere ends the
  /// search.
  var linksLeft = 1 << 21

  init(window: ByteWindow) { self.window = window }

  /// The first believable place from a file offset on; nil where there is none.
  /// - Parameter isStopped: asked for each piece of 64 KiB, and each place in it.
  mutating func next(
    from start: UInt64, _ grammar: some ChunkGrammar, isStopped: () -> Bool
  ) throws(CaptureError) -> UInt64? {
    if passed.contains(start) || (passed.upperBound == start && !passed.isEmpty) {
      if let found, found >= start { return found }
    } else {
      passed = start..<start
    }
    found = try first(in: passed.upperBound..<UInt64.max, grammar, isStopped: isStopped)
    passed = min(passed.lowerBound, start)..<(found ?? .max)
    return found
  }

  /// The first believable place in a range of file offsets.
  mutating func first(
    in range: Range<UInt64>, _ grammar: some ChunkGrammar, isStopped: () -> Bool
  ) throws(CaptureError) -> UInt64? {
    let zeros = ZeroStretch(window: window)
    let head = grammar.headByteCount
    var position = range.lowerBound
    while position < range.upperBound, !isStopped() {
      let count = try zeros.there(position, UInt64(ByteWindow.capacity))
      guard count >= head else { return nil }
      let places = try window.withBytes(at: position, count: count) { bytes in
        Self.places(bytes, grammar, head)
      }
      for place in places ?? [] where position + UInt64(place) < range.upperBound {
        guard linksLeft > 0, !isStopped() else { return nil }
        if try grammar.isBelievable(at: position + UInt64(place), &linksLeft) { return position + UInt64(place) }
      }
      guard count == ByteWindow.capacity else { return nil }
      position += UInt64(count - head + 1)
    }
    return nil
  }

  private static func places(_ bytes: Span<UInt8>, _ grammar: some ChunkGrammar, _ head: Int) -> [Int] {
    var places: [Int] = []
    for place in 0...(bytes.count - head) where grammar.isPossibleHead(bytes, at: place) { places.append(place) }
    return places
  }
}
