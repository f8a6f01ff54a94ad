@_spi(Measuring) import SaveStream

/// Two values that differ as texts for columns of a width: where they are too long for that, what differs of them is
/// shown.
struct DifferingText: Equatable {
  let from: String
  let to: String

  /// - Parameter width: the cells of each side.
  init(_ from: FieldValue?, _ to: FieldValue?, width: Int, _ glyphs: Glyphs) {
    let (from, to) = DifferingWords.of(from, to)
    let long = [from, to].map { $0.map { FieldText.of($0, glyphs: glyphs) } ?? "none" }
    // Zeros in front of an address are the first to go.
    let texts =
      long.allSatisfy { TextWidth.of($0) <= width }
      ? long : zip([from, to], long).map { value, text in value.flatMap(Self.withoutZeros) ?? text }
    let common = zip(texts[0].unicodeScalars, texts[1].unicodeScalars).prefix { $0 == $1 }.count
    self.from = Self.cut(texts[0], after: common, width, glyphs)
    self.to = Self.cut(texts[1], after: common, width, glyphs)
  }

  private static func withoutZeros(_ value: FieldValue) -> String? {
    if case .address(let number, _) = value { NumberText.hex(number) } else { nil }
  }

  /// The text in at most `width` cells: from its start where the first that differs, behind `common` characters, is
  /// within, else from a little before that.
  private static func cut(_ text: String, after common: Int, _ width: Int, _ glyphs: Glyphs) -> String {
    let scalars = text.unicodeScalars
    guard TextWidth.of(text) > width, common > width - shownDifference - 1 else {
      return TextWidth.fitted(text, width, glyphs)
    }
    // The end of the text is shown whole where it reaches back to what differs.
    let rest = max(width - 1, 0)
    let skipped = min(common - min(common, shownBefore), max(scalars.count - rest, 0))
    return TextWidth.fitted(
      String(glyphs.ellipsis) + String(String.UnicodeScalarView(scalars.dropFirst(skipped))), width, glyphs)
  }

  /// Characters from the first that differs on that are shown at least, and characters before it.
  private static let shownDifference = 2
  private static let shownBefore = 3
}
