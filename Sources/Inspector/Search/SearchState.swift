@_spi(Measuring) import SaveStream

/// What is searched for, what was found, and how far that is.
struct SearchState: Sendable {
  /// What `n` steps through.
  private(set) var target: SearchRequest.Target?
  private(set) var list = HitList(of: [])
  /// What is under way.
  private(set) var running: SearchRequest?
  private(set) var part = 0.0
  /// Bytes of the capture that were known when it began.
  private(set) var extent: UInt64 = 0
  /// Whether the search was for the next hit alone, and a step looks anew.
  private(set) var isForOne = false
  /// The step that waits for its hit.
  private(set) var awaited: (origin: HitList.Origin, backwards: Bool)?

  var isRunning: Bool { running != nil }

  /// The pattern to be lit wherever it shows.
  var pattern: SearchPattern? { target?.pattern }

  /// Starts with an empty list, and goes to the first hit on the way.
  mutating func start(_ request: SearchRequest, from origin: HitList.Origin, extent: UInt64) {
    self.extent = extent
    target = request.target
    list = HitList(of: request.stretches)
    isForOne = request.mostHits < HitList.most
    part = 0
    running = request
    awaited = (origin, request.backwards)
  }

  /// Takes all hits at once: of what needs no search.
  mutating func start(_ target: SearchRequest.Target, hits: [SearchHit], extent: UInt64) {
    self.extent = extent
    self.target = target
    list = HitList(of: [])
    list.take(hits, left: [])
    isForOne = false
    part = 1
    running = nil
    awaited = nil
  }

  /// Waits for a hit; the search to be started for it, where none that would find it is under way.
  mutating func seek(from origin: HitList.Origin, backwards: Bool) -> SearchRequest? {
    awaited = (origin, backwards)
    guard let target, running?.backwards != backwards else { return nil }
    let request = SearchRequest(
      target: target, stretches: list.left, backwards: backwards, mostHits: HitList.most - list.hits.count)
    running = request
    return request
  }

  /// False for news of a search that was given up.
  mutating func take(_ progress: SearchProgress) -> Bool {
    guard progress.request == running else { return false }
    part = progress.part
    list.take(progress.hits, left: progress.left)
    if progress.isFinished { running = nil }
    return true
  }

  mutating func select(_ hit: Int) {
    list.select(hit)
    awaited = nil
  }

  mutating func describeLines(_ words: (Int) -> String) { list.describe(words) }

  mutating func stopWaiting() { awaited = nil }

  mutating func stop() {
    running = nil
    awaited = nil
  }

  /// Where one is among the hits: "3 of 57 so far".
  var rank: String {
    guard let current = list.current else { return "" }
    let count = NumberText.grouped(list.hits.count)
    let rank = "\(NumberText.grouped(current + 1)) of "
    if list.isComplete { return rank + count }
    return rank + (list.isFull ? "the \(count) that are kept; there are more" : "\(count) so far")
  }
}
