/// A pattern of bytes.
public enum SearchPattern: Sendable, Equatable {
  /// Text, in UTF-8: ASCII letters match in either case.
  case text([UInt8])
  /// Exactly these bytes.
  case bytes([UInt8])

  var bytes: [UInt8] {
    switch self {
    case .text(let bytes), .bytes(let bytes): bytes
    }
  }

  /// Whether text holds the pattern, where it is one of text.
  func isIn(_ text: String) -> Bool {
    if case .text = self { PatternMatcher(self).isIn(text) } else { false }
  }

  /// The cells of a line that matches take.
  func cells(in text: String) -> [Range<Int>] {
    guard case .text(let wanted) = self, !wanted.isEmpty else { return [] }
    let bytes = Array(text.utf8)
    let places = PatternMatcher(self).places(in: bytes.span, startingIn: 0..<bytes.count, most: bytes.count)
    let width = { (range: Range<Int>) in TextWidth.of(String(decoding: bytes[range], as: UTF8.self)) }
    var (end, cells) = (0, 0)
    return places.map { place in
      let start = cells + width(end..<place)
      end = place + wanted.count
      cells = start + width(place..<end)
      return start..<cells
    }
  }
}

/// Finds a pattern among bytes.
struct PatternMatcher: Sendable {
  /// Each byte of the pattern as it is compared.
  private let wanted: [UInt8]
  /// What each byte counts as: itself, or the small letter of a capital one.
  private let folded: [UInt8]

  init(_ pattern: SearchPattern) {
    let isText = if case .text = pattern { true } else { false }
    let folded = (UInt8.min...UInt8.max).map { byte in
      isText && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
    }
    self.folded = folded
    wanted = pattern.bytes.map { folded[Int($0)] }
  }

  /// Bytes of the pattern.
  var count: Int { wanted.count }

  /// Whether text holds the pattern.
  func isIn(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !places(in: bytes.span, startingIn: 0..<bytes.count, most: 1).isEmpty
  }

  /// The places at which the pattern begins, ascending; a match that overlaps the one before is left out.
  /// - Parameters:
  ///   - range: where a match may begin; it may reach past that.
  ///   - most: places that are looked for at most.
  func places(in bytes: Span<UInt8>, startingIn range: Range<Int>, most: Int) -> [Int] {
    guard let first = wanted.first else { return [] }
    var places: [Int] = []
    var place = max(range.lowerBound, 0)
    let end = min(range.upperBound, bytes.count - wanted.count + 1)
    let folded = folded.span
    while place < end, places.count < most {
      guard folded[Int(bytes[place])] == first, matches(bytes, at: place) else {
        place += 1
        continue
      }
      places.append(place)
      place += wanted.count
    }
    return places
  }

  private func matches(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    for position in wanted.indices where folded[Int(bytes[place + position])] != wanted[position] { return false }
    return true
  }
}
