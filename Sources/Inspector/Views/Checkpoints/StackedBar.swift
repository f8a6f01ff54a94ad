import SaveStream

/// The bytes of a checkpoint as a bar, stacked by kind.
struct StackedBar {
  let bytes: ByteTotals
  /// How much of the room the bar takes, 0…1.
  let part: Double

  /// Draws the bar into `cells` cells: kinds by the whole cell, the end by the eighth of one where colours tell kinds
  /// apart, or where it is page data alone. The blocks that are less than a cell are solid, and would make anything else
  /// look like page data.
  func draw(into grid: inout Grid, row: Int, column: Int, cells: Int, _ glyphs: Glyphs) {
    guard bytes.sum > 0, cells > 0 else { return }
    let length = part * Double(cells)
    let eighths = max(1, Int((length * 8).rounded()))
    let isPageDataOnly = Self.ends(of: bytes, length, (eighths + 7) / 8).allSatisfy { $0.0 == .pageData }
    let hasFineEnd = glyphs.isUnicode && (isPageDataOnly || glyphs.hasColors) && eighths % 8 != 0
    let used = hasFineEnd ? (eighths + 7) / 8 : max(1, (eighths + 4) / 8)
    var place = 0
    for (kind, end) in Self.ends(of: bytes, length, used) {
      while place < end {
        let isEnd = hasFineEnd && place == used - 1
        let glyph = isEnd ? BarText.eighths[eighths % 8 - 1] : kind.fill(glyphs)
        grid.set(Grid.Cell(glyph.value, kind.style), row: row, column: column + place)
        place += 1
      }
    }
  }

  /// Where the cells of each kind end, in a bar of so many cells, of which `used` are drawn on.
  ///
  /// An end is that of all bytes up to it, rounded: where they are more than in another bar of the same scale, it never
  /// comes before that of the other. A kind that would not fill half of a cell gets none, so that a few bytes never look
  /// like more; what rounding would give it goes to the next one, and at the end of the bar to the last one that is seen.
  private static func ends(of bytes: ByteTotals, _ length: Double, _ used: Int) -> [(ByteKind, Int)] {
    let cellsOfByte = length / Double(bytes.sum)
    var ends: [(ByteKind, Int)] = []
    var sum: UInt64 = 0
    for kind in ByteKind.byWeight {
      let count = bytes[kind]
      sum &+= count
      guard Double(count) * cellsOfByte >= 0.5 else { continue }
      ends.append((kind, min(used, Int((Double(sum) * cellsOfByte).rounded()))))
    }
    guard let last = ends.last else {
      let largest = ByteKind.byWeight.max { bytes[$0] < bytes[$1] }
      return largest.map { [($0, used)] } ?? []
    }
    ends[ends.count - 1] = (last.0, used)
    return ends
  }
}
