/// Looks for a pattern in guest memory as of the end of a checkpoint. A match may reach from one page into the next.
package struct CheckpointSearch {
  private let memory: GuestMemory
  private let checkpoint: Int
  private let matcher: PatternMatcher
  /// The page that is searched once it is known what comes behind it.
  private var waiting: (pfn: UInt64, bytes: [UInt8])?
  /// The byte of that page behind the last match.
  private var start = 0

  package init(_ pattern: SearchPattern, in memory: GuestMemory, at checkpoint: Int) {
    self.memory = memory
    self.checkpoint = checkpoint
    matcher = PatternMatcher(pattern)
  }

  /// Calls `body` with each match, in the order of addresses.
  /// - Parameter progress: called with the PFN up to which memory has been searched.
  /// - Throws: when the capture cannot be read, and what `body` and `progress` throw.
  package mutating func run(
    progress: (UInt64) throws -> Void, _ body: (FoundBytes) throws -> Void
  ) throws {
    guard matcher.longest > 0 else { return }
    // A closure that the sweep calls cannot change what this is.
    var search = self
    try memory.sweep(at: checkpoint) { page in
      try search.take(page, body)
      if page.pfn % 1024 == 0 { try progress(page.pfn) }
    }
    try search.searchWaiting(before: nil, body)
  }

  private mutating func take(_ page: GuestPage, _ body: (FoundBytes) throws -> Void) throws {
    try searchWaiting(before: page, body)
    waiting = (page.pfn, page.bytes)
  }

  private mutating func searchWaiting(before next: GuestPage?, _ body: (FoundBytes) throws -> Void) throws {
    guard let (pfn, page) = waiting else { return }
    var bytes = page
    if let next, next.pfn == pfn + 1 { bytes += next.bytes.prefix(matcher.longest - 1) }
    let matches = matcher.matches(in: bytes.span, startingIn: start..<page.count, most: .max)
    start = max(0, (matches.last?.upperBound ?? 0) - page.count)
    for match in matches {
      try body(FoundBytes(of: match, in: bytes, base: pfn * UInt64(pageSize), checkpoint: checkpoint))
    }
  }
}
