/// Which rows are shown, for the status line: `type = L1TAB: 12 of 3,456 pages`.
struct FilterSummary: Sendable, Equatable {
  /// The expression as it was written; empty where rows are sorted only.
  let expression: String
  /// What it came to.
  let outcome: String

  /// The text in at most `width` cells: the expression is cut first.
  func text(_ width: Int, _ glyphs: Glyphs) -> String {
    guard !expression.isEmpty else { return TextWidth.fitted(outcome, width, glyphs) }
    let room = max(width - TextWidth.of(outcome) - 2, Self.fewestCells)
    return TextWidth.fitted("\(TextWidth.fitted(expression, room, glyphs)): \(outcome)", width, glyphs)
  }

  /// Cells of the expression that are always shown.
  private static let fewestCells = 8
}
