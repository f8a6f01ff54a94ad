/// Walks the page deltas of a capture one by one, from any of them, by way of the index's restart points.
///
/// Reaching the first costs a scan of 63 deltas at most.
struct DeltaWalk {
  private let capture: Capture
  private let chunks: Rows<CompressedChunkRow>
  private let restarts: Rows<UInt32>
  private let pageCount: UInt64

  /// The chunk that the next delta begins in.
  private var chunk: Int
  /// The payload offset of the next delta.
  private var offset: UInt64 = 0
  /// The next delta's place among all of the capture.
  private(set) var page: UInt64 = 0

  private var buffer: [UInt8]
  /// The file offset of the buffer's first byte, and how many bytes of it are in use.
  private var bufferStart: UInt64 = 0
  private var bufferCount = 0

  /// A walk whose first `next()` gives the delta `page` (its place among all of the capture).
  /// - Throws: when the capture cannot be read.
  init(_ capture: Capture, _ index: IndexSnapshot, from page: UInt64) throws(CaptureError) {
    self.capture = capture
    chunks = index.compressedChunks
    restarts = index.restarts
    pageCount = index.compressedPageCount
    buffer = [UInt8](repeating: 0, count: 64 << 10)
    chunk = 0
    try jump(to: page)
  }

  /// Goes on so that `next()` gives the delta `page`: by way of the restart point before it, unless the walk stands
  /// between the two.
  /// - Throws: when the capture cannot be read.
  mutating func seek(to page: UInt64) throws(CaptureError) {
    let isNear = self.page <= page && page - self.page < CompressedChunkRow.pagesPerRestart
    guard isNear, chunk < chunks.count else { return try jump(to: page) }
    try pass(to: page)
  }

  private mutating func jump(to page: UInt64) throws(CaptureError) {
    chunk = max(0, chunks.partitioningIndex { $0.firstPage <= page } - 1)
    guard page < pageCount, chunk < chunks.count else {
      chunk = chunks.count
      return
    }
    let row = chunks[chunk]
    let restart = (page - row.firstPage) / CompressedChunkRow.pagesPerRestart
    let position = UInt64(row.firstRestart) + restart
    guard position < UInt64(restarts.count) else {
      chunk = chunks.count
      return
    }
    offset = UInt64(restarts[Int(position)])
    self.page = row.firstPage + restart * CompressedChunkRow.pagesPerRestart
    try pass(to: page)
  }

  private mutating func pass(to page: UInt64) throws(CaptureError) {
    while self.page < page {
      guard try next() != nil else { return }
    }
  }

  /// The next delta, or nil after the last one.
  mutating func next() throws(CaptureError) -> DeltaExtent? {
    while chunk < chunks.count, page >= endOfChunkPages { advanceChunk() }
    guard chunk < chunks.count else { return nil }
    let row = chunks[chunk]
    let start = row.payload + offset
    let left = UInt64(row.length) - min(offset, UInt64(row.length))
    let shape = try shape(at: start, available: Int(min(left, UInt64(DeltaShape.maximumLength))))
    let current = page
    page += 1
    switch shape {
    case .whole(let length, let encoding, let counts):
      offset += UInt64(length)
      return DeltaExtent(page: current, ranges: [start..<start + UInt64(length)], encoding: encoding, counts: counts)
    case .short where row.isContinued: return try splitDelta(current, from: start, left: left)
    case .short, .faulty:
      offset = UInt64(row.length)
      return DeltaExtent(page: current, ranges: [start..<start + left], encoding: .missing, counts: DeltaCounts())
    }
  }

  /// One past the pages that begin in the current chunk.
  private var endOfChunkPages: UInt64 { chunk + 1 < chunks.count ? chunks[chunk + 1].firstPage : pageCount }

  private mutating func advanceChunk() {
    chunk += 1
    guard chunk < chunks.count else { return }
    offset = UInt64(chunks[chunk].carriedBytes)
  }

  /// The shape of the delta at a file offset, of which `available` bytes at most are in this chunk.
  private mutating func shape(at start: UInt64, available: Int) throws(CaptureError) -> DeltaShape {
    if start < bufferStart || start + UInt64(available) > bufferStart + UInt64(bufferCount) {
      bufferCount = try capture.fill(&buffer, from: start, count: buffer.count)
      bufferStart = start
    }
    let position = Int(start - bufferStart)
    let end = min(position + available, bufferCount)
    guard position < end else { return .short }
    return DeltaShape(buffer.span.extracting(0..<end), at: position)
  }

  /// A delta whose rest lies in the chunks that follow.
  private mutating func splitDelta(
    _ page: UInt64, from start: UInt64, left: UInt64
  ) throws(CaptureError) -> DeltaExtent {
    var ranges = [start..<start + left]
    var bytes = try capture.bytes(at: start, count: Int(min(left, UInt64(DeltaShape.maximumLength))))
    var following = chunk + 1
    while following < chunks.count, bytes.count < DeltaShape.maximumLength {
      let row = chunks[following]
      guard row.carriedBytes > 0 else { break }
      ranges.append(row.payload..<row.payload + UInt64(row.carriedBytes))
      bytes += try capture.bytes(at: row.payload, count: Int(row.carriedBytes))
      guard row.isContinued, row.carriedBytes == row.length else { break }
      following += 1
    }
    offset = UInt64(chunks[chunk].length)
    guard case .whole(_, let encoding, let counts) = DeltaShape(bytes.span, at: 0) else {
      return DeltaExtent(page: page, ranges: ranges, encoding: .missing, counts: DeltaCounts())
    }
    return DeltaExtent(page: page, ranges: ranges, encoding: encoding, counts: counts)
  }
}
