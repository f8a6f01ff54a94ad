@_spi(Measuring) import SaveStream

/// Finds out what the guest uses the pages for that differ, and whose they are: on both sides, one after the other.
struct ComparedUsesRun: WorkRun {
  private let request: WorkRequest
  private let compared: DiffRequest
  private let from: GuestStudy
  private let to: GuestStudy

  init(_ request: WorkRequest, _ compared: DiffRequest, from: GuestStudy, to: GuestStudy) {
    self.request = request
    self.compared = compared
    self.from = from
    self.to = to
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try to.step(to: .owners) ? try from.step(to: .owners) : false
    let part = (to.part(of: .owners) + from.part(of: .owners)) / 2
    return WorkProgress(
      request: request, part: part, isFinished: isFinished,
      answer: isFinished ? .comparedUses(uses, compared) : nil)
  }

  /// Where nothing is known of one side, the other one's is told.
  private var uses: GuestFacts.Part<ComparedUses> {
    let sides = (from.frames(to: .owners), to.frames(to: .owners))
    if case .missing(let words) = sides.1, sides.0.value == nil { return .missing(words) }
    return .known(ComparedUses(from: sides.0.value?.frames, to: sides.1.value?.frames))
  }
}

/// Adds up what checkpoints sent by what the guest used the pages for and by whose they were: one checkpoint after the
/// other, in slices.
struct SentUsesRun: WorkRun {
  private let request: WorkRequest
  private let checkpoints: [Int]
  private let pages: PageRows
  private let history: FrameHistory
  /// The place of the checkpoint at hand, what is counted of it, and its next row.
  private var place = 0
  private var uses: SentUses?
  private var next: UInt64 = 0

  /// Rows of a slice: for each some of the kernel's memory is read.
  private static let rowsInSlice: UInt64 = 64

  init(_ request: WorkRequest, _ checkpoints: [Int], _ pages: PageRows, _ history: FrameHistory) {
    self.request = request
    self.checkpoints = checkpoints
    self.pages = pages
    self.history = history
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    guard place < checkpoints.count else { return progress(nil) }
    let checkpoint = checkpoints[place]
    guard try history.step(to: checkpoint) else { return progress(nil) }
    guard let frames = history.frames(at: checkpoint) else {
      place = history.hasGivenUp ? checkpoints.count : place + 1
      let words = history.remark ?? "nothing is known of the guest"
      return progress(.sentUses(.missing(words), checkpoint: checkpoint))
    }
    let range = pages.range(ofCheckpoint: checkpoint, contentOnly: true)
    if uses == nil {
      uses = SentUses(checkpoint: checkpoint)
      next = range.lowerBound
    }
    let end = min(next + Self.rowsInSlice, range.upperBound)
    for row in try pages.rows(next..<end, contentOnly: true) {
      uses?.add(row, try frames.use(of: row.pfn), frames.owners[row.pfn])
    }
    next = end
    guard next >= range.upperBound, var done = uses else { return progress(nil) }
    uses = nil
    place += 1
    done.ownerRemark = frames.ownerGap.map { LinuxText.words(for: $0) }
    done.finish(frames.used.names)
    return progress(.sentUses(.known(done), checkpoint: checkpoint))
  }

  private func progress(_ answer: ReadAnswer?) -> WorkProgress {
    let part = Double(place) / Double(max(checkpoints.count, 1))
    return WorkProgress(request: request, part: part, isFinished: place >= checkpoints.count, answer: answer)
  }
}
