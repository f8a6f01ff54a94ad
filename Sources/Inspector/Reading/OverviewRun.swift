@_spi(Measuring) import SaveStream

/// Counts the cells of an area of guest memory, and looks then at what their pages hold.
struct OverviewRun: WorkRun {
  private var overview: MemoryOverview
  private var count: MapCount
  private var content: ContentCount

  init(_ area: MapArea, of map: MemoryMap, _ memory: GuestMemory) {
    overview = MemoryOverview(area)
    count = map.count(area)
    content = ContentCount(area, of: memory)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    if !count.isFinished {
      let part = try count.step()
      for (place, cell) in part.cells.enumerated() where overview.cells.indices.contains(part.first + place) {
        overview.cells[part.first + place] = cell
      }
    } else {
      try content.step()
      overview.classes = content.classes
    }
    overview.isFinished = count.isFinished && content.isFinished
    return WorkProgress(
      request: .overview(overview.area), part: (count.part + content.part) / 2, isFinished: overview.isFinished,
      answer: .overview(overview))
  }
}
