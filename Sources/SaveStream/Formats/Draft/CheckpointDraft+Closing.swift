extension CheckpointDraft {
  /// Takes compressed data, of which the capture holds all, or all there will be. It is scanned later.
  package func add(deltas payload: Range<UInt64>) {
    guard let open, !payload.isEmpty else { return }
    let chunk = PendingChunk(
      checkpoint: open.number, payload: payload.lowerBound, length: payload.upperBound - payload.lowerBound,
      entriesBefore: open.contentCount)
    waiting.append(.chunk(chunk))
    waitingBytes += chunk.length
  }

  /// Looks through all compressed data that waits, and puts the checkpoints that wait for it into the index.
  func flush() throws(CaptureError) {
    let steps = waiting
    waiting = []
    waitingBytes = 0
    let chunks = steps.compactMap { step in if case .chunk(let chunk) = step { chunk } else { nil } }
    let payloads = chunks.map { ParallelChunkScan.Payload(offset: $0.payload, length: $0.length) }
    let stop = builder.stop
    var scans = ParallelChunkScan.scan(capture, payloads) { stop.isStopRequested }.makeIterator()
    for step in steps {
      switch step {
      case .chunk(let chunk):
        guard let scan = scans.next() else { return }
        if deltas == nil {
          deltas = DeltaBinding(capture: capture, checkpoint: chunk.checkpoint, salvage: salvage)
        }
        try deltas?.take(chunk, scan.get(), into: builder)
      case .loss(let hole, let checkpoint, let entries):
        if deltas == nil { deltas = DeltaBinding(capture: capture, checkpoint: checkpoint, salvage: salvage) }
        deltas?.lose(hole, entriesBefore: entries, into: builder)
      case .checkpoint(let checkpoint):
        let own = deltas
        deltas = nil
        try close(checkpoint, own)
      }
    }
  }

  /// Puts a checkpoint into the index. `own` has taken all of its chunks; nil when there were none.
  private func close(_ checkpoint: OpenCheckpoint, _ own: DeltaBinding?) throws(CaptureError) {
    var totals = checkpoint.totals
    var findings = checkpoint.findings
    var isDecodable = true
    if checkpoint.isCompressed {
      var own = own ?? DeltaBinding(capture: capture, checkpoint: checkpoint.number, salvage: salvage)
      try own.regain(entryCount: checkpoint.contentCount, isEnded: checkpoint.endMarker != nil, into: builder)
      own.finish(entryCount: checkpoint.contentCount, end: checkpoint.endMarker, into: builder)
      own.noteDoubt(of: checkpoint.doubtedEntries, from: firstDelta, into: builder)
      if checkpoint.endMarker != nil, own.isSound { try leaveOutLeftOver(&own, checkpoint) }
      let found = try findDeltasForPageTables(checkpoint, pageCount: own.pageCount) + own.findings
      findings += found.filter(builder.count)
      totals.delta = own.totals
      totals.pages = min(own.totals.pages, checkpoint.contentCount)
      isDecodable = own.isSound
    }
    findings.sort { $0.offset < $1.offset }
    for finding in findings { builder.append(counted: finding) }
    // A record may be too short for the pages that its entries ask for, and still have an end.
    let isWhole = isDecodable && totals.pages + totals.verifyPages >= checkpoint.contentCount
    builder.append(row(of: checkpoint, isDecodable: isDecodable, isWhole: isWhole), totals: totals)
    firstCompressedChunk = builder.working.compressedChunks.count
    judge(checkpoint, isAcceptable: isDecodable && !findings.contains { $0.isRefused })
    show()
  }

  /// Shows the checkpoint that is being read.
  func showOpen() {
    guard let open else { return }
    builder.working.checkpoints.open = row(of: open, isDecodable: false, isWhole: false)
    builder.working.openTotals = open.totals
    if open.isCompressed {
      let totals = deltas?.totals ?? DeltaTotals()
      builder.working.openTotals.delta = totals
      builder.working.openTotals.pages = min(totals.pages, open.contentCount)
    }
    builder.working.bytesRead = open.end
    notePopulated(PopulatedPages(populated))
    show()
  }

  /// Shows others what has been collected.
  func show() {
    builder.working.size = capture.size
    builder.publish()
  }

  private func row(of checkpoint: OpenCheckpoint, isDecodable: Bool, isWhole: Bool) -> CheckpointRow {
    var flags: CheckpointRow.Flags = []
    if checkpoint.isComplete { flags.insert(.complete) }
    if isDecodable { flags.insert(.deltasDecode) }
    if checkpoint.isComplete, isWhole { flags.insert(.contents) }
    if checkpoint.isCompressed { flags.insert(.compressed) }
    if checkpoint.isLast { flags.insert(.last) }
    if checkpoint.hasEnded { flags.insert(.ended) }
    if checkpoint.isSalvaged { flags.insert(.salvaged) }
    return CheckpointRow(
      offset: checkpoint.offset, bodyEnd: checkpoint.bodyEnd, end: checkpoint.end, firstRow: checkpoint.firstRow,
      firstCompressedChunk: firstCompressedChunk, totalsStart: builder.working.packedTotals.count,
      detail: checkpoint.detail, flags: flags)
  }

  /// Notes the last complete checkpoint, and the last that a backup could have started from.
  private func judge(_ checkpoint: OpenCheckpoint, isAcceptable: Bool) {
    builder.working.bytesRead = checkpoint.end
    notePopulated(checkpoint.populated)
    if checkpoint.isComplete {
      builder.working.lastCompleteCheckpoint = checkpoint.number
      builder.working.populated = checkpoint.populated
    }
    if checkpoint.isVerifying, builder.working.verifyCheckpoint == nil {
      builder.working.verifyCheckpoint = checkpoint.number
    }
    let isApplied = builder.working.verifyCheckpoint == nil || checkpoint.number == 0
    isUnbroken = isUnbroken && checkpoint.isComplete && isAcceptable && isApplied
    if isUnbroken { builder.working.takeover = checkpoint.number }
  }

  /// Until a checkpoint is complete, what has been read counts, whatever it is.
  private func notePopulated(_ pages: PopulatedPages) {
    if builder.working.lastCompleteCheckpoint == nil { builder.working.populated = pages }
  }

  // MARK: Deltas and entries

  /// The place of the checkpoint's first page delta among all of the capture.
  private var firstDelta: UInt64 {
    let chunks = builder.working.compressedChunks
    return firstCompressedChunk < chunks.count
      ? chunks[firstCompressedChunk].firstPage : builder.working.compressedPageCount
  }

  /// Counts the deltas that no entry asks for, and takes them out of the totals.
  private func leaveOutLeftOver(_ own: inout DeltaBinding, _ checkpoint: OpenCheckpoint) throws(CaptureError) {
    guard own.pageCount > checkpoint.contentCount else { return }
    // Those that entries ask for are walked: they are bounded by the entries, and the others by nothing.
    var leftOver = own.totals
    var walk = try DeltaWalk(capture, builder.working, from: firstDelta)
    for _ in 0..<checkpoint.contentCount {
      guard let extent = try walk.next() else { break }
      var asked = DeltaTotals()
      asked.add(extent)
      leftOver.subtract(asked)
    }
    let first = try walk.next()?.first.lowerBound
    own.leaveOut(leftOver, entryCount: checkpoint.contentCount, at: first ?? checkpoint.end)
  }

  /// A page table travels whole: a receiver would apply runs to its own, uncanonical copy.
  private func findDeltasForPageTables(
    _ checkpoint: OpenCheckpoint, pageCount: UInt64
  ) throws(CaptureError) -> [Finding] {
    var findings: [Finding] = []
    for place in checkpoint.pageTables where place < pageCount && findings.count < 16 {
      var walk = try DeltaWalk(capture, builder.working, from: firstDelta + place)
      guard let extent = try walk.next(), extent.encoding == .delta || extent.encoding == .empty else { continue }
      findings.append(
        Finding(
          .deltaForPageTable, at: extent.first.lowerBound, checkpoint: checkpoint.number,
          part: .compressedData))
    }
    return findings
  }
}

extension Finding {
  /// Whether a receiver would not have started from what shows it. Xen 4.5's receiver complains of an undefined page
  /// type and goes on.
  var isRefused: Bool { severity == .error && rule != .pageTypeUndefined }
}
