/// Reads the chunks of a legacy body, from a file offset to its END word.
struct LegacyBodyReader {
  /// How the reading of a body ended.
  enum Outcome {
    /// At its END word.
    case ended
    /// The capture ends inside it.
    case cut
    /// Something in it makes the rest unreadable.
    case broken
    /// The index was asked to stop, or is full.
    case stopped
  }

  let window: ByteWindow
  let header: LegacyHeader
  let builder: IndexBuilder
  let queue: CompressedDataQueue
  let closer: CheckpointCloser

  private(set) var body: LegacyBody
  /// Whether compression was switched on, or must have been.
  private(set) var enablesCompression = false
  /// Where verify mode was switched on, if it was.
  private(set) var verifyOffset: UInt64?
  private var position: UInt64
  private var chunksSinceShown = 0

  init(
    body: LegacyBody, window: ByteWindow, header: LegacyHeader, builder: IndexBuilder, queue: CompressedDataQueue,
    closer: CheckpointCloser
  ) {
    self.body = body
    self.window = window
    self.header = header
    self.builder = builder
    self.queue = queue
    self.closer = closer
    position = body.offset
  }

  private var capture: Capture { window.capture }

  /// Reads chunk after chunk.
  mutating func read() throws(CaptureError) -> Outcome {
    while true {
      if builder.isStopRequested || builder.isFull(captureSize: capture.size) { return stop() }
      let chunk = try LegacyChunk.read(window, at: position, framing: header.framing)
      if let finding = chunk.finding { body.report(finding) }
      switch chunk.kind {
      case .end:
        body.totals.bytes[.framing] += 4
        body.endOffset = chunk.offset
        body.end = chunk.offset + 4
        finishBody()
        return .ended
      case .cut: return cutChunkID(chunk)
      case .unknown:
        if let outcome = try passUnknown(chunk) { return outcome }
      case .batch:
        if let outcome = try readBatch(chunk) { return outcome }
      case .metadata(let id):
        if let outcome = try readMetadata(chunk, id) { return outcome }
      }
      body.end = position
      chunksSinceShown += 1
      if chunksSinceShown >= (capture.isComplete ? 256 : 1) {
        chunksSinceShown = 0
        try queue.flush(checkpoint: body.checkpoint)
        closer.showOpen(body, deltas: queue.openTotals)
      }
    }
  }

  // MARK: Batches

  private mutating func readBatch(_ chunk: LegacyChunk) throws(CaptureError) -> Outcome? {
    let wordBytes = header.framing.wordBytes
    body.totals.bytes[.framing] += 4
    let isArrayWhole = try capture.wait(for: chunk.payload.upperBound)
    let available = isArrayWhole ? chunk.payload.count : Int(capture.size - min(capture.size, chunk.payload.lowerBound))
    body.totals.bytes[.pfnArrays] += UInt64(available)
    let whole = available / wordBytes * wordBytes
    let p2mSize = header.p2mSize
    let scan = try window.withBytes(at: chunk.payload.lowerBound, count: whole) { bytes in
      LegacyBatchScan(bytes, wordBytes: wordBytes, p2mSize: p2mSize)
    }
    guard let scan else { return .cut }
    if !body.isCompressed, isArrayWhole, try isFollowedByCompressedData(chunk) { body.isCompressed = true }
    body.count(scan)
    body.report(scan, chunk, header)
    builder.append(
      batchAt: chunk.offset, count: scan.count, contentCount: scan.contentCount, iteration: body.iteration,
      isVerify: body.isVerifying, hasImages: !body.isCompressed, isCut: !isArrayWhole)
    guard isArrayWhole else {
      body.end = capture.size
      body.reportCut(.pfnArray, at: body.end, have: UInt64(available), need: UInt64(chunk.payload.count))
      return .cut
    }
    position = chunk.payload.upperBound
    return body.isCompressed ? nil : try hopOverImages(scan)
  }

  private mutating func hopOverImages(_ scan: LegacyBatchScan) throws(CaptureError) -> Outcome? {
    let length = UInt64(scan.contentCount) * UInt64(pageSize)
    let isWhole = try capture.wait(for: position + length)
    let available = isWhole ? length : capture.size - min(capture.size, position)
    body.totals.bytes[.pageData] += available
    let pages = available / UInt64(pageSize)
    if body.isVerifying { body.totals.verifyPages += pages } else { body.totals.pages += pages }
    position += available
    guard isWhole else {
      body.end = position
      body.reportCut(.pageData, at: position, have: available, need: length)
      return .cut
    }
    return nil
  }

  /// Whether the array of a batch after checkpoint 0 is followed by compressed data although compression was never
  /// enabled: a sound COMPRESSED_DATA chunk, behind which a known chunk stands, is no page image.
  private mutating func isFollowedByCompressedData(_ batch: LegacyChunk) throws(CaptureError) -> Bool {
    guard body.checkpoint > 0, body.firstBatch == builder.working.batches.count else { return false }
    let next = try LegacyChunk.read(window, at: batch.payload.upperBound, framing: header.framing)
    guard next.kind == .metadata(.compressedData), next.finding == nil, next.cutIn == nil, !next.payload.isEmpty
    else { return false }
    let after = try LegacyChunk.read(window, at: next.payload.upperBound, framing: header.framing)
    guard after.kind != .unknown, after.finding == nil else { return false }
    body.report(.compressedUnexpected, at: next.offset, part: .compressedData)
    enablesCompression = true
    return true
  }

  // MARK: Metadata

  private mutating func readMetadata(_ chunk: LegacyChunk, _ id: LegacyChunkID) throws(CaptureError) -> Outcome? {
    if chunk.finding?.severity == .error { return try passUnknown(chunk) }
    let bodyEnd = min(chunk.payload.upperBound, max(chunk.offset, capture.size))
    let framing = min(chunk.framingLength, bodyEnd - chunk.offset)
    let payload = bodyEnd - chunk.offset - framing
    body.totals.bytes[.framing] += framing
    if id == .compressedData {
      body.totals.bytes[.compressedData] += payload
    } else {
      body.totals.bytes[.metadata] += payload
    }
    position = bodyEnd
    if id == .compressedData { takeCompressedData(chunk, available: payload) }
    if let part = chunk.cutIn {
      body.end = bodyEnd
      body.reportCut(part, at: bodyEnd, have: payload, need: UInt64(chunk.payload.count))
      return .cut
    }
    try note(chunk, id)
    return nil
  }

  private mutating func takeCompressedData(_ chunk: LegacyChunk, available: UInt64) {
    if !body.isCompressed {
      body.report(.compressedUnexpected, at: chunk.offset, part: .compressedData)
      guard body.checkpoint > 0, body.totals.bytes[.pageData] == 0 else { return }
      body.isCompressed = true
      enablesCompression = true
    }
    if chunk.payload.isEmpty, chunk.cutIn == nil {
      body.report(.compressedEmpty, at: chunk.offset, part: .compressedData)
    }
    guard available > 0 else { return }
    queue.add(
      PendingChunk(
        payload: chunk.payload.lowerBound, length: available, isCut: chunk.cutIn != nil,
        entriesBefore: body.contentCount))
  }

  private mutating func note(_ chunk: LegacyChunk, _ id: LegacyChunkID) throws(CaptureError) {
    switch id {
    case .enableVerifyMode:
      body.isVerifying = true
      verifyOffset = chunk.offset
    case .lastCheckpoint: body.lastCheckpointOffset = chunk.offset
    case .enableCompression:
      if body.checkpoint == 0 {
        enablesCompression = true
      } else {
        body.report(.compressionEnabledLate, at: chunk.offset)
      }
    case .vcpuInfo: try noteVcpus(chunk)
    case .hvmIoreqServerPFN: body.ioreqServerChunks.pfn = chunk.offset
    case .hvmIoreqServerPages: body.ioreqServerChunks.pages = chunk.offset
    default: break
    }
    if id.isHVMParameter, header.framing.guest == .pv { body.report(.hvmChunkInPV, at: chunk.offset) }
    for finding in try LegacyPayload.findings(
      id: id.rawValue, payload: chunk.payloadWithLength, toolstackBits: header.framing.wordBytes * 8,
      checkpoint: body.checkpoint, capture: capture)
    {
      body.report(finding)
    }
  }

  /// Counts the set bits of the vCPU map up to the highest id; a PV tail has a record for each.
  private mutating func noteVcpus(_ chunk: LegacyChunk) throws(CaptureError) {
    if body.vcpuCount != nil { body.report(.vcpuInfoRepeated, at: chunk.offset) }
    let start = chunk.payload.lowerBound
    guard let highest = try window.int32(at: start), highest >= 0 else { return }
    var count = 0
    for word in 0...Int(highest) / 64 {
      guard let bits = try window.uint64(at: start + 4 + UInt64(word) * 8) else { return }
      let used = min(Int(highest) + 1 - word * 64, 64)
      count += (used == 64 ? bits : bits & (1 << UInt64(used) - 1)).nonzeroBitCount
    }
    body.vcpuCount = count
  }

  // MARK: Ends

  private mutating func finishBody() {
    if body.vcpuCount == nil {
      body.report(.vcpuInfoMissing, at: body.end - 4, part: .body)
    }
    switch body.ioreqServerChunks {
    case (let offset?, nil), (nil, let offset?): body.report(.ioreqServerPair, at: offset)
    default: break
    }
  }

  private mutating func cutChunkID(_ chunk: LegacyChunk) -> Outcome {
    let end = max(chunk.offset, capture.size)
    body.totals.bytes[.framing] += end - chunk.offset
    body.end = end
    body.reportCut(.chunkID, at: end, have: end - chunk.offset, need: 4)
    return .cut
  }

  /// Nothing says where the chunk ends: goes on behind it where a guess fits, else the rest cannot be placed.
  private mutating func passUnknown(_ chunk: LegacyChunk) throws(CaptureError) -> Outcome? {
    if chunk.kind == .unknown {
      body.report(
        chunk.id > 0 ? .batchTooLarge : .unknownChunk, at: chunk.offset, part: .chunkID,
        value: UInt64(UInt32(bitPattern: chunk.id)), limit: UInt64(LegacyFraming.maximumBatch))
    }
    if chunk.kind == .metadata(.vcpuInfo) { body.vcpuCount = body.vcpuCount ?? 1 }
    position = chunk.offset
    guard let end = try LegacyChunkWalk(window: window, header: header).probableEnd(of: chunk) else {
      return try giveUpRest()
    }
    body.totals.bytes[.unknown] += end - position
    position = end
    return nil
  }

  private mutating func giveUpRest() throws(CaptureError) -> Outcome {
    try capture.waitForEnd()
    let end = max(position, capture.size)
    body.totals.bytes[.unknown] += end - position
    body.end = end
    return .broken
  }

  private mutating func stop() -> Outcome {
    let isFull = !builder.isStopRequested
    body.report(isFull ? .indexFull : .indexingStopped, at: position, part: .body)
    body.end = position
    return .stopped
  }
}
