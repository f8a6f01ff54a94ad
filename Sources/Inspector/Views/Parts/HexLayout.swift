import SaveStream

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
