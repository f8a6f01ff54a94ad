@_spi(Measuring) import SaveStream

/// The guest's PFN space as cells in some rows, a small map: where each PFN lies on it.
struct MemoryStrip: Equatable {
  private let rows: MapRows
  private let cells: CellNumbers
  private let scale: MapScale
  /// The cells in front of each row, for its PFN.
  private let label: Int
  /// The first PFN of those that lie far away, which it leaves out.
  private let far: UInt64?

  /// The finest that fits; nil where there is too little room, or nothing was sent.
  init?(_ extent: MapExtent, columns: Int, rows height: Int) {
    label = NumberText.hex(max(extent.end, 1) - 1).utf8.count + 2
    let room = columns - label - 1
    guard extent.end > 0, height > 0, room >= 16 else { return nil }
    let fit = MapFit(extent.near, columns: room, rows: height, isFree: true)
    cells = CellNumbers(width: fit.width, shift: fit.shift, end: extent.end)
    far = extent.far
    rows = MapRows(extent.near, pagesPerRow: UInt64(fit.width) << UInt64(fit.shift))
    scale = MapScale(width: fit.width, lines: rows.lineCount, columns: room, rows: height)
  }

  var pagesPerCell: UInt64 { 1 << UInt64(cells.shift) }

  private var lines: [MapRows.Line] { (0..<rows.lineCount).compactMap { rows.line(at: $0) } }

  /// All cells that it shows.
  func area(checkpoint: Int) -> MapArea { cells.area(of: lines, checkpoint: checkpoint) }

  /// - Parameter look: how a cell looks, by its place among all that are shown.
  func draw(into grid: inout Grid, row top: Int, _ glyphs: Glyphs, _ look: (Int) -> Grid.Cell) {
    var (row, place) = (top, 0)
    for line in lines {
      switch line {
      case .gap(let rows):
        let dots = String(repeating: String(glyphs.dot), count: 3)
        grid.put(dots, row: row, endingAt: label - 1, style: .dim)
        grid.put(words(of: rows), row: row, column: label, style: .dim)
      case .row(let number):
        let shown = cells.cells(ofRow: number)
        let pfn = shown.lowerBound << UInt64(cells.shift)
        grid.put(NumberText.hex(pfn), row: row, endingAt: label - 1, style: .offset)
        for cell in 0..<shown.count {
          let drawn = look(place + cell)
          for high in 0..<scale.rows {
            for wide in 0..<scale.columns {
              grid.set(drawn, row: row + high, column: label + cell * scale.columns + wide)
            }
          }
        }
        place += shown.count
      }
      row += scale.rows
    }
  }

  private func words(of gap: Range<UInt64>) -> String {
    let perRow = UInt64(cells.width) << UInt64(cells.shift)
    let first = min(gap.lowerBound * perRow, cells.end)
    let last = min(gap.upperBound * perRow, cells.end)
    if let far, far < last { return "what lies far away, from \(NumberText.hex(far)) on, is not shown" }
    return "\(NumberText.hex(first)) to \(NumberText.hex(max(last, 1) - 1)): never sent"
  }

  /// The first PFN of the cell at a place below its first row; nil beside the cells.
  func pfn(row: Int, column: Int) -> UInt64? {
    guard row >= 0, column >= label, case .row(let number)? = rows.line(at: UInt64(row / scale.rows)) else {
      return nil
    }
    let shown = cells.cells(ofRow: number)
    let cell = shown.lowerBound + UInt64((column - label) / scale.columns)
    return shown.contains(cell) ? cell << UInt64(cells.shift) : nil
  }
}
