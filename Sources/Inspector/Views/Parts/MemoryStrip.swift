@_spi(Measuring) import SaveStream

/// The guest's PFN space as cells in some rows, a small map: where each PFN lies on it.
struct MemoryStrip: Equatable {
  private let rows: MapRows
  /// Cells of a row.
  private let width: Int
  /// A cell stands for 2^shift PFNs.
  let shift: Int
  private let scale: MapScale
  /// The cells in front of each row, for its PFN.
  private let label: Int
  /// One past the last PFN.
  private let end: UInt64
  /// The first PFN of those that lie far away, which it leaves out.
  private let far: UInt64?

  /// The finest that fits; nil where there is too little room, or nothing was sent.
  init?(_ extent: MapExtent, columns: Int, rows height: Int) {
    label = NumberText.hex(max(extent.end, 1) - 1).utf8.count + 2
    let room = columns - label - 1
    guard extent.end > 0, height > 0, room >= 16 else { return nil }
    let fit = MapFit(extent.near, columns: room, rows: height, isFree: true)
    (width, shift, end, far) = (fit.width, fit.shift, extent.end, extent.far)
    rows = MapRows(extent.near, pagesPerRow: UInt64(fit.width) << UInt64(fit.shift))
    scale = MapScale(width: fit.width, lines: rows.lineCount, columns: room, rows: height)
  }

  var pagesPerCell: UInt64 { 1 << UInt64(shift) }

  private var lines: [MapRows.Line] { (0..<rows.lineCount).compactMap { rows.line(at: $0) } }

  /// The numbers of the cells of a row, as far as the guest has them.
  private func cells(ofRow row: UInt64) -> Range<UInt64> {
    let first = row * UInt64(width)
    return first..<max(first, min(first + UInt64(width), ((end - 1) >> UInt64(shift)) + 1))
  }

  /// All cells that it shows.
  func area(checkpoint: Int) -> MapArea {
    var shown: [Range<UInt64>] = []
    for case .row(let row) in lines {
      let cells = cells(ofRow: row)
      if let last = shown.last, last.upperBound == cells.lowerBound {
        shown[shown.count - 1] = last.lowerBound..<cells.upperBound
      } else {
        shown.append(cells)
      }
    }
    return MapArea(cells: shown, shift: shift, checkpoint: checkpoint)
  }

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
        let cells = cells(ofRow: number)
        let pfn = cells.lowerBound << UInt64(shift)
        grid.put(NumberText.hex(pfn), row: row, endingAt: label - 1, style: .offset)
        for cell in 0..<cells.count {
          let drawn = look(place + cell)
          for high in 0..<scale.rows {
            for wide in 0..<scale.columns {
              grid.set(drawn, row: row + high, column: label + cell * scale.columns + wide)
            }
          }
        }
        place += cells.count
      }
      row += scale.rows
    }
  }

  private func words(of gap: Range<UInt64>) -> String {
    let perRow = UInt64(width) << UInt64(shift)
    let first = min(gap.lowerBound * perRow, end)
    let last = min(gap.upperBound * perRow, end)
    if let far, far < last { return "what lies far away, from \(NumberText.hex(far)) on, is not shown" }
    return "\(NumberText.hex(first)) to \(NumberText.hex(max(last, 1) - 1)): never sent"
  }

  /// The first PFN of the cell at a place below its first row; nil beside the cells.
  func pfn(row: Int, column: Int) -> UInt64? {
    guard row >= 0, column >= label, case .row(let number)? = rows.line(at: UInt64(row / scale.rows)) else {
      return nil
    }
    let cells = cells(ofRow: number)
    let cell = cells.lowerBound + UInt64((column - label) / scale.columns)
    return cells.contains(cell) ? cell << UInt64(shift) : nil
  }
}
