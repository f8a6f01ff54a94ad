/// Puts checkpoints into the index, in their order: binds deltas to entries, counts, and judges what is complete.
final class CheckpointCloser {
  private let capture: Capture
  private let builder: IndexBuilder
  /// The first compressed chunk that belongs to no closed checkpoint yet.
  private var firstCompressedChunk = 0
  /// Whether every checkpoint so far could have been taken over.
  private var isUnbroken: Bool

  /// What is wrong with the header, and in `builder` by now, counts against every checkpoint.
  init(capture: Capture, builder: IndexBuilder) {
    self.capture = capture
    self.builder = builder
    isUnbroken = !builder.working.findings.contains { $0.isRefused }
  }

  /// Closes a checkpoint. `deltas` has taken all of its chunks; nil when there were none.
  func close(_ body: LegacyBody, _ deltas: CompressedBody?) throws(CaptureError) {
    var totals = body.totals
    var findings = body.findings
    var isDecodable = true
    if body.isCompressed {
      var deltas = deltas ?? CompressedBody(capture: capture, checkpoint: body.checkpoint)
      deltas.finish(entryCount: body.contentCount, end: body.endOffset, into: builder)
      if body.endOffset != nil, deltas.isSound { try leaveOutLeftOver(&deltas, body) }
      try findings += findDeltasForPageTables(body, pageCount: deltas.pageCount)
      findings += deltas.findings
      totals.delta = deltas.totals
      totals.pages = min(deltas.totals.pages, body.contentCount)
      isDecodable = deltas.isSound
    }
    findings.sort { $0.offset < $1.offset }
    for finding in findings { builder.append(finding) }
    for (severity, count) in body.unkeptFindings { builder.working.findingCounts[severity, default: 0] += count }
    builder.append(row(of: body, isDecodable: isDecodable), totals: totals)
    firstCompressedChunk = builder.working.compressedChunks.count
    judge(body, isAcceptable: isDecodable && !findings.contains { $0.isRefused })
    show()
  }

  /// Shows a checkpoint that is still being read. `deltas` is what its compressed chunks brought so far.
  func showOpen(_ body: LegacyBody, deltas: DeltaTotals?) {
    builder.working.checkpoints.open = row(of: body, isDecodable: false)
    builder.working.openTotals = body.totals
    if body.isCompressed {
      let totals = deltas ?? DeltaTotals()
      builder.working.openTotals.delta = totals
      builder.working.openTotals.pages = min(totals.pages, body.contentCount)
    }
    builder.working.bytesRead = body.end
    show()
  }

  private func show() {
    builder.working.size = capture.size
    builder.publish()
  }

  private func row(of body: LegacyBody, isDecodable: Bool) -> CheckpointRow {
    var flags: CheckpointRow.Flags = []
    if body.isComplete { flags.insert(.complete) }
    if isDecodable { flags.insert(.deltasDecode) }
    if body.isCompressed { flags.insert(.compressed) }
    if body.lastCheckpointOffset != nil { flags.insert(.last) }
    return CheckpointRow(
      offset: body.offset, tailOffset: body.endOffset.map { $0 + 4 } ?? 0, end: body.end, firstBatch: body.firstBatch,
      firstCompressedChunk: firstCompressedChunk, totalsStart: builder.working.packedTotals.count,
      vcpuCount: body.vcpuCount ?? 1, flags: flags)
  }

  /// Notes the last complete checkpoint, and the last that a backup could have started from.
  private func judge(_ body: LegacyBody, isAcceptable: Bool) {
    builder.working.bytesRead = body.end
    if body.isComplete { builder.working.lastCompleteCheckpoint = body.checkpoint }
    if body.isVerifying, builder.working.verifyCheckpoint == nil { builder.working.verifyCheckpoint = body.checkpoint }
    let isApplied = builder.working.verifyCheckpoint == nil || body.checkpoint == 0
    isUnbroken = isUnbroken && body.isComplete && isAcceptable && isApplied
    if isUnbroken { builder.working.takeover = body.checkpoint }
  }

  // MARK: Deltas and entries

  /// The place of the body's first page delta among all of the capture.
  private var firstPage: UInt64 {
    let chunks = builder.working.compressedChunks
    return firstCompressedChunk < chunks.count
      ? chunks[firstCompressedChunk].firstPage : builder.working.compressedPageCount
  }

  /// Counts the deltas that no entry asks for, and takes them out of the totals.
  private func leaveOutLeftOver(_ deltas: inout CompressedBody, _ body: LegacyBody) throws(CaptureError) {
    guard deltas.pageCount > body.contentCount else { return }
    var walk = try DeltaWalk(capture, builder.working, from: firstPage + body.contentCount)
    var leftOver = DeltaTotals()
    var first: UInt64?
    while let extent = try walk.next() {
      first = first ?? extent.first.lowerBound
      leftOver.add(extent)
    }
    deltas.leaveOut(leftOver, entryCount: body.contentCount, at: first ?? body.end)
  }

  /// A page table travels whole: a receiver would apply runs to its own, uncanonical copy.
  private func findDeltasForPageTables(_ body: LegacyBody, pageCount: UInt64) throws(CaptureError) -> [Finding] {
    var findings: [Finding] = []
    for place in body.pageTables where place < pageCount && findings.count < 16 {
      var walk = try DeltaWalk(capture, builder.working, from: firstPage + place)
      guard let extent = try walk.next(), extent.encoding == .delta || extent.encoding == .empty else { continue }
      findings.append(
        Finding(
          .deltaForPageTable, .warning, at: extent.first.lowerBound, checkpoint: body.checkpoint,
          part: .compressedData))
    }
    return findings
  }
}

extension DeltaTotals {
  /// Counts one page delta.
  mutating func add(_ extent: DeltaExtent) {
    switch extent.encoding {
    case .empty: empty += 1
    case .full: full += 1
    case .delta: delta += 1
    default: return
    }
    runs += UInt64(extent.counts.runs)
    skips += UInt64(extent.counts.skips)
    let literal = extent.encoding == .full ? UInt64(pageSize) : UInt64(extent.counts.literalWords) * 4
    literalBytes += literal
    markerBytes += extent.length - min(literal, extent.length)
  }
}

extension Finding {
  /// Whether a receiver would not have started from what shows it. Xen 4.5's receiver complains of an undefined page
  /// type and goes on.
  fileprivate var isRefused: Bool { severity == .error && rule != .pageTypeUndefined }
}
