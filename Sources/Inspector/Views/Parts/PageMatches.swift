import SaveStream

/// Which bytes of a page belong to a match of the search.
struct PageMatches: Sendable {
  private var isMatch: [Bool] = []
  /// The match that one is at, as far as it lies in the page.
  private var current: Range<Int> = 0..<0

  init() {}

  /// - Parameter current: the match that one is at, in bytes from the start of the page; it may reach past its end.
  init(of pattern: SearchPattern?, in page: [UInt8], current: Range<Int>? = nil) {
    self.current = current ?? 0..<0
    guard let pattern, !pattern.bytes.isEmpty else { return }
    let places = PatternMatcher(pattern).places(in: page.span, startingIn: 0..<page.count, most: .max)
    guard !places.isEmpty else { return }
    isMatch = [Bool](repeating: false, count: page.count)
    for place in places {
      for byte in place..<min(place + pattern.bytes.count, page.count) { isMatch[byte] = true }
    }
  }

  /// How a byte is lit; nil when it belongs to no match.
  func style(of byte: Int) -> Style? {
    if current.contains(byte) { return .matchCurrent }
    return isMatch.indices.contains(byte) && isMatch[byte] ? .match : nil
  }
}
