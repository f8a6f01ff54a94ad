@_spi(Measuring) import SaveStream

/// The columns of a hex dump: offset, bytes in groups of eight, the same bytes as characters.
struct HexLayout: Equatable {
  let offsetDigits: Int
  let bytesPerRow: Int

  /// - Parameter capture: the capture's size, which decides the digits of an offset.
  init(_ size: Rect, capture: UInt64) {
    offsetDigits = max(8, NumberText.hexDigits(capture).utf8.count)
    bytesPerRow = size.columns >= 1 + offsetDigits + 2 + 16 * 3 + 2 + 16 ? 16 : 8
  }

  /// Where the digits of a byte of the row begin.
  func column(ofByte place: Int) -> Int { 1 + offsetDigits + 2 + place * 3 + place / 8 }

  /// Where the character of a byte of the row stands.
  func column(ofCharacter place: Int) -> Int { column(ofByte: bytesPerRow) + place }

  /// The byte of the row that a column belongs to.
  func place(ofColumn column: Int) -> Int? {
    (0..<bytesPerRow).first { place in
      let digits = self.column(ofByte: place)
      return column == digits || column == digits + 1 || column == self.column(ofCharacter: place)
    }
  }
}

/// A row of a hex dump: the offset, the bytes, and the same bytes as characters.
struct HexRow {
  let layout: HexLayout
  let offset: UInt64
  let bytes: ArraySlice<UInt8>
  let glyphs: Glyphs

  /// What a byte looks like.
  struct Look {
    var style: Style
    /// A bracket before it, and one behind it, so that what is lit shows without colours too.
    var opens = false
    var closes = false
    /// Whether the cursor is on it: that looks the same whatever is below, and has its sign in the place of a bracket.
    var isCursor = false

    /// Marks a byte that lies in the range that is selected, with brackets at its ends.
    mutating func mark<Place: Strideable>(_ range: Range<Place>, at place: Place) where Place.Stride: SignedInteger {
      guard range.contains(place) else { return }
      style = .selection
      opens = place == range.lowerBound
      closes = place.advanced(by: 1) == range.upperBound
    }
  }

  /// - Parameter look: called with the place of each byte in the row.
  func draw(into grid: inout Grid, row: Int, _ look: (Int) -> Look) {
    grid.put(NumberText.hexDigits(offset, count: layout.offsetDigits), row: row, column: 1, style: .offset)
    for (place, byte) in bytes.prefix(layout.bytesPerRow).enumerated() {
      let look = look(place)
      let style: Style = look.isCursor ? .cursor : look.style
      let column = layout.column(ofByte: place)
      grid.put(NumberText.hexDigits(UInt64(byte), count: 2), row: row, column: column, style: style)
      grid.set(
        Grid.Cell(UInt32(EscapedText.character(of: byte)), style), row: row, column: layout.column(ofCharacter: place))
      if look.opens { grid.put("[", row: row, column: column - 1, style: .border) }
      if look.closes { grid.put("]", row: row, column: column + 2, style: .border) }
      if look.isCursor { grid.put(String(glyphs.cursor), row: row, column: column - 1, style: .hintKey) }
    }
  }
}

extension Style {
  /// How a byte looks that nothing lights: by its class, so that structure shows.
  static func of(byte: UInt8) -> Style {
    switch byte {
    case 0: .byteZero
    case 0x20...0x7e: .text
    case 0x80...: .byteHigh
    default: .plain
    }
  }
}

/// Which bytes of a page belong to a match of the search.
struct PageMatches: Sendable {
  private var isMatch: [Bool] = []
  /// The match that one is at, as far as it lies in the page.
  private var current: Range<Int> = 0..<0

  init() {}

  /// - Parameter current: the match that one is at, in bytes from the start of the page; it may reach past its end.
  init(of pattern: SearchPattern?, in page: [UInt8], current: Range<Int>? = nil) {
    self.current = current ?? 0..<0
    guard let pattern, pattern.longest > 0 else { return }
    let matches = PatternMatcher(pattern).matches(in: page.span, startingIn: 0..<page.count, most: .max)
    guard !matches.isEmpty else { return }
    isMatch = [Bool](repeating: false, count: page.count)
    for match in matches {
      for byte in match { isMatch[byte] = true }
    }
  }

  /// How a byte is lit; nil when it belongs to no match.
  func style(of byte: Int) -> Style? {
    if current.contains(byte) { return .matchCurrent }
    return isMatch.indices.contains(byte) && isMatch[byte] ? .match : nil
  }
}
