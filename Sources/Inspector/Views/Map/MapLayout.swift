@_spi(Measuring) import SaveStream

/// Where the parts of the Map view lie, and what its cells stand for.
///
/// Above are a line that says what is shown and a ruler; the legend and the figures of the selected cell stand below
/// the cells, or from 120 columns on beside them. A cell stands for a power of two of PFNs. A row has a power of two of
/// cells, so that rows begin at round PFNs; where there is much room, other multiples of 16, and cells of several
/// characters, so that none of it is left over.
struct MapLayout: Equatable {
  /// The cells of the map, without the PFNs in front of the rows.
  let cells: Rect
  /// The cells by their numbers.
  private let numbers: CellNumbers
  /// The characters that a cell takes, side by side and below each other.
  let scale: MapScale
  /// Rows on the screen.
  let height: Int
  /// Legend and figures.
  let pane: Rect
  let isPaneBeside: Bool
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
    let label = NumberText.hex(max(extent.end, 1) - 1).utf8.count + 2
    isPaneBeside = columns >= 120
    let room = columns - label - 1 - (isPaneBeside ? Self.fewestPaneColumns + 1 : 0)
    let screenHeight = max(1, screenRows - Self.headRows - (isPaneBeside ? 0 : Self.paneRows))
    let fit = MapFit(extent.near, columns: room, rows: screenHeight, isFree: isPaneBeside)
    let most = extent.far == nil ? fit.shift : MapFit.shift(of: extent, width: fit.width, rows: screenHeight)
    let shift = max(0, min(wanted ?? fit.shift, most))
    numbers = CellNumbers(width: fit.width, shift: shift, end: extent.end)
    isWhole = shift == fit.shift
    far = extent.far
    showsFar = shift == most
    rows = MapRows(extent, pagesPerRow: UInt64(fit.width) << UInt64(shift))
    scale =
      isPaneBeside ? MapScale(width: fit.width, lines: rows.lineCount, columns: room, rows: screenHeight) : .single
    height = max(1, screenHeight / scale.rows)
    cells = Rect(row: Self.headRows, column: label, rows: height * scale.rows, columns: fit.width * scale.columns)
    pane =
      isPaneBeside
      ? Rect(
        row: 1, column: label + cells.columns + 2, rows: screenRows - 1, columns: columns - label - cells.columns - 2)
      : Rect(row: Self.headRows + screenHeight, column: 0, rows: Self.paneRows, columns: columns)
  }

  /// Cells of a row.
  var width: Int { numbers.width }
  /// A cell stands for 2^shift PFNs.
  var shift: Int { numbers.shift }
  /// One past the last PFN of the map.
  var end: UInt64 { numbers.end }

  var pagesPerCell: UInt64 { 1 << UInt64(shift) }
  private var pagesPerRow: UInt64 { UInt64(width) << UInt64(shift) }

  func cell(of pfn: UInt64) -> UInt64 { numbers.cell(of: pfn) }
  func row(of pfn: UInt64) -> UInt64 { pfn / pagesPerRow }
  /// The cells of a row, as far as the guest has them.
  func cells(ofRow row: UInt64) -> Range<UInt64> { numbers.cells(ofRow: row) }

  /// The PFNs of a cell, as far as the guest has them.
  func pfns(ofCell cell: UInt64) -> Range<UInt64> {
    let first = min(cell << UInt64(shift), end)
    return first..<min(first + pagesPerCell, end)
  }

  /// The PFNs of rows, as far as the guest has them.
  func pfns(ofRows rows: Range<UInt64>) -> Range<UInt64> {
    let first = min(rows.lowerBound * pagesPerRow, end)
    return first..<max(first, min(rows.upperBound * pagesPerRow, end))
  }

  /// Whether rows that are left out end where the first PFN far away is.
  func isGapBeforeFar(_ rows: Range<UInt64>) -> Bool { far.map { row(of: $0) == rows.upperBound } ?? false }

  /// A PFN, or where that lies in a gap, the next one that does not.
  func nearestShown(_ pfn: UInt64) -> UInt64 {
    let pfn = min(pfn, max(end, 1) - 1)
    let row = row(of: pfn)
    let shown = rows.row(row, movedBy: 0)
    return shown == row
      ? pfn : shown < row ? pfns(ofRows: shown..<shown + 1).upperBound - 1 : shown * pagesPerRow
  }

  /// The last line that can be the first on the screen.
  var lastTop: UInt64 { rows.lineCount - min(rows.lineCount, UInt64(height)) }

  /// The first line to be shown, near `top`, so that a PFN is on the screen.
  func top(_ top: UInt64, showing pfn: UInt64) -> UInt64 {
    let line = rows.line(ofRow: row(of: pfn))
    let height = UInt64(self.height)
    var top = min(top, lastTop)
    if line < top { top = line }
    if line >= top + height { top = line - height + 1 }
    return top
  }

  /// The lines on the screen when one of them is the first.
  func lines(top: UInt64) -> [MapRows.Line] {
    (0..<UInt64(height)).compactMap { rows.line(at: top + $0) }
  }

  /// The number of a cell of a row, by a place of the screen; nil beside the cells.
  func place(row: Int, column: Int) -> (line: UInt64, cell: UInt64)? {
    guard cells.contains(row: row, column: column) else { return nil }
    return (UInt64((row - cells.row) / scale.rows), UInt64((column - cells.column) / scale.columns))
  }

  /// The cells on the screen.
  func area(top: UInt64, checkpoint: Int) -> MapArea { numbers.area(of: lines(top: top), checkpoint: checkpoint) }
}
