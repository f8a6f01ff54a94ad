/// Walks the page deltas of a capture one by one, from any of them, by way of the index's restart points.
///
/// Reaching one costs a scan of 63 deltas, or of 2 KiB of shorter ones; the next one costs its own bytes.
struct DeltaWalk {
  private let capture: Capture
  private let chunks: Rows<CompressedChunkRow>
  private let restarts: Rows<RestartPoint>
  private let pageCount: UInt64

  /// The chunk that the next delta begins in.
  private var chunk = 0
  /// The payload offset of the next delta.
  private var offset: UInt64 = 0
  /// The next delta's place among all of the capture.
  private(set) var page: UInt64 = 0

  /// The bytes read last; those of the delta that `next()` gave last are at `place`.
  private var window: [UInt8] = []
  private var place = 0..<0
  /// The file offset of the window's first byte, and how many bytes of it are in use.
  private var windowStart: UInt64 = 0
  private var windowCount = 0
  private var lastRead = 0

  private static let windowSize = 64 << 10
  /// Bytes read after a jump: on average the delta in question lies 32 deltas behind its restart point.
  private static let bytesAfterJump = 16 << 10

  /// A walk whose first `next()` gives the delta `page` (its place among all of the capture).
  /// - Throws: when the capture cannot be read.
  init(_ capture: Capture, _ index: IndexSnapshot, from page: UInt64) throws(CaptureError) {
    self.init(capture, index)
    try seek(to: page)
  }

  /// A walk that has no next delta until it is told where to go.
  init(_ capture: Capture, _ index: IndexSnapshot) {
    self.capture = capture
    chunks = index.compressedChunks
    restarts = index.restarts
    pageCount = index.compressedPageCount
    chunk = chunks.count
  }

  /// Makes a delta the next one: passes those before it where they are few, else goes on from a restart point.
  mutating func seek(to target: UInt64) throws(CaptureError) {
    guard target != page || chunk >= chunks.count else { return }
    guard target < pageCount else { return end() }
    let isHere = chunk < chunks.count && holds(target)
    if !isHere || target < page || target - page >= DeltaScanner.pagesPerRestart {
      let position = isHere ? chunk : chunks.partitioningIndex { $0.firstPage <= target } - 1
      if position >= 0, chunks[position].piece == .lost {
        (chunk, offset, page) = (position, 0, target)
        return
      }
      guard position >= 0, let restart = restart(before: target, inChunk: position) else { return end() }
      let restartPage = chunks[position].firstPage + UInt64(restart.page)
      if position != chunk || target < page || restartPage > page {
        chunk = position
        offset = UInt64(restart.offset)
        page = restartPage
      }
    }
    while page < target { guard try next() != nil else { return } }
  }

  /// The last restart point of a chunk that is not behind a delta. O(log n).
  private func restart(before target: UInt64, inChunk position: Int) -> RestartPoint? {
    let row = chunks[position]
    let first = Int(row.firstRestart)
    let end = position + 1 < chunks.count ? Int(chunks[position + 1].firstRestart) : restarts.count
    guard first < end else { return nil }
    let place = (first..<end).partitioningIndex { row.firstPage + UInt64(restarts[$0].page) <= target } - 1
    return place < first ? nil : restarts[place]
  }

  /// The next delta, or nil after the last one.
  mutating func next() throws(CaptureError) -> DeltaExtent? {
    while chunk < chunks.count, page >= endOfChunkPages { advanceChunk() }
    guard chunk < chunks.count else { return nil }
    let row = chunks[chunk]
    let start = row.payload + offset
    if row.piece == .lost {
      page += 1
      return DeltaExtent(page: page - 1, first: row.payload..<row.payload, encoding: .missing)
    }
    let left = UInt64(row.length) - min(offset, UInt64(row.length))
    let shape = try shape(at: start, available: Int(min(left, UInt64(DeltaShape.maximumLength))))
    let current = page
    page += 1
    switch shape {
    case .whole(let length, let encoding, let counts):
      offset += UInt64(length)
      return DeltaExtent(page: current, first: start..<start + UInt64(length), encoding: encoding, counts: counts)
    case .short where row.isContinued: return try splitDelta(current, from: start, left: left)
    case .short, .faulty:
      offset = UInt64(row.length)
      return DeltaExtent(page: current, first: start..<start + left, encoding: .missing)
    }
  }

  /// Gives the bytes of the delta that `next()` gave last. It must not be missing.
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(window.span.extracting(place)) }

  /// Applies the delta that `next()` gave last to the page that begins at a place of `pages`. A delta that is missing
  /// must not be applied.
  func apply(to pages: inout [UInt8], at start: Int = 0) throws(DeltaFault) {
    var span = pages.mutableSpan
    _ = try DeltaDecoder.apply(window.span.extracting(place), to: &span, place: start)
  }

  private mutating func end() { chunk = chunks.count }

  /// Whether a delta begins in the current chunk.
  private func holds(_ page: UInt64) -> Bool { page >= chunks[chunk].firstPage && page < endOfChunkPages }

  /// One past the pages that begin in the current chunk.
  private var endOfChunkPages: UInt64 { chunk + 1 < chunks.count ? chunks[chunk + 1].firstPage : pageCount }

  private mutating func advanceChunk() {
    chunk += 1
    guard chunk < chunks.count else { return }
    offset = UInt64(chunks[chunk].carriedBytes)
  }

  /// The shape of the delta at a file offset, of which `available` bytes at most are in this chunk.
  private mutating func shape(at start: UInt64, available: Int) throws(CaptureError) -> DeltaShape {
    if start < windowStart || start + UInt64(available) > windowStart + UInt64(windowCount) {
      try readWindow(at: start)
    }
    let position = Int(start - windowStart)
    let end = min(position + available, windowCount)
    guard position < end else { return .short }
    let shape = DeltaShape(window.span.extracting(0..<end), at: position)
    if case .whole(let length, _, _) = shape { place = position..<position + length }
    return shape
  }

  /// Reads more each time that it goes on where it was.
  private mutating func readWindow(at start: UInt64) throws(CaptureError) {
    let goesOn = start >= windowStart && start <= windowStart + UInt64(windowCount)
    lastRead = goesOn ? min(lastRead * 2, Self.windowSize) : 0
    lastRead = max(lastRead, Self.bytesAfterJump)
    if window.isEmpty { window = [UInt8](repeating: 0, count: Self.windowSize) }
    windowCount = 0
    windowCount = try capture.fill(&window, from: start, count: lastRead)
    windowStart = start
  }

  /// A delta whose rest lies in the chunks that follow. Its bytes take the place of the window's.
  private mutating func splitDelta(
    _ page: UInt64, from start: UInt64, left: UInt64
  ) throws(CaptureError) -> DeltaExtent {
    var others: [Range<UInt64>] = []
    var length = left
    var following = chunk + 1
    while following < chunks.count, length < UInt64(DeltaShape.maximumLength) {
      let row = chunks[following]
      guard row.carriedBytes > 0 else { break }
      others.append(row.payload..<row.payload + UInt64(row.carriedBytes))
      length += UInt64(row.carriedBytes)
      guard row.isContinued, row.carriedBytes == row.length else { break }
      following += 1
    }
    offset = UInt64(chunks[chunk].length)
    let first = start..<start + left
    let bytes = try capture.deltaBytes(in: [first] + others)
    guard case .whole(_, let encoding, let counts) = DeltaShape(bytes.span, at: 0) else {
      return DeltaExtent(page: page, first: first, others: others, encoding: .missing)
    }
    windowCount = 0
    place = 0..<bytes.count
    window.replaceSubrange(place, with: bytes)
    return DeltaExtent(page: page, first: first, others: others, encoding: encoding, counts: counts)
  }
}
