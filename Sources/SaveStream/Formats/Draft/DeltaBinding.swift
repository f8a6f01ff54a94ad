/// Ties the page deltas of one body to its entries: takes the scans of its chunks in their order, and in the end says
/// what is wrong.
struct DeltaBinding {
  let capture: Capture
  let checkpoint: Int
  /// What the way is found again with; nil where that was not asked for.
  let salvage: Salvage?
  /// Page deltas that began in the chunks taken so far.
  var pageCount: UInt64 = 0
  /// What the page deltas that ended consist of.
  var totals = DeltaTotals()
  var findings: [Finding] = []
  /// Whether every delta so far decodes.
  private(set) var isSound = true
  /// The first chunk that does not decode, or hole, and all that came behind it: only the end of the body tells which
  /// pages they belong to. In a damaged stream only.
  var damaged: [DamagedData] = []
  /// Deltas that may be none, or other pages', by their places among all of the capture, in ascending order.
  var doubtful: [Range<UInt64>] = []

  /// Whether looking through a chunk was stopped.
  private var isStopped = false

  /// The last chunk taken: whether its last page goes on is known only when the next one comes.
  private var held: (chunk: PendingChunk, scan: CompressedChunkScan)?
  /// The first chunk that brought more deltas than there were entries.
  private var firstAhead: (offset: UInt64, pages: UInt64, entries: UInt64)?

  init(capture: Capture, checkpoint: Int, salvage: Salvage? = nil) {
    self.capture = capture
    self.checkpoint = checkpoint
    self.salvage = salvage
  }

  /// Takes the next chunk. `scan` is one that began at the chunk's first byte; it is made anew when a page goes on
  /// from the chunk before.
  mutating func take(
    _ chunk: PendingChunk, _ scan: CompressedChunkScan, into builder: IndexBuilder
  ) throws(CaptureError) {
    if !damaged.isEmpty { return damaged.append(.chunk(chunk)) }
    guard isSound else {
      appendHeld(to: builder)
      append(chunk, CompressedChunkScan(undecodable: chunk.length), to: builder)
      return
    }
    var scan = scan
    if let held, held.scan.isContinued {
      scan = try CompressedChunkScan(
        capture, payload: chunk.payload, length: chunk.length, continuing: held.scan.scanner,
        isStopped: { builder.isStopRequested })
      findings.append(
        Finding(.deltaSplit, at: chunk.payload, checkpoint: checkpoint, part: .compressedData))
    }
    appendHeld(to: builder)
    if let fault = scan.fault {
      isSound = false
      findings.append(
        Finding(
          fault.kind == .zeroRun ? .deltaZeroRun : .deltaPastPage, at: chunk.payload + fault.marker,
          checkpoint: checkpoint, part: .compressedData, value: UInt64(fault.word), limit: UInt64(wordsPerPage)))
    }
    if let stop = scan.stop {
      isSound = false
      isStopped = true
      findings.append(
        Finding(.indexingStopped, at: chunk.payload + stop, checkpoint: checkpoint, part: .compressedData))
    }
    pageCount += scan.pageCount
    totals.add(scan.totals)
    if pageCount > chunk.entriesBefore, firstAhead == nil {
      firstAhead = (chunk.payload, pageCount, chunk.entriesBefore)
    }
    guard salvage != nil, scan.fault != nil else {
      held = (chunk, scan)
      return
    }
    damaged = [.faulty(chunk, scan)]
    // What comes before its entries is what was taken for deltas.
    firstAhead = nil
  }

  /// Notes that compressed data may be lost here.
  mutating func lose(_ hole: Hole, entriesBefore: UInt64, into builder: IndexBuilder) {
    appendHeld(to: builder)
    isSound = false
    damaged.append(.hole(hole, entriesBefore: entriesBefore))
  }

  /// Ends the body, which brought `entryCount` entries that need a delta. `end` is where its END word is, nil when
  /// the capture ends before it.
  mutating func finish(entryCount: UInt64, end: UInt64?, into builder: IndexBuilder) {
    takeBackUnfinished(isEnded: end != nil)
    let dataEnd = held.map { $0.chunk.payload + $0.chunk.length }
    appendHeld(to: builder)
    reportAhead(entryCount: entryCount, isEnded: end != nil)
    guard let end, isSound else { return }
    // Where in it there are too many or too few does not show.
    if salvage != nil, pageCount != entryCount {
      let count = builder.working.compressedPageCount
      doubtful.append(count - min(count, pageCount)..<count)
    }
    if pageCount < entryCount {
      isSound = false
      findings.append(
        Finding(
          .deltaMissing, at: dataEnd ?? end, checkpoint: checkpoint, part: .compressedData, value: pageCount,
          limit: entryCount))
    }
  }

  /// Takes back the page that the last chunk ends inside.
  private mutating func takeBackUnfinished(isEnded: Bool) {
    guard var last = held, last.scan.isContinued else { return }
    isSound = false
    if last.scan.pageCount > 0 {
      last.scan.pageCount -= 1
      last.scan.decodedLength = UInt32(clamping: last.scan.lastPageStart)
      pageCount -= 1
    } else {
      last.scan.decodedLength = 0
    }
    last.scan.isContinued = false
    held = last
    guard isEnded else { return }
    findings.append(
      Finding(
        .deltaTooShort, at: last.chunk.payload + UInt64(last.scan.decodedLength), checkpoint: checkpoint,
        part: .compressedData))
  }

  /// Takes a chunk that ends inside a page at the end of the body for a damaged one, where the way is found again:
  /// bytes that came in between may decode.
  mutating func doubtUnfinished() {
    guard salvage != nil, !isStopped, damaged.isEmpty, held?.scan.isContinued == true else { return }
    takeBackUnfinished(isEnded: true)
    if let held { damaged = [.faulty(held.chunk, held.scan)] }
    held = nil
    firstAhead = nil
  }

  /// Says where data came before the entries that it belongs to. Data that no entry asks for, at the end of a body that
  /// is sound otherwise, is a matter of its own.
  private mutating func reportAhead(entryCount: UInt64, isEnded: Bool) {
    guard let firstAhead, !isStopped, !isEnded || !isSound || firstAhead.entries < entryCount else { return }
    findings.append(
      Finding(
        .deltaBeforeEntry, at: firstAhead.offset, checkpoint: checkpoint, part: .compressedData,
        value: firstAhead.pages, limit: firstAhead.entries))
  }

  /// Takes back the deltas that no entry asks for, and says so. `offset` is where the first of them begins.
  mutating func leaveOut(_ leftOver: DeltaTotals, entryCount: UInt64, at offset: UInt64) {
    totals.subtract(leftOver)
    findings.append(
      Finding(
        .deltaLeftOver, at: offset, checkpoint: checkpoint, part: .compressedData, value: pageCount,
        limit: entryCount))
  }

  private mutating func appendHeld(to builder: IndexBuilder) {
    guard let held else { return }
    append(held.chunk, held.scan, to: builder)
    self.held = nil
  }

  func append(_ chunk: PendingChunk, _ scan: CompressedChunkScan, to builder: IndexBuilder) {
    builder.append(
      compressedChunkAt: chunk.payload, length: scan.length, decodedLength: scan.decodedLength,
      carriedBytes: scan.carriedBytes, isContinued: scan.isContinued, deltaCount: scan.pageCount,
      restarts: scan.restarts)
  }
}
