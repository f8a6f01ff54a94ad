/// Looks for a pattern among the bytes of a capture, from its first to its last, a slice at a time.
package struct CaptureSearch {
  private let capture: Capture
  private let matcher: PatternMatcher
  /// Where the next match may begin.
  package private(set) var position: UInt64 = 0

  /// Bytes looked at in one go, and the same for an expression that most bytes can begin a match of.
  private static let slice = 1 << 20
  private static let slowSlice = 1 << 16

  package init(_ pattern: SearchPattern, in capture: Capture) {
    self.capture = capture
    matcher = PatternMatcher(pattern)
  }

  /// The matches of the next slice, ascending; nil at the end. Waits for a capture that is still arriving.
  /// - Parameter most: matches that are looked for at most; the next slice begins behind the last of them.
  /// - Throws: when the capture cannot be read.
  package mutating func step(most: Int) throws(CaptureError) -> [FoundBytes]? {
    let length = matcher.isQuick ? Self.slice : Self.slowSlice
    let margin = matcher.longest + FoundBytes.mostAfter
    _ = try capture.wait(for: position + UInt64(length + margin))
    guard matcher.longest > 0, position < capture.size else { return nil }
    let lead = Int(min(UInt64(FoundBytes.mostBefore), position))
    let base = position - UInt64(lead)
    let bytes = try capture.bytes(at: base, count: lead + length + margin)
    let matches = matcher.matches(in: bytes.span, startingIn: lead..<lead + length, most: most)
    let end = matches.last?.upperBound ?? 0
    position = base + UInt64(matches.count < most ? max(lead + length, end) : end)
    return matches.map { FoundBytes(of: $0, in: bytes, base: base) }
  }
}
