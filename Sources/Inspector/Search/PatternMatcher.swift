/// Finds a pattern among bytes.
struct PatternMatcher: Sendable {
  /// Each byte of the pattern as it is compared; none where it is an expression.
  private let wanted: [UInt8]
  /// What each byte counts as: itself, or the small letter of a capital one.
  private let folded: [UInt8]
  private let expression: BytePattern?
  /// Bytes of a match at most.
  let longest: Int

  init(_ pattern: SearchPattern) {
    var (bytes, isFolded): ([UInt8], Bool) = ([], false)
    var expression: BytePattern?
    switch pattern {
    case .text(let text): (bytes, isFolded) = (text, true)
    case .wideText(let text, let isExact): (bytes, isFolded) = (text, !isExact)
    case .exactText(let text), .bytes(let text): bytes = text
    case .expression(let pattern): expression = pattern
    }
    let folded = (UInt8.min...UInt8.max).map { byte in
      isFolded && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
    }
    self.folded = folded
    self.expression = expression
    wanted = bytes.map { folded[Int($0)] }
    longest = pattern.longest
  }

  /// Whether few bytes can begin a match.
  var isQuick: Bool { expression?.isQuick ?? true }

  /// Whether text holds the pattern.
  func isIn(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !matches(in: bytes.span, startingIn: 0..<bytes.count, most: 1).isEmpty
  }

  /// The places at which matches begin.
  func places(in bytes: Span<UInt8>, startingIn range: Range<Int>, most: Int) -> [Int] {
    matches(in: bytes, startingIn: range, most: most).map(\.lowerBound)
  }

  /// The matches, ascending; one that overlaps the one before is left out.
  /// - Parameters:
  ///   - range: where a match may begin; it may reach past that.
  ///   - most: matches that are looked for at most.
  func matches(in bytes: Span<UInt8>, startingIn range: Range<Int>, most: Int) -> [Range<Int>] {
    if let expression { return matches(of: expression, in: bytes, startingIn: range, most: most) }
    guard let first = wanted.first else { return [] }
    var matches: [Range<Int>] = []
    var place = max(range.lowerBound, 0)
    let end = min(range.upperBound, bytes.count - wanted.count + 1)
    let folded = folded.span
    while place < end, matches.count < most {
      guard folded[Int(bytes[place])] == first, isMatch(bytes, at: place) else {
        place += 1
        continue
      }
      matches.append(place..<place + wanted.count)
      place += wanted.count
    }
    return matches
  }

  private func isMatch(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    for position in wanted.indices where folded[Int(bytes[place + position])] != wanted[position] { return false }
    return true
  }

  private func matches(
    of expression: BytePattern, in bytes: Span<UInt8>, startingIn range: Range<Int>, most: Int
  ) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    var place = max(range.lowerBound, 0)
    let end = min(range.upperBound, bytes.count)
    while place < end, matches.count < most {
      guard let length = expression.matchLength(in: bytes, at: place) else {
        place += 1
        continue
      }
      matches.append(place..<place + length)
      place += length
    }
    return matches
  }
}
