/// A sign of the map: every one of a look differs, for a screen without colours.
struct MapSign: Sendable, Equatable {
  let unicode: Unicode.Scalar
  let ascii: Unicode.Scalar
  let style: Style
  /// What it means, for the legend.
  let words: String

  private init(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar, _ style: Style, _ words: String) {
    self.unicode = unicode
    self.ascii = ascii
    self.style = style
    self.words = words
  }

  func cell(_ glyphs: Glyphs) -> Grid.Cell { Grid.Cell((glyphs.isUnicode ? unicode : ascii).value, style) }

  /// The cell under the cursor: a letter or sign that shows on any background. A full cell turned over would be a hole, and
  /// a dot turned over a full cell.
  var selectedCell: Grid.Cell { Grid.Cell((ascii == "." ? "o" : ascii).value, .cursor) }

  // By type.
  static let absent = MapSign("·", ".", .typeAbsent, "absent")
  static let some = MapSign("░", ":", .typeOrdinary, "some there")
  static let all = MapSign("▒", "#", .typeOrdinary, "all there")
  static let page = MapSign("▒", "#", .typeOrdinary, "ordinary")
  static let table = MapSign("T", "T", .typeTable, "table")
  static let tableLevel = tableOfLevel(1)
  static let broken = MapSign("B", "B", .typeBroken, "broken")
  static let unmapped = MapSign("x", "x", .typeAbsent, "unmapped")
  static let undefined = MapSign("?", "?", .typeBroken, "undefined")
  /// A page table alone in its cell shows its level.
  static func tableOfLevel(_ level: Int) -> MapSign {
    let digit = Unicode.Scalar(UInt8(0x30 + max(0, min(level, 9))))
    return MapSign(digit, digit, .typeTable, "table, its level")
  }

  // By encoding.
  static let notSent = MapSign("·", ".", .typeAbsent, "not sent")
  static let empty = MapSign("░", "-", .encodingEmpty, "empty")
  static let delta = MapSign("▒", "+", .encodingDelta, "delta")
  static let raw = MapSign("▓", "%", .encodingRaw, "raw")
  static let full = MapSign("█", "#", .encodingFull, "full")
  static let compared = MapSign("v", "v", .encodingEmpty, "compared")
  static let missing = MapSign("?", "?", .error, "missing")

  // By times sent, and by age.
  static let neverSent = MapSign("·", ".", .heat0, "never")
  static let sentOnce = MapSign("░", "-", .heat1, "once")
  static let sentUpTo7 = MapSign("▒", "+", .heat2, "2 to 7")
  static let sentUpTo31 = MapSign("▓", "%", .heat3, "8 to 31")
  static let sentMore = MapSign("█", "#", .heat4, "32 and more")
  static let longAgo = MapSign("░", "-", .heat1, "16 and more ago")
  static let upTo15Ago = MapSign("▒", "+", .heat2, "4 to 15 ago")
  static let upTo3Ago = MapSign("▓", "%", .heat3, "1 to 3 ago")
  static let now = MapSign("█", "#", .heat4, "this one")
}
