/// A bar of one kind: as long as its part, to the eighth of a cell where there are signs for that.
enum BarText {
  /// - Parameters:
  ///   - part: of all cells, 0…1. More than nothing is seen, be it ever so little.
  ///   - cells: those of a full bar.
  static func of(_ part: Double, cells: Int, _ glyphs: Glyphs) -> String {
    guard cells > 0, part > 0 else { return "" }
    let steps = glyphs.isUnicode ? 8 : 1
    let length = min(max(1, Int((min(part, 1) * Double(cells * steps)).rounded())), cells * steps)
    let whole = String(repeating: String(glyphs.bar), count: length / steps)
    return length % steps == 0 ? whole : whole + String(eighths[length % steps - 1])
  }

  /// One to seven eighths of a cell.
  static let eighths: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
