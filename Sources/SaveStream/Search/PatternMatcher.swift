/// Finds a pattern among bytes.
package struct PatternMatcher: Sendable {
  /// Each byte of the pattern as it is compared; none where it is an expression.
  private let wanted: [UInt8]
  /// The byte of the pattern that is looked for first, by its place: one that is rarer than zeros and blanks.
  private let anchor: Int
  /// What stands there, in both cases and eight times over.
  private let anchors: (UInt64, UInt64)
  /// What each byte counts as: itself, or the small letter of a capital one.
  private let folded: [UInt8]
  private let expression: BytePattern?
  /// Bytes of a match at most.
  package let longest: Int

  package init(_ pattern: SearchPattern) {
    var (bytes, isFolded): ([UInt8], Bool) = ([], false)
    var expression: BytePattern?
    switch pattern {
    case .text(let text): (bytes, isFolded) = (text, true)
    case .wideText(let text, let isExact): (bytes, isFolded) = (text, !isExact)
    case .exactText(let text), .bytes(let text): bytes = text
    case .expression(let pattern): expression = pattern
    }
    let folded = isFolded ? Self.small : Self.same
    self.folded = folded
    self.expression = expression
    wanted = bytes.map { folded[Int($0)] }
    longest = pattern.longest
    let anchor = wanted.firstIndex { !Self.common.contains($0) } ?? 0
    self.anchor = anchor
    let byte = wanted.isEmpty ? 0 : wanted[anchor]
    let capital = isFolded && byte >= 0x61 && byte <= 0x7a ? byte & ~0x20 : byte
    anchors = (UInt64(byte) &* Self.ones, UInt64(capital) &* Self.ones)
  }

  /// Whether few bytes can begin a match.
  package var isQuick: Bool { expression?.isQuick ?? true }

  /// Whether text holds the pattern.
  package func isIn(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !matches(in: bytes.span, startingIn: 0..<bytes.count, most: 1).isEmpty
  }

  /// The places at which matches begin.
  package func places(in bytes: Span<UInt8>, startingIn range: Range<Int>, most: Int) -> [Int] {
    matches(in: bytes, startingIn: range, most: most).map(\.lowerBound)
  }

  /// The matches, ascending; one that overlaps the one before is left out.
  /// - Parameters:
  ///   - range: where a match may begin; it may reach past that.
  ///   - most: matches that are looked for at most.
  package func matches(in bytes: Span<UInt8>, startingIn range: Range<Int>, most: Int) -> [Range<Int>] {
    if let expression { return matches(of: expression, in: bytes, startingIn: range, most: most) }
    guard !wanted.isEmpty else { return [] }
    var matches: [Range<Int>] = []
    var place = max(range.lowerBound, 0)
    let end = min(range.upperBound, bytes.count - wanted.count + 1)
    while matches.count < most {
      place = candidate(in: bytes, from: place, to: end)
      guard place < end else { break }
      guard isMatch(bytes, at: place) else {
        place += 1
        continue
      }
      matches.append(place..<place + wanted.count)
      place += wanted.count
    }
    return matches
  }

  /// The first place, or `end`, at which the byte that is looked for first may stand where it has to.
  private func candidate(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var place = start
    while place <= end - 8 {
      let word = bytes.littleWord(at: place + anchor)
      let hits = Self.zeros(word ^ anchors.0) | Self.zeros(word ^ anchors.1)
      if hits != 0 { return place + hits.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < end, folded[Int(bytes[place + anchor])] != wanted[anchor] { place += 1 }
    return place
  }

  /// The high bit of each byte that is zero; those above the lowest one may be wrong.
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & (ones << 7) }

  // What bytes count as. They are made once: rows of a screen have a matcher each.
  private static let same = Array(UInt8.min...UInt8.max)
  private static let small = same.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  /// Bytes that memory is full of.
  private static let common: [UInt8] = [0, 0xff, 0x20]

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
