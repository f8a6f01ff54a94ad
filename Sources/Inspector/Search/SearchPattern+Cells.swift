@_spi(Measuring) import SaveStream

extension SearchPattern {
  /// The cells of a line that matches take.
  func cells(in text: String) -> [Range<Int>] {
    guard isText, longest > 0 else { return [] }
    let bytes = Array(text.utf8)
    let matches = PatternMatcher(self).matches(in: bytes.span, startingIn: 0..<bytes.count, most: bytes.count)
    let width = { (range: Range<Int>) in TextWidth.of(String(decoding: bytes[range], as: UTF8.self)) }
    var (end, cells) = (0, 0)
    return matches.map { match in
      let start = cells + width(end..<match.lowerBound)
      end = match.upperBound
      cells = start + width(match)
      return start..<cells
    }
  }
}
