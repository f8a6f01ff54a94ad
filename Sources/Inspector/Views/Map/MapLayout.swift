import SaveStream

/// Where the parts of the Map view lie, and what its cells stand for.
///
/// Above are a line that says what is shown and a ruler; the legend and the figures of the selected cell stand below the
/// cells, or from 120 columns on beside them. A row has a power of two of cells, and a cell stands for a power of two
/// of PFNs, so that rows begin at round PFNs.
struct MapLayout: Equatable {
  /// The cells of the map, without the PFNs in front of the rows.
  let cells: Rect
  /// Legend and figures.
  let pane: Rect
  let isPaneBeside: Bool
  /// One past the last PFN of the map.
  let end: UInt64
  /// A cell stands for 2^shift PFNs.
  let shift: Int
  /// Whether all of the guest is on the screen, but for what lies far away when that does not fit.
  let isWhole: Bool
  /// The first PFN of those that lie far away.
  let far: UInt64?
  /// Whether these fit on the screen with all others.
  let showsFar: Bool
  let rows: MapRows

  static let headRows = 2
  private static let paneRows = 6
  private static let fewestPaneColumns = 22

  /// - Parameter shift: the zoom that is wanted; nil for the whole guest, or what of it does not lie far away.
  init(rows screenRows: Int, columns: Int, extent: MapExtent, shift wanted: Int?) {
    end = extent.end
    let label = NumberText.hex(max(extent.end, 1) - 1).utf8.count + 2
    isPaneBeside = columns >= 120
    let room = columns - label - 1 - (isPaneBeside ? Self.fewestPaneColumns + 1 : 0)
    let width = [512, 256, 128, 64, 32, 16].first { $0 <= room } ?? 8
    let height = max(1, screenRows - Self.headRows - (isPaneBeside ? 0 : Self.paneRows))
    cells = Rect(row: Self.headRows, column: label, rows: height, columns: width)
    pane =
      isPaneBeside
      ? Rect(row: 1, column: label + width + 2, rows: screenRows - 1, columns: columns - label - width - 2)
      : Rect(row: Self.headRows + height, column: 0, rows: Self.paneRows, columns: columns)
    let rowShift = width.trailingZeroBitCount
    let whole = Self.shiftOfWhole(extent.near, rowShift, height: height)
    let most = extent.far == nil ? whole : Self.shiftOfWhole(extent, rowShift, height: height)
    shift = max(0, min(wanted ?? whole, most))
    isWhole = shift == whole
    far = extent.far
    showsFar = shift == most
    rows = MapRows(extent, shift: shift + rowShift)
  }

  /// The smallest zoom at which the rows of a guest fit.
  private static func shiftOfWhole(_ extent: MapExtent, _ rowShift: Int, height: Int) -> Int {
    var low = 0
    var high = 63 - rowShift
    while low < high {
      let middle = (low + high) / 2
      if MapRows(extent, shift: middle + rowShift).lineCount <= UInt64(height) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  private var rowShift: Int { cells.columns.trailingZeroBitCount }
  var pagesPerCell: UInt64 { 1 << UInt64(shift) }

  func cell(of pfn: UInt64) -> UInt64 { pfn >> UInt64(shift) }
  func row(of pfn: UInt64) -> UInt64 { pfn >> UInt64(shift + rowShift) }
  /// The cells of a row, as far as the guest has them.
  func cells(ofRow row: UInt64) -> Range<UInt64> {
    let first = row << UInt64(rowShift)
    return first..<max(first, min(first + UInt64(cells.columns), cell(of: max(end, 1) - 1) + 1))
  }

  /// The PFNs of a cell, as far as the guest has them.
  func pfns(ofCell cell: UInt64) -> Range<UInt64> {
    let first = min(cell << UInt64(shift), end)
    return first..<min(first + pagesPerCell, end)
  }

  /// The PFNs of rows, as far as the guest has them.
  func pfns(ofRows rows: Range<UInt64>) -> Range<UInt64> {
    let first = min(rows.lowerBound << UInt64(shift + rowShift), end)
    return first..<max(first, min(rows.upperBound << UInt64(shift + rowShift), end))
  }

  /// Whether rows that are left out end where the first PFN far away is.
  func isGapBeforeFar(_ rows: Range<UInt64>) -> Bool { far.map { row(of: $0) == rows.upperBound } ?? false }

  /// A PFN, or where that lies in a gap, the next one that does not.
  func nearestShown(_ pfn: UInt64) -> UInt64 {
    let pfn = min(pfn, max(end, 1) - 1)
    let row = row(of: pfn)
    let shown = rows.row(row, movedBy: 0)
    return shown == row
      ? pfn : shown < row ? pfns(ofRows: shown..<shown + 1).upperBound - 1 : shown << UInt64(shift + rowShift)
  }

  /// The last line that can be the first on the screen.
  var lastTop: UInt64 { rows.lineCount - min(rows.lineCount, UInt64(cells.rows)) }

  /// The first line to be shown, near `top`, so that a PFN is on the screen.
  func top(_ top: UInt64, showing pfn: UInt64) -> UInt64 {
    let line = rows.line(ofRow: row(of: pfn))
    let height = UInt64(cells.rows)
    var top = min(top, lastTop)
    if line < top { top = line }
    if line >= top + height { top = line - height + 1 }
    return top
  }

  /// The lines on the screen when one of them is the first.
  func lines(top: UInt64) -> [MapRows.Line] {
    (0..<UInt64(cells.rows)).compactMap { rows.line(at: top + $0) }
  }

  /// The cells on the screen.
  func area(top: UInt64, checkpoint: Int) -> MapArea {
    var shown: [Range<UInt64>] = []
    for case .row(let row) in lines(top: top) {
      let cells = cells(ofRow: row)
      if let last = shown.last, last.upperBound == cells.lowerBound {
        shown[shown.count - 1] = last.lowerBound..<cells.upperBound
      } else {
        shown.append(cells)
      }
    }
    return MapArea(cells: shown, shift: shift, checkpoint: checkpoint)
  }
}
