import SaveStream

/// Goes a long way through the deltas of a page, so that reads of it can be answered at once.
struct PageWalkRun: WorkRun {
  private let pfn: UInt64
  private var walk: KeyframeWalk

  init(_ pfn: UInt64, _ walk: KeyframeWalk) {
    self.pfn = pfn
    self.walk = walk
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try walk.step()
    return WorkProgress(request: .pageWalk(pfn: pfn), part: walk.part, isFinished: isFinished, answer: nil)
  }
}

extension EffectReader {
  /// The long way that has to be gone before a read can be answered at once; nil where there is none.
  func longWalk(for request: ReadRequest) -> (pfn: UInt64, walk: KeyframeWalk)? {
    guard case .biography(let request) = request, let memory else { return nil }
    let walk: (pfn: UInt64, KeyframeWalk?)
    switch request {
    case .content(let pfn, let checkpoint):
      let list = memory.sendList(of: pfn)
      walk = (pfn, list.longWalk(to: list.count(upTo: checkpoint) - 1))
    case .steps(let pfn, let positions):
      walk = (pfn, memory.sendList(of: pfn).longWalk(to: (positions.first ?? 0) - 1))
    case .comparison(let pfn, let first, let second):
      walk = (pfn, memory.sendList(of: pfn).longWalk(to: max(first, second)))
    case .firstSent, .entry: return nil
    }
    return walk.1.map { (walk.pfn, $0) }
  }

  /// Starts to go such a way.
  func begin(_ way: (pfn: UInt64, walk: KeyframeWalk)) {
    works.removeAll { $0.request.kind == .pageWalk }
    works.append((.pageWalk(pfn: way.pfn), PageWalkRun(way.pfn, way.walk)))
  }
}
