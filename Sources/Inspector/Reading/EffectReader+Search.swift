@_spi(Measuring) import SaveStream

/// Searching in slices.
extension EffectReader {
  /// Whether a search is under way.
  public var isSearching: Bool { search != nil }

  /// Starts a search, in place of one that is under way. One in guest memory waits until it is known who sent what.
  public func begin(_ request: SearchRequest) {
    search = (request, nil)
    if request.target.needsMemory, !isMemoryCurrent(for: nil) { beginSends() }
  }

  /// Forgets the search that is under way.
  public func stopSearching() { search = nil }

  /// Whether the search cannot begin yet.
  var isSearchWaiting: Bool {
    guard let search, search.run == nil, search.request.target.needsMemory else { return false }
    return memory == nil || works.contains { $0.request == .sends }
  }

  /// Looks through one slice (a few milliseconds of work); nil when no search is under way, or it waits.
  func continueSearch() -> SearchAnswer? {
    guard let (request, begun) = search, !isSearchWaiting else { return nil }
    search = nil
    do throws(CaptureError) {
      guard var run = begun ?? makeRun(request) else { return nil }
      let progress = try run.step()
      if !progress.isFinished { search = (request, run) }
      return .progress(progress)
    } catch {
      return .failed(error)
    }
  }

  private func makeRun(_ request: SearchRequest) -> (any SearchRun)? {
    switch request.target {
    case .pattern(let pattern): PatternSearch(request, pattern, reader: self)
    case .memory(let pattern, let checkpoint):
      memory.map { MemorySearch(request, pattern, checkpoint: checkpoint, memory: $0) }
    case .pfn(let pfn, let allEntries, let filter):
      PageSearch(request, pfn, contentOnly: !allEntries, where: filter, reader: self)
    // A view that knows its lines has them all at once.
    case .lines: nil
    }
  }
}

/// A search that goes on slice by slice.
protocol SearchRun {
  mutating func step() throws(CaptureError) -> SearchProgress
}

/// What a slice of a search came to.
enum SearchAnswer {
  case progress(SearchProgress)
  /// The medium failed, and the search was given up.
  case failed(CaptureError)
}
