@_spi(Measuring) import SaveStream

/// The bytes of a checkpoint as a bar, stacked by kind, or by what else they are parted by.
struct StackedBar {
  /// A part of the bar.
  struct Segment {
    let bytes: UInt64
    /// What its cells are filled with.
    let fill: Unicode.Scalar
    let style: Style
  }

  let segments: [Segment]
  /// How much of the room the bar takes, 0…1.
  let part: Double

  private var sum: UInt64 { segments.reduce(0) { $0 &+ $1.bytes } }

  init(_ segments: [Segment], part: Double) {
    self.segments = segments
    self.part = part
  }

  init(bytes: ByteTotals, part: Double, _ glyphs: Glyphs) {
    let segments = ByteKind.byWeight.map { Segment(bytes: bytes[$0], fill: $0.fill(glyphs), style: $0.style) }
    self.init(segments, part: part)
  }

  /// Draws the bar into `cells` cells: parts by the whole cell, the end by the eighth of one where all that it is made
  /// of is solid. The blocks that are less than a cell are, and would make anything else look like it.
  func draw(into grid: inout Grid, row: Int, column: Int, cells: Int, _ glyphs: Glyphs) {
    guard sum > 0, cells > 0 else { return }
    let length = part * Double(cells)
    let eighths = max(1, Int((length * 8).rounded()))
    let isSolid = ends(length, (eighths + 7) / 8).allSatisfy { $0.segment.fill == Self.solid }
    let hasFineEnd = glyphs.isUnicode && isSolid && eighths % 8 != 0
    let used = hasFineEnd ? (eighths + 7) / 8 : max(1, (eighths + 4) / 8)
    var place = 0
    for (segment, end) in ends(length, used) {
      while place < end {
        let isEnd = hasFineEnd && place == used - 1
        let glyph = isEnd ? BarText.eighths[eighths % 8 - 1] : segment.fill
        grid.set(Grid.Cell(glyph.value, segment.style), row: row, column: column + place)
        place += 1
      }
    }
  }

  /// Where the cells of each part end, in a bar of so many cells, of which `used` are drawn on.
  ///
  /// An end is that of all bytes up to it, rounded: where they are more than in another bar of the same scale, it never
  /// comes before that of the other. A part that would not fill half of a cell gets none, so that a few bytes never
  /// look like more; what rounding would give it goes to the next one, and at the end of the bar to the last one that
  /// is seen.
  private func ends(_ length: Double, _ used: Int) -> [(segment: Segment, end: Int)] {
    let cellsOfByte = length / Double(sum)
    var ends: [(segment: Segment, end: Int)] = []
    var sum: UInt64 = 0
    for segment in segments {
      sum &+= segment.bytes
      guard Double(segment.bytes) * cellsOfByte >= 0.5 else { continue }
      ends.append((segment, min(used, Int((Double(sum) * cellsOfByte).rounded()))))
    }
    guard let last = ends.last else {
      let largest = segments.max { $0.bytes < $1.bytes }
      return largest.map { [($0, used)] } ?? []
    }
    ends[ends.count - 1] = (last.segment, used)
    return ends
  }

  private static let solid = ByteKind.pageData.fill(.unicode)
}
