/// The one writer of an index: collects rows and shows them, whole checkpoints and a partial last one, to others.
final class IndexBuilder {
  private let index: StreamIndex
  /// What will be shown by the next `publish()`.
  var working = IndexSnapshot()

  /// Findings of one rule that are kept; those beyond are only counted, so that a damaged capture cannot fill the
  /// memory.
  static let maximumFindingsOfRule = 20_000
  private var keptByRule: [FindingRule: Int] = [:]

  init(index: StreamIndex) { self.index = index }

  var isStopRequested: Bool { index.isStopRequested }

  /// What tells, on any thread, whether the reader was asked to stop.
  var stop: StreamIndex { index }

  /// Shows everything that has been collected.
  func publish() { index.publish(working) }

  /// Adds entries of a PFN array: at most 1024, `contentCount` of which carry content.
  /// - Parameter headBytes: between the record's first byte and its array; 0 where the record goes on from the row
  ///   before.
  func append(
    entriesAt array: UInt64, headBytes: UInt8, count: Int, contentCount: Int, iteration: Int, flags: EntryRow.Flags
  ) {
    working.entryRows.append(
      EntryRow(
        array: array, headBytes: headBytes, firstEntry: working.entryCount, firstContent: working.contentCount,
        count: count, iteration: iteration, flags: flags))
    working.entryCount += UInt64(count)
    working.contentCount += UInt64(contentCount)
  }

  /// Says that the next `rowCount` rows are of one record, whose images begin at a file offset (0: it has none).
  func append(longRecordOf rowCount: Int, images: UInt64) {
    let before = working.longRecords.last.map { $0.continuedBefore + $0.rowCount - 1 } ?? 0
    working.longRecords.append(
      LongRecordRow(
        firstRow: working.entryRows.count, rowCount: rowCount, continuedBefore: before, images: images))
  }

  /// Says where an image of the next row is, by its place in that row, and that those behind it follow one another.
  func append(imagesOfNextRowFrom first: Int, at offset: UInt64, _ kind: ImageStretch.Kind) {
    working.imageStretches.append(
      ImageStretch(firstContent: working.contentCount + UInt64(first), offset: offset, kind: kind))
  }

  /// Adds a compressed chunk: the deltas that begin in it, and where walks among them can begin.
  func append(
    compressedChunkAt payload: UInt64, length: UInt32, decodedLength: UInt32, carriedBytes: UInt16, isContinued: Bool,
    deltaCount: UInt64, restarts: [RestartPoint], piece: CompressedChunkRow.Piece = .front
  ) {
    working.compressedChunks.append(
      CompressedChunkRow(
        payload: payload, firstPage: working.compressedPageCount, length: length, decodedLength: decodedLength,
        firstRestart: UInt32(clamping: working.restarts.count), carriedBytes: carriedBytes, isContinued: isContinued,
        piece: piece))
    for restart in restarts { working.restarts.append(restart) }
    working.compressedPageCount += deltaCount
  }

  // MARK: Findings

  /// Counts a finding. Returns whether it is one of those that are kept; then `append(counted:)` has to follow, or
  /// `takeBack`.
  func count(_ finding: Finding) -> Bool {
    working.findingCounts[finding.severity, default: 0] += 1
    let kept = keptByRule[finding.rule, default: 0]
    guard kept < Self.maximumFindingsOfRule else {
      working.onlyCounted[finding.rule, default: 0] += 1
      return false
    }
    keptByRule[finding.rule] = kept + 1
    return true
  }

  /// Adds a finding that was counted, and is to be kept.
  func append(counted finding: Finding) { working.findings.append(finding) }

  /// Forgets a finding that was counted, and was to be kept.
  func takeBack(_ finding: Finding) {
    working.findingCounts[finding.severity, default: 1] -= 1
    if working.findingCounts[finding.severity] == 0 { working.findingCounts[finding.severity] = nil }
    keptByRule[finding.rule, default: 1] -= 1
  }

  /// Forgets all findings of a rule, as what they say has turned out otherwise.
  func forget(_ rule: FindingRule) {
    var kept = Rows<Finding>()
    for finding in working.findings {
      if finding.rule == rule { takeBack(finding) } else { kept.append(finding) }
    }
    working.findings = kept
  }

  /// Adds a finding.
  func append(_ finding: Finding) { if count(finding) { append(counted: finding) } }

  // MARK: Checkpoints

  /// Adds a checkpoint that will not change any more.
  func append(_ row: CheckpointRow, totals: CheckpointTotals) {
    PackedTotals.append(totals, to: &working.packedTotals)
    working.checkpoints.append(row)
    working.totals.add(totals)
    working.openTotals = CheckpointTotals()
  }

  /// Whether the index has as many rows as it may: more than the largest of 128 MiB and a twenty-fifth of `size`.
  ///
  /// No real stream comes near it; a capture made of batches without content would otherwise need more memory than
  /// it has bytes.
  func isFull(captureSize size: UInt64) -> Bool {
    if working.restarts.count >= Self.mostNumbered || working.packedTotals.count >= Self.mostNumbered
      || working.entryRows.count >= Self.mostNumbered || working.compressedChunks.count >= Self.mostNumbered
    {
      return true
    }
    let rows =
      working.entryRows.count * MemoryLayout<EntryRow>.stride
      + working.longRecords.count * MemoryLayout<LongRecordRow>.stride
      + working.compressedChunks.count * MemoryLayout<CompressedChunkRow>.stride
      + working.restarts.count * MemoryLayout<RestartPoint>.stride + working.packedTotals.count
      + working.findings.count * MemoryLayout<Finding>.stride
      + working.checkpoints.count * MemoryLayout<CheckpointRow>.stride
      + working.holes.count * MemoryLayout<Hole>.stride
      + working.imageStretches.count * MemoryLayout<ImageStretch>.stride
      + (working.lostDeltas.count + working.doubtfulDeltas.count) * MemoryLayout<DeltaStretch>.stride
    return UInt64(rows) > max(128 << 20, size / 25)
  }

  /// Rows of a checkpoint and of a compressed chunk number others with 32 bits.
  private static let mostNumbered = Int(UInt32.max) - EntryFormat.entriesPerRow
}
