/// Moving about on the map.
extension MapView {
  /// Carries out the commands that move the cursor; false for any other.
  mutating func move(_ command: Command, _ layout: MapLayout) -> Bool {
    let height = layout.height
    switch command {
    case .right: step(1, layout)
    case .left: step(-1, layout)
    case .down: move(byRows: 1, layout)
    case .up: move(byRows: -1, layout)
    case .halfPageDown: turn(by: max(height / 2, 1), layout)
    case .halfPageUp: turn(by: -max(height / 2, 1), layout)
    case .pageDown: turn(by: max(height - 1, 1), layout)
    case .pageUp: turn(by: -max(height - 1, 1), layout)
    case .first: select(0, layout)
    case .last: select(.max, layout)
    default: return false
    }
    return true
  }

  /// Moves to the next cell or the one before, over the ends of rows and over gaps.
  private mutating func step(_ step: Int, _ layout: MapLayout) {
    let cell = layout.cell(of: pfn)
    let row = layout.row(of: pfn)
    let cells = layout.cells(ofRow: row)
    let isWithinRow = step < 0 ? cell > cells.lowerBound : cell + 1 < cells.upperBound
    if isWithinRow { return select(layout.pfns(ofCell: step < 0 ? cell - 1 : cell + 1).lowerBound, layout) }
    let next = layout.rows.row(row, movedBy: step)
    guard next != row else { return }
    let target = layout.cells(ofRow: next)
    select(layout.pfns(ofCell: step < 0 ? target.upperBound - 1 : target.lowerBound).lowerBound, layout)
  }

  /// Moves by rows, within the same column.
  private mutating func move(byRows rows: Int, _ layout: MapLayout, top wanted: UInt64? = nil) {
    let row = layout.row(of: pfn)
    let column = layout.cell(of: pfn) - layout.cells(ofRow: row).lowerBound
    let next = layout.rows.row(row, movedBy: rows)
    guard next != row || wanted != nil else { return }
    let cells = layout.cells(ofRow: next)
    // The last row may be short: the cursor stays where it is rather than leave its column.
    guard cells.lowerBound + column < cells.upperBound else { return }
    if next == row { return select(pfn, layout, top: wanted) }
    select(layout.pfns(ofCell: cells.lowerBound + column).lowerBound, layout, top: wanted)
  }

  /// Moves by rows, and the window along.
  private mutating func turn(by rows: Int, _ layout: MapLayout) {
    let distance = UInt64(rows.magnitude)
    move(byRows: rows, layout, top: rows < 0 ? top - min(top, distance) : min(top + distance, layout.lastTop))
  }

  /// Zooms and keeps the selected page where it is on the screen, or near.
  mutating func zoom(by step: Int, _ before: MapLayout, _ scene: Scene) {
    let line = before.rows.line(ofRow: before.row(of: pfn))
    zoom = before.shift + step
    guard let after = layout(scene) else { return }
    zoom = after.isWhole ? nil : after.shift
    let lineAfter = after.rows.line(ofRow: after.row(of: pfn))
    select(pfn, after, top: lineAfter - min(lineAfter, line - min(top, line)))
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    guard let layout = layout(scene), let place = layout.place(row: row, column: column),
      case .row(let shown)? = layout.rows.line(at: top + place.line)
    else { return }
    let cells = layout.cells(ofRow: shown)
    let cell = cells.lowerBound + place.cell
    guard cells.contains(cell) else { return }
    // A second click must not leave the page that was gone to.
    if layout.cell(of: pfn) != cell { select(layout.pfns(ofCell: cell).lowerBound, layout) }
    if isDouble { perform(.activate, &scene) }
  }

  /// Moves the window; the cursor goes along only as far as it must.
  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    guard let layout = layout(scene) else { return }
    let distance = UInt64(rows.magnitude)
    let top = rows < 0 ? top - min(top, distance) : min(top + distance, layout.lastTop)
    let line = layout.rows.line(ofRow: layout.row(of: pfn))
    let last = top + UInt64(layout.height) - 1
    let steps = line < top ? Int(clamping: top - line) : line > last ? -Int(clamping: line - last) : 0
    move(byRows: steps, layout, top: top)
  }
}
