/// Cells of the guest's PFN space, all of one size, and the checkpoint as of whose end they are looked at.
package struct MapArea: Sendable, Equatable {
  /// The cells by their numbers, ascending; cell 0 begins with PFN 0. None of the ranges is empty.
  package let cells: [Range<UInt64>]
  /// A cell stands for 2^shift PFNs.
  package let shift: Int
  package let checkpoint: Int

  /// Keeps every number within what PFNs allow, and the cells within a million.
  /// - Parameter cells: ascending ranges that do not overlap.
  package init(cells: [Range<UInt64>], shift: Int, checkpoint: Int) {
    let shift = max(0, min(shift, Int(pfnBits)))
    let all = 0..<UInt64(1) << (pfnBits - UInt64(shift))
    var left = Self.mostCells
    self.cells = cells.compactMap { range in
      let range = range.clamped(to: all)
      let kept = range.lowerBound..<min(range.upperBound, range.lowerBound + left)
      left -= kept.upperBound - kept.lowerBound
      return kept.isEmpty ? nil : kept
    }
    self.shift = shift
    self.checkpoint = checkpoint
  }

  /// How many cells there are.
  package var count: Int { cells.reduce(0) { $0 + $1.count } }

  /// The PFNs of a cell.
  package func pfns(ofCell cell: UInt64) -> Range<UInt64> { cell << UInt64(shift)..<(cell + 1) << UInt64(shift) }

  private static let mostCells: UInt64 = 1 << 20
}
