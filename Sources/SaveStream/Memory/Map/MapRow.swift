/// A cell of a guest's map, and the PFNs that it stands for.
public struct MapRow: Sendable, Equatable {
  public let pfns: Range<UInt64>
  public let cell: MapCell
}

extension MemoryMap {
  /// Calls `body` with each cell of 2^shift PFNs in which a page was sent, or said to be broken, up to the end of a
  /// checkpoint, ascending. What it holds is bounded, however many there are.
  /// - Parameter progress: called now and then with how much is done, 0…1; what it throws ends the walk.
  /// - Throws: when the capture cannot be read, and what the closures throw.
  public func forEachRow(
    shift: Int, at checkpoint: Int, progress: (Double) throws -> Void = { _ in }, _ body: (MapRow) throws -> Void
  ) throws {
    let end = extent.end
    var cell: UInt64 = 0
    for span in extent.spans {
      // A large cell may hold several spans.
      cell = max(cell, span.lowerBound >> UInt64(shift))
      let last = (span.upperBound - 1) >> UInt64(shift)
      while cell <= last {
        let next = min(cell + Self.cellsAtOnce, last + 1)
        try count(MapArea(cells: [cell..<next], shift: shift, checkpoint: checkpoint), body)
        cell = next
        try progress(min(1, Double(cell << UInt64(shift)) / Double(max(end, 1))))
      }
    }
  }

  private func count(_ area: MapArea, _ body: (MapRow) throws -> Void) throws {
    var count = count(area)
    while !count.isFinished {
      let part = try count.step()
      for (place, cell) in part.cells.enumerated() where cell != MapCell() {
        let number = area.cells[0].lowerBound + UInt64(part.first + place)
        try body(MapRow(pfns: area.pfns(ofCell: number), cell: cell))
      }
    }
  }

  private static let cellsAtOnce: UInt64 = 1 << 16
}

extension MapRow: FilterableRow {
  public static let filterSchema = FilterSchema([
    FilterField("pfn"), FilterField("pages"), FilterField("sends"), FilterField("mostSends"),
    FilterField("lastCheckpoint"), FilterField("sent"), FilterField("bytes"),
  ])

  public func filterValue(of field: Int) -> UInt64? {
    switch field {
    case 0: pfns.lowerBound
    case 1: UInt64(cell.pages)
    case 2: cell.sends
    case 3: UInt64(cell.mostSends)
    case 4: cell.lastCheckpoint.map { UInt64($0) }
    case 5: UInt64(cell.sent)
    case 6: cell.bytes
    default: nil
    }
  }
}
