/// Walks a few chunks to see whether a legacy body can be at a file offset: for detection, and to find the way again
/// behind a chunk that cannot be read.
struct LegacyChunkWalk {
  let window: ByteWindow
  let header: LegacyHeader
  /// Whether to wait for chunks that have not arrived yet.
  var waits = false

  /// How far the chunks make sense.
  struct Result {
    /// Chunks that make sense.
    var chunks = 0
    /// Whether one makes none.
    var isContradicted = false
    /// Whether the capture ends inside one.
    var isCut = false
    /// Whether the END word was reached.
    var hasEnded = false
    /// Whether more would be seen of bytes that have not arrived yet.
    var isOpen = false
  }

  /// Chunks that are walked at most.
  static let maximumChunks = 24

  /// Walks from `offset`.
  func walk(from offset: UInt64) throws(CaptureError) -> Result {
    var result = Result()
    var position = offset
    for _ in 0..<Self.maximumChunks {
      let chunk = try LegacyChunk.read(window, at: position, framing: header.framing)
      switch chunk.kind {
      case .cut: result.isCut = true
      case .unknown: result.isContradicted = true
      case .end:
        result.hasEnded = true
        result.isContradicted = result.chunks == 0
      case .metadata:
        result.isContradicted = chunk.finding?.severity == .error
        result.isCut = chunk.cutIn != nil
        position = chunk.payload.upperBound
      case .batch:
        if let images = try plausibleImages(chunk) {
          position = chunk.payload.upperBound + images
        } else {
          result.isContradicted = true
        }
      }
      if !result.isContradicted, chunk.kind != .cut { result.chunks += 1 }
      let isPastEnd = position >= window.capture.size
      result.isOpen = isPastEnd && !window.capture.isComplete
      let isAtEnd = isPastEnd && (!result.isOpen || !waits)
      if result.isContradicted || result.isCut || result.hasEnded || isAtEnd { break }
    }
    return result
  }

  /// Bytes of page images behind a batch; nil when its array can be none, as most PFNs are out of range.
  private func plausibleImages(_ chunk: LegacyChunk) throws(CaptureError) -> UInt64? {
    if waits { _ = try window.capture.wait(for: chunk.payload.upperBound) }
    let size = window.capture.size
    let available = min(UInt64(chunk.payload.count), size - min(size, chunk.payload.lowerBound))
    let wordBytes = header.framing.wordBytes
    let whole = Int(available) / wordBytes * wordBytes
    let limit = min(header.p2mSize, LegacyFraming.maximumP2MSize + 1)
    let scan = try window.withBytes(at: chunk.payload.lowerBound, count: whole) { bytes in
      EntryScan(bytes, .legacy(wordBytes: wordBytes), pfnEnd: limit)
    }
    guard let scan, scan.outOfRange.count * 4 <= scan.count else { return nil }
    return UInt64(scan.contentCount) * UInt64(pageSize)
  }
}

extension LegacyChunkWalk {
  /// Where a chunk of an unknown kind or length probably ends: behind no payload, or one of the sizes that other
  /// chunks have, if the body makes sense from there. Nil when no guess fits.
  func probableEnd(of chunk: LegacyChunk) throws(CaptureError) -> UInt64? {
    guard chunk.id < 0, chunk.id > -256 else { return nil }
    let start = chunk.offset + 4
    var guesses = [start, start + 12, start + 20, start + 4, start + 8]
    if let length = try window.uint32(at: start) { guesses.append(start + 4 + UInt64(length)) }
    let patient = LegacyChunkWalk(window: window, header: header, waits: true)
    for guess in guesses where guess <= window.capture.size {
      let result = try patient.walk(from: guess)
      if !result.isContradicted, result.hasEnded || result.chunks == Self.maximumChunks { return guess }
    }
    return nil
  }
}
