@_spi(Measuring) import SaveStream

/// Finds the pages that were sent most often up to the end of a checkpoint.
struct HottestRun: WorkRun {
  private let checkpoint: Int
  private var scan: HottestScan

  init(_ memory: GuestMemory, checkpoint: Int) {
    self.checkpoint = checkpoint
    scan = HottestScan(memory, checkpoint: checkpoint)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = scan.step()
    return WorkProgress(
      request: .hottest(checkpoint: checkpoint), part: scan.part, isFinished: isFinished,
      answer: isFinished ? .hottest(scan.pages, checkpoint: checkpoint) : nil)
  }
}

/// Looks at what the pages of the map's cells hold.
struct ContentRun: WorkRun {
  private let area: MapArea
  private var count: ContentCount

  init(_ area: MapArea, of memory: GuestMemory) {
    self.area = area
    count = ContentCount(area, of: memory)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    try count.step()
    return WorkProgress(
      request: .contents(area), part: count.part, isFinished: count.isFinished, answer: .contents(area, count.classes))
  }
}
