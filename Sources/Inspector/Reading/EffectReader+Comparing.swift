@_spi(Measuring) import SaveStream

/// Comparing for the Diff view.
extension EffectReader {
  /// Starts to compare; what was compared before is forgotten.
  func compare(_ request: DiffRequest) throws(CaptureError) -> DiffRun? {
    guard let memory else { return nil }
    let second = other.map(\.memory) ?? memory
    guard memory.index.checkpoints.indices.contains(request.from), second.index.checkpoints.indices.contains(request.to)
    else { return nil }
    let made = try CheckpointComparison(from: memory, at: request.from, to: second, at: request.to)
    comparison = (request, made)
    return DiffRun(request, made)
  }

  /// A page on both sides of the comparison that was made last; nil when that is another one.
  func comparedPage(_ pfn: UInt64, of request: DiffRequest) throws(CaptureError) -> ComparedPage? {
    guard let comparison, comparison.request == request else { return nil }
    return try comparison.made.pages.page(pfn)
  }

  /// Which words differ of some pages of that comparison.
  func comparedWords(_ pfns: [UInt64], of request: DiffRequest) throws(CaptureError) -> [UInt64: ChangedWords] {
    var words: [UInt64: ChangedWords] = [:]
    for pfn in pfns {
      guard let page = try comparedPage(pfn, of: request), let from = page.from, let to = page.to else { continue }
      words[pfn] = ChangedWords(to.span, from.span)
    }
    return words
  }
}

/// The second capture, with which the first is compared.
@_spi(Measuring) public struct OtherCapture {
  /// The path as it was given.
  public let path: String
  public let index: IndexSnapshot
  let memory: GuestMemory

  /// Takes a capture that has been indexed to its end, and who sent what in it.
  public init(capture: Capture, index: IndexSnapshot, sends: PageSends) {
    path = capture.path
    self.index = index
    memory = GuestMemory(capture: capture, index: index, sends: sends)
  }
}

/// Compares two checkpoints, slice by slice.
struct DiffRun: WorkRun {
  private let request: DiffRequest
  private let comparison: CheckpointComparison

  init(_ request: DiffRequest, _ comparison: CheckpointComparison) {
    self.request = request
    self.comparison = comparison
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    _ = try comparison.step()
    let snapshot = comparison.snapshot
    return WorkProgress(
      request: .comparison(request), part: snapshot.progress, isFinished: snapshot.isFinished,
      answer: .comparison(DiffAnswer(request: request, snapshot: snapshot, notes: comparison.notes)))
  }
}
