@_spi(Measuring) import SaveStream

/// Looks for a pattern in guest memory as of a checkpoint, page by page in the order of PFNs. A match may reach from
/// one page into the next.
struct MemorySearch: SearchRun {
  private let request: SearchRequest
  private let matcher: PatternMatcher
  private let memory: GuestMemory
  private let checkpoint: Int
  private var way: SearchWay
  /// The pages put together last; nil for one that is not there.
  private var pages: [(pfn: UInt64, bytes: [UInt8]?)] = []

  init(_ request: SearchRequest, _ pattern: SearchPattern, checkpoint: Int, memory: GuestMemory) {
    self.request = request
    matcher = PatternMatcher(pattern)
    self.memory = memory
    self.checkpoint = checkpoint
    let end = memory.sends.lastPFN(upTo: .max).map { Self.addresses(of: $0).upperBound }
    way = SearchWay(request, count: end ?? 0)
  }

  mutating func step() throws(CaptureError) -> SearchProgress {
    guard let stretch = way.stretch else { return way.progress([]) }
    let start = ContinuousClock.now
    var hits: [SearchHit] = []
    var pagesLeft = Self.pagesInSlice
    // One stretch at a time, as `way` wants it.
    while let rest = way.stretch, rest.lowerBound == stretch.lowerBound || rest.upperBound == stretch.upperBound,
      pagesLeft > 0, hits.count <= request.mostHits, ContinuousClock.now - start < Self.slice
    {
      guard let pfn = nextPFN(in: rest) else {
        way.take(to: request.backwards ? rest.lowerBound : rest.upperBound)
        break
      }
      pagesLeft -= 1
      let page = Self.addresses(of: pfn).clamped(to: rest)
      let found = try self.hits(in: page, of: pfn)
      hits = request.backwards ? found + hits : hits + found
      way.take(to: request.backwards ? page.lowerBound : page.upperBound)
    }
    return way.progress(hits, left: partLeft)
  }

  /// The next PFN on the way that was ever sent.
  private func nextPFN(in stretch: Range<UInt64>) -> UInt64? {
    let pfn =
      request.backwards
      ? memory.sends.lastPFN(upTo: (stretch.upperBound - 1) / Self.size)
      : memory.sends.firstPFN(from: stretch.lowerBound / Self.size)
    return pfn.flatMap { stretch.overlaps(Self.addresses(of: $0)) ? $0 : nil }
  }

  /// The matches that begin at some addresses of a page.
  private mutating func hits(in range: Range<UInt64>, of pfn: UInt64) throws(CaptureError) -> [SearchHit] {
    guard matcher.longest > 0, var bytes = try page(pfn) else { return [] }
    if matcher.longest > 1, let next = try page(pfn + 1) { bytes += next.prefix(matcher.longest - 1) }
    let base = pfn * Self.size
    let matches = matcher.matches(
      in: bytes.span, startingIn: Int(range.lowerBound - base)..<Int(range.upperBound - base), most: .max)
    return matches.map { match in
      SearchHit(
        place: base + UInt64(match.lowerBound), match: .memory, count: match.count,
        excerpt: HitExcerpt(of: match, in: bytes))
    }
  }

  private mutating func page(_ pfn: UInt64) throws(CaptureError) -> [UInt8]? {
    if let known = pages.first(where: { $0.pfn == pfn }) { return known.bytes }
    let bytes = try memory.page(pfn: pfn, at: checkpoint)?.bytes
    pages = pages.suffix(1) + [(pfn, bytes)]
    return bytes
  }

  /// The part of all sends that belongs to pages not looked at: addresses tell little, as they may lie far apart.
  private var partLeft: Double {
    let sends = memory.sends
    let left = way.left.reduce(0) { sum, range in
      sum + sends.sendCount(below: (range.upperBound - 1) / Self.size + 1)
        - sends.sendCount(below: range.lowerBound / Self.size)
    }
    return Double(left) / Double(max(sends.count, 1))
  }

  /// The last byte of all that a PFN can stand for is left out: behind it no address has a number.
  private static func addresses(of pfn: UInt64) -> Range<UInt64> {
    let first = pfn * size
    return first..<first + min(size, .max - first)
  }

  private static let size = UInt64(pageSize)
  /// What is looked at in one go, whichever is less: so long, or so many pages.
  private static let slice = Duration.milliseconds(4)
  private static let pagesInSlice = 512
}
