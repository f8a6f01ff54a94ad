/// The characters that lines, signs and bars are drawn with: Unicode where the locale can show it, ASCII elsewhere.
@_spi(Measuring) public struct Glyphs: Sendable, Equatable {
  /// Whether characters past ASCII may be drawn at all.
  public let isUnicode: Bool
  let horizontal: Unicode.Scalar
  /// The line above the pane that has the keys.
  let heavy: Unicode.Scalar
  let vertical: Unicode.Scalar
  /// The line beside the pane that has the keys.
  let heavyVertical: Unicode.Scalar
  let teeDown: Unicode.Scalar
  let teeUp: Unicode.Scalar
  let expanded: Unicode.Scalar
  let collapsed: Unicode.Scalar
  let cursor: Unicode.Scalar
  /// The order of the rows, at the head of the column that they are sorted by.
  let ascending: Unicode.Scalar
  let descending: Unicode.Scalar
  let bar: Unicode.Scalar
  /// A cell that stands for several things, some of which a bar would show.
  let barHalf: Unicode.Scalar
  let barEmpty: Unicode.Scalar
  let ellipsis: Unicode.Scalar
  let dot: Unicode.Scalar
  let thumb: Unicode.Scalar
  let error: Unicode.Scalar
  let warning: Unicode.Scalar
  let note: Unicode.Scalar
  /// A bar or column that goes on past the end of its scale.
  let onwards: Unicode.Scalar
  let over: Unicode.Scalar
  /// Whether the dots of braille show: some terminals have none.
  public var hasBraille = false
  /// Whether colours tell apart what signs have to tell apart without them.
  public var hasColors = false

  /// A cell of which a part is filled: a block where its colour tells what it is.
  var partOfCell: Unicode.Scalar { isUnicode && hasColors ? "▄" : barHalf }

  public static let unicode = Glyphs(
    isUnicode: true, horizontal: "─", heavy: "━", vertical: "│", heavyVertical: "┃", teeDown: "┬", teeUp: "┴",
    expanded: "▾",
    collapsed: "▸",
    cursor: "›", ascending: "▲", descending: "▼", bar: "█", barHalf: "▒", barEmpty: "·", ellipsis: "…", dot: "·",
    thumb: "┃", error: "✗", warning: "!",
    note: "·", onwards: "▸", over: "▲", hasBraille: true)
  public static let ascii = Glyphs(
    isUnicode: false, horizontal: "-", heavy: "=", vertical: "|", heavyVertical: "|", teeDown: "+", teeUp: "+",
    expanded: "-",
    collapsed: "+",
    cursor: ">", ascending: "^", descending: "v", bar: "#", barHalf: "+", barEmpty: ".", ellipsis: "~", dot: "-",
    thumb: "#", error: "E", warning: "!",
    note: "i", onwards: ">", over: "^")
}
