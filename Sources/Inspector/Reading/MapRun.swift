import SaveStream

/// Counts the cells of the map that are on the screen.
struct MapRun: WorkRun {
  private let area: MapArea
  private var count: MapCount

  init(_ area: MapArea, of map: MemoryMap) {
    self.area = area
    count = map.count(area)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let part = try count.step()
    return WorkProgress(
      request: .map(area), part: count.part, isFinished: count.isFinished,
      answer: part.cells.isEmpty ? nil : .map(area, part))
  }
}
