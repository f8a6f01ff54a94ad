@_spi(Measuring) import SaveStream

/// A chart of one figure of all checkpoints, ready to be drawn: made when the index or the size changes.
struct PlottedChart: Sendable {
  let metric: ChartMetric
  let figures: ChartFigures
  let slots: ChartSlots
  /// What the top of the chart stands for.
  let top: Double
  /// The part of the whole height of each slot, 0…1; nil where it has no value.
  private let parts: [Double?]
  /// The slots that go over the top.
  private let isOver: [Bool]
  /// Of the encodings: the share of each in each slot.
  private let shares: [[Double]]
  /// Two where cells have dots side by side.
  private let slotsPerColumn: Int

  /// - Parameters:
  ///   - columns: the cells of the chart itself, without its axis.
  ///   - scale: how high bytes are drawn; other figures have the steady scale.
  init(
    _ metric: ChartMetric, of series: CheckpointSeries, columns: Int, _ glyphs: Glyphs,
    scale: TimelineScale = .split
  ) {
    self.metric = metric
    let values = series.points.map { metric.value(of: $0) }
    let figures = ChartFigures(values)
    self.figures = figures
    slotsPerColumn = glyphs.hasBraille && metric != .encodings ? 2 : 1
    let slots = ChartSlots(count: values.count, slots: max(columns, 0) * slotsPerColumn)
    self.slots = slots
    let largest = max(figures.largest, values.first.flatMap { $0 } ?? 0)
    let top = metric == .bytes && scale != .split ? largest : figures.steady > 0 ? figures.steady : largest
    self.top = top
    var parts: [Double?] = []
    var isOver: [Bool] = []
    var shares: [[Double]] = []
    for slot in 0..<slots.slots {
      let range = slots.values(ofSlot: slot)
      if metric == .encodings {
        shares.append(Self.shares(series.points[range]))
        continue
      }
      let most = values[range].compactMap(\.self).max()
      parts.append(most.map { metric == .bytes ? scale.part($0, top: top) : top > 0 ? min(1, $0 / top) : 0 })
      isOver.append(most.map { $0 > top } ?? false)
    }
    (self.parts, self.isOver, self.shares) = (parts, isOver, shares)
  }

  private static func shares(_ points: ArraySlice<CheckpointSeries.Point>) -> [Double] {
    let counts = ChartMetric.stacked.map { encoding in points.reduce(0.0) { $0 + Double($1.pages(as: encoding)) } }
    let sum = counts.reduce(0, +)
    return sum > 0 ? counts.map { $0 / sum } : []
  }

  /// The checkpoint that a column of the chart stands for; nil where there is none.
  func checkpoint(atColumn column: Int) -> Int? {
    guard column >= 0, column < columns else { return nil }
    return slots.values(ofSlot: column * slotsPerColumn).first
  }

  /// The column that stands for a checkpoint, or the middle of several; nil where there is none.
  func column(of checkpoint: Int) -> Int? {
    guard columns > 0 else { return nil }
    let slot = slots.slot(ofValue: checkpoint)
    let middle = slots.slotsPerValue >= 3 * slotsPerColumn ? (slots.slotsPerValue - slotsPerColumn) / 2 : 0
    return min((slot + middle) / slotsPerColumn, columns - 1)
  }

  private var columns: Int { slots.slots / slotsPerColumn }

  // MARK: Drawing

  /// Draws the chart into the whole region.
  /// - Parameter selected: the checkpoint under the cursor, which is lit.
  func draw(into grid: inout Grid, selected: Int?, _ glyphs: Glyphs) {
    let lit = selected.map { lit in slots.slot(ofValue: lit)..<slots.slot(ofValue: lit) + slots.slotsPerValue }
    for column in 0..<columns {
      let isLit = lit.map { $0.overlaps(column * slotsPerColumn..<(column + 1) * slotsPerColumn) } ?? false
      if hasGap(after: column) { continue }
      if metric == .encodings {
        drawShares(into: &grid, column: column, glyphs)
      } else {
        drawHeights(into: &grid, column: column, isLit: isLit, glyphs)
      }
    }
  }

  /// Where checkpoints are some cells wide, a gap keeps them apart.
  private func hasGap(after column: Int) -> Bool {
    guard slots.slotsPerValue >= 3 * slotsPerColumn, column + 1 < columns else { return false }
    return checkpoint(atColumn: column) != checkpoint(atColumn: column + 1)
  }

  private func drawHeights(into grid: inout Grid, column: Int, isLit: Bool, _ glyphs: Glyphs) {
    let rows = grid.region.rows
    let range = column * slotsPerColumn..<(column + 1) * slotsPerColumn
    let heights = parts[range].map { part in
      part.map { max($0 > 0 ? 1 : 0, Int(($0 * Double(rows * steps)).rounded())) } ?? 0
    }
    let isOver = isOver[range].contains(true)
    for row in max(0, rows - 1 - (heights.max() ?? 0) / steps)..<rows {
      // How much of each height lies in this row.
      let inRow = heights.map { max(0, min(steps, $0 - (rows - 1 - row) * steps)) }
      guard inRow.contains(where: { $0 > 0 }) else { continue }
      let isEnd = isOver && row == 0
      let glyph = isEnd ? glyphs.over : slotsPerColumn == 2 ? Self.braille(inRow) : Self.block(inRow[0], glyphs)
      let style: Style = isLit ? .value : isEnd ? .heat4 : Self.heat(row: row, rows: rows)
      grid.set(Grid.Cell(glyph.value, style), row: row, column: column)
    }
  }

  /// The higher, the hotter.
  private static func heat(row: Int, rows: Int) -> Style {
    let third = (rows - 1 - row) * 3 / max(rows, 1)
    return third == 0 ? .heat1 : third == 1 ? .heat2 : .heat3
  }

  private func drawShares(into grid: inout Grid, column: Int, _ glyphs: Glyphs) {
    let rows = grid.region.rows
    var sum = 0.0
    var foot = rows
    for (encoding, share) in zip(ChartMetric.stacked, shares[column]) {
      sum += share
      let head = rows - Int((min(1, sum) * Double(rows)).rounded())
      for row in min(head, foot)..<foot {
        grid.set(Grid.Cell(encoding.fill(glyphs).value, encoding.style), row: row, column: column)
      }
      foot = min(head, foot)
    }
  }

  /// Steps of a row's height.
  private var steps: Int { slotsPerColumn == 2 ? 4 : 8 }

  /// Two columns of four dots, filled from below.
  private static func braille(_ heights: [Int]) -> Unicode.Scalar {
    let dots: [[UInt32]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]
    let bits = zip(dots, heights).reduce(UInt32(0)) { $0 | $1.0.prefix($1.1).reduce(0, |) }
    return Unicode.Scalar(0x2800 | bits) ?? " "
  }

  static func block(_ eighths: Int, _ glyphs: Glyphs) -> Unicode.Scalar {
    guard eighths > 0 else { return " " }
    if glyphs.isUnicode { return Self.blocks[eighths - 1] }
    return eighths < 3 ? "." : eighths < 6 ? ":" : "#"
  }

  private static let blocks: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
