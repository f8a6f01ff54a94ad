/// How a sender groups pages into COMPRESSED_DATA chunks; Xen's own sizes unless others are given.
package struct SenderSizes: Sendable, Equatable {
  /// Pages of the cache.
  package var cachePages = SenderCache.usualCapacity
  /// Pages that are collected before they are encoded (`PAGE_BUFFER_SIZE`).
  package var pageBufferPages = 8192
  /// Bytes that are collected before they are sent (`OUTBUF_SIZE`), 20 KiB at least: a delta has to fit.
  package var outputBufferBytes = 16 << 20

  package init() {}
}

/// Encodes the pages of compressed bodies as Xen's sender does, chunk boundaries included.
///
/// Pages are collected; when the page buffer is full, and at the end of a body, they are encoded into what is left of
/// the output buffer, which the body's PFN arrays fill as well. What does not fit begins another chunk:
///
/// ```
/// beginBody                               nothing is in the output buffer
/// takeArray                               a batch's count and array go there
/// add … add → true    nextChunk … nil     the page buffer is full: COMPRESSED_DATA
/// takeArray add …
///                     nextChunk … nil     the end of the body: COMPRESSED_DATA
/// ```
///
/// In one thing it differs from the sender of Xen 4.2 to 4.5: whether a page fits is asked before the page gets a slot
/// of the cache. Asked afterwards, a new page that does not fit finds itself cached when its turn comes again, and
/// goes out as a delta to what the slot held before. Sources: `xc_compression.c`, `write_compressed` in
/// `xc_domain_save.c`.
package struct RemusSender: Sendable {
  package let toolstack: WordSize
  package let sizes: SenderSizes
  private var cache: SenderCache
  private var buffered: [(pfn: UInt64, isPageTable: Bool)] = []
  private var pages: [UInt8] = []
  /// How many of the buffered pages have been encoded.
  private var encoded = 0
  /// Bytes in the output buffer.
  private var outputPosition = 0

  package init(toolstack: WordSize, sizes: SenderSizes = SenderSizes()) {
    self.toolstack = toolstack
    self.sizes = sizes
    cache = SenderCache(capacity: sizes.cachePages)
  }

  private static let blankPage = [UInt8](repeating: 0, count: pageSize)

  /// Bytes of a chunk's id and length.
  private var headerBytes: Int { 4 + toolstack.rawValue }

  /// Begins a body: the output buffer is empty.
  package mutating func beginBody() { outputPosition = 0 }

  /// Takes note of a batch's count and PFN array, which pass through the output buffer.
  package mutating func takeArray(entryCount: Int) {
    takeOutput(4)
    takeOutput(entryCount * toolstack.rawValue)
  }

  private mutating func takeOutput(_ count: Int) {
    if outputPosition + count > sizes.outputBufferBytes { outputPosition = 0 }
    outputPosition += min(count, sizes.outputBufferBytes)
  }

  /// Takes the next page with content: 4096 bytes, a page table in canonical form. True when the page buffer is full,
  /// so that the chunks have to be taken now.
  package mutating func add(_ page: Span<UInt8>, pfn: UInt64, isPageTable: Bool) -> Bool {
    precondition(page.count == pageSize, "a page has 4096 bytes")
    if isPageTable { cache.forget(pfn) }
    let start = buffered.count * pageSize
    if pages.count < start + pageSize { pages += Self.blankPage }
    var span = pages.mutableSpan
    span.copy(pageSize, from: page, at: 0, to: start)
    buffered.append((pfn, isPageTable))
    return buffered.count >= sizes.pageBufferPages
  }

  /// The payload of the next COMPRESSED_DATA chunk, nil when all collected pages have been encoded.
  package mutating func nextChunk() -> [UInt8]? {
    guard encoded < buffered.count else {
      buffered.removeAll(keepingCapacity: true)
      encoded = 0
      return nil
    }
    let size = max(sizes.outputBufferBytes, 20 << 10)
    if outputPosition + headerBytes + 2 * pageSize > size { outputPosition = 0 }
    let space = size - outputPosition - headerBytes
    let worst = (buffered.count - encoded) * DeltaEncoder.maximumLength
    var payload = [UInt8](repeating: 0, count: min(space, worst))
    var length = 0
    while encoded < buffered.count, let taken = encodePage(encoded, into: &payload, at: length) {
      length += taken
      encoded += 1
    }
    outputPosition += headerBytes + length
    payload.removeLast(payload.count - length)
    return payload
  }

  /// Encodes a buffered page behind `start`; nil when there is not room enough, which is judged by the worst case.
  private mutating func encodePage(_ position: Int, into payload: inout [UInt8], at start: Int) -> Int? {
    let (pfn, isPageTable) = buffered[position]
    let room = payload.count - start
    let isCached = !isPageTable && cache.contains(pfn)
    guard room >= (isCached ? DeltaEncoder.maximumLength : 1 + pageSize) else { return nil }
    let place = position * pageSize
    var output = payload.mutableSpan
    if isCached, cache.use(pfn),
      let length = cache.encode(pages, at: place, pfn, into: &output, at: start)
    {
      return length
    }
    if isPageTable {
      // A page of the same PFN may have been encoded since the table was added.
      cache.forget(pfn)
    } else {
      cache.insert(pfn)
      cache.store(pages, at: place, for: pfn)
    }
    output[start] = DeltaDecoder.fullPage
    output.copy(pageSize, from: pages.span, at: place, to: start + 1)
    return 1 + pageSize
  }
}
