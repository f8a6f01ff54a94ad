@_spi(Measuring) import SaveStream

/// The cells that are known, of those on the screen.
struct MapCells: Sendable {
  private(set) var area: MapArea?
  private var cells: [MapCell?] = []
  /// Changes whenever another cell may be known.
  private(set) var version = 0

  /// The cell with a number; nil while it is not known.
  subscript(number: UInt64) -> MapCell? {
    area?.place(ofCell: number).flatMap { cells.indices.contains($0) ? cells[$0] : nil }
  }

  /// Turns to another area. Cells of the same size stay until they are counted anew, so that nothing flickers when the
  /// map moves on to the next checkpoint.
  mutating func turn(to next: MapArea) {
    guard next != area else { return }
    version += 1
    let isSameSize = next.shift == area?.shift
    cells = next.cells.flatMap { range in range.map { isSameSize ? self[$0] : nil } }
    area = next
  }

  /// Takes cells of an area; those of another one are of no use any more.
  mutating func take(_ part: MapCount.Part, of counted: MapArea) {
    version += 1
    guard counted == area, part.first >= 0, part.first + part.cells.count <= cells.count else { return }
    for (place, cell) in part.cells.enumerated() { cells[part.first + place] = cell }
  }
}

extension MapArea {
  /// Where a cell comes among all cells, one range after the other; nil for one that is in none.
  func place(ofCell number: UInt64) -> Int? {
    var place: UInt64 = 0
    for range in cells {
      if range.contains(number) { return Int(clamping: place + (number - range.lowerBound)) }
      place += range.upperBound - range.lowerBound
    }
    return nil
  }
}
