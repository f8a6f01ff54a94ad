/// A cell of a guest's map, and the PFNs that it stands for.
@_spi(Measuring) public struct MapRow: Sendable, Equatable {
  public let pfns: Range<UInt64>
  public let cell: MapCell

  package init(pfns: Range<UInt64>, cell: MapCell) {
    self.pfns = pfns
    self.cell = cell
  }
}

@_spi(Measuring) extension MemoryMap {
  /// Calls `body` with each cell of 2^shift PFNs in which a page was sent, or said to be broken, up to the end of a
  /// checkpoint, ascending. What it holds is bounded, however many there are; it costs nothing how far they lie apart.
  /// - Parameter progress: called now and then with how much is done, 0…1; what it throws ends the walk.
  /// - Throws: when the capture cannot be read, and what the closures throw.
  public func forEachRow(
    shift: Int, at checkpoint: Int, progress: (Double) throws -> Void = { _ in }, _ body: (MapRow) throws -> Void
  ) throws {
    let sends = memory.sends
    var end: UInt64 = 0
    while true {
      let area = MapArea(cells: cells(shift: UInt64(shift), from: end), shift: shift, checkpoint: checkpoint)
      guard let last = area.cells.last else { return }
      try count(area, body)
      end = last.upperBound << UInt64(shift)
      try progress(sends.count == 0 ? 1 : Double(sends.sendCount(below: end)) / Double(sends.count))
    }
  }

  /// The next cells in which a page was ever sent or said to be broken, and some that lie between them.
  private func cells(shift: UInt64, from pfn: UInt64) -> [Range<UInt64>] {
    var ranges: [Range<UInt64>] = []
    var end = pfn >> shift
    for _ in 0..<Self.looksAtOnce {
      guard let next = memory.sends.firstEntry(from: end << shift) else { break }
      let cell = next >> shift
      let isNext = cell == end
      end = cell + Self.cellsToALook
      if isNext, let last = ranges.popLast() {
        ranges.append(last.lowerBound..<end)
      } else {
        ranges.append(cell..<end)
      }
    }
    return ranges
  }

  private func count(_ area: MapArea, _ body: (MapRow) throws -> Void) throws {
    var numbers = area.cells.lazy.joined().makeIterator()
    var count = count(area)
    while !count.isFinished {
      for cell in try count.step().cells {
        guard let number = numbers.next(), cell != MapCell() else { continue }
        try body(MapRow(pfns: area.pfns(ofCell: number), cell: cell))
      }
    }
  }

  private static let looksAtOnce = 1024
  private static let cellsToALook: UInt64 = 64
}

@_spi(Measuring) extension MapRow: FilterableRow {
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
