@_spi(Measuring) import SaveStream

/// The cells of a map of the guest's PFN space, by their numbers: cell 0 begins with PFN 0.
struct CellNumbers: Equatable {
  /// Cells of a row.
  let width: Int
  /// A cell stands for 2^shift PFNs.
  let shift: Int
  /// One past the guest's last PFN.
  let end: UInt64

  /// The cell that a PFN is in.
  func cell(of pfn: UInt64) -> UInt64 { pfn >> UInt64(shift) }

  /// The cells of a row, as far as the guest has them.
  func cells(ofRow row: UInt64) -> Range<UInt64> {
    let first = row * UInt64(width)
    return first..<max(first, min(first + UInt64(width), cell(of: max(end, 1) - 1) + 1))
  }

  /// The cells of some lines.
  func area(of lines: [MapRows.Line], checkpoint: Int) -> MapArea {
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
}
