import SaveStream

/// The bytes of a checkpoint as a bar, stacked by kind.
struct StackedBar {
  let bytes: ByteTotals
  /// How much of the room the bar takes, 0…1.
  let part: Double

  /// Draws the bar into `cells` cells: kinds by the whole cell, the end of page data alone by the eighth of one. The
  /// blocks that are less than a cell are solid, and would make anything else look like page data.
  func draw(into grid: inout Grid, row: Int, column: Int, cells: Int, _ glyphs: Glyphs) {
    guard bytes.sum > 0, cells > 0 else { return }
    let eighths = max(1, Int((part * Double(cells) * 8).rounded()))
    let isPageDataOnly = Self.cells(of: bytes, (eighths + 7) / 8).allSatisfy { $0 == .pageData || $1 == 0 }
    let hasFineEnd = glyphs.isUnicode && isPageDataOnly && eighths % 8 != 0
    let used = hasFineEnd ? (eighths + 7) / 8 : max(1, (eighths + 4) / 8)
    var place = 0
    for (kind, count) in Self.cells(of: bytes, used) {
      for _ in 0..<count {
        let isEnd = hasFineEnd && place == used - 1
        let glyph = isEnd ? Self.ends[eighths % 8 - 1] : kind.fill(glyphs)
        grid.set(Grid.Cell(glyph.value, kind.style), row: row, column: column + place)
        place += 1
      }
    }
  }

  /// Cells shared out by kind. What is left after whole cells goes to those who miss least to one; a kind that would not
  /// fill half of a cell gets none, so that a few bytes never look like more.
  private static func cells(of bytes: ByteTotals, _ cells: Int) -> [(ByteKind, Int)] {
    let sum = Double(bytes.sum)
    let shares = ByteKind.allCases.map { Double($0.count(in: bytes)) / sum * Double(cells) }
    var counts = shares.map { Int($0) }
    let seen = shares.indices.filter { shares[$0] >= 0.5 }.sorted {
      shares[$0] - Double(counts[$0]) > shares[$1] - Double(counts[$1])
    }
    let largest = shares.indices.max { shares[$0] < shares[$1] } ?? 0
    for left in 0..<max(0, cells - counts.reduce(0, +)) { counts[left < seen.count ? seen[left] : largest] += 1 }
    return Array(zip(ByteKind.allCases, counts))
  }

  /// One to seven eighths of a cell.
  private static let ends: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
