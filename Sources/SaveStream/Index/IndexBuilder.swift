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

  /// Shows everything that has been collected.
  func publish() { index.publish(working) }

  /// Adds a batch of `count` entries, `contentCount` of which carry content.
  func append(
    batchAt offset: UInt64, count: Int, contentCount: Int, iteration: Int, isVerify: Bool, hasImages: Bool, isCut: Bool
  ) {
    working.batches.append(
      BatchRow(
        offset: offset, firstEntry: working.entryCount, firstContent: working.contentCount,
        count: UInt32(clamping: count), iteration: iteration, isVerify: isVerify, hasImages: hasImages, isCut: isCut))
    working.entryCount += UInt64(count)
    working.contentCount += UInt64(contentCount)
  }

  /// Adds a compressed chunk with what a scan of it found.
  func append(compressedChunkAt payload: UInt64, scan: CompressedChunkScan) {
    working.compressedChunks.append(
      CompressedChunkRow(
        payload: payload, firstPage: working.compressedPageCount, length: scan.length,
        decodedLength: scan.decodedLength, firstRestart: UInt32(clamping: working.restarts.count),
        carriedBytes: scan.carriedBytes, isContinued: scan.isContinued))
    for restart in scan.restarts { working.restarts.append(restart) }
    working.compressedPageCount += scan.pageCount
  }

  func append(_ finding: Finding) {
    working.findingCounts[finding.severity, default: 0] += 1
    let kept = keptByRule[finding.rule, default: 0]
    guard kept < Self.maximumFindingsOfRule else { return }
    keptByRule[finding.rule] = kept + 1
    working.findings.append(finding)
  }

  /// Adds a checkpoint that will not change any more.
  func append(_ row: CheckpointRow, totals: CheckpointTotals) {
    PackedTotals.append(totals, to: &working.packedTotals)
    working.checkpoints.append(row)
    working.totals.add(totals)
    working.openTotals = CheckpointTotals()
  }

  /// Whether the index has as many rows as it may: more than the largest of 256 MiB and a twenty-fifth of `size`.
  ///
  /// No real stream comes near it; a capture made of batches without content would otherwise need more memory than
  /// it has bytes.
  func isFull(captureSize size: UInt64) -> Bool {
    let rows =
      working.batches.count * MemoryLayout<BatchRow>.stride
      + working.compressedChunks.count * MemoryLayout<CompressedChunkRow>.stride
      + working.checkpoints.count * (MemoryLayout<CheckpointRow>.stride + 64)
    return UInt64(rows) > max(256 << 20, size / 25)
  }
}
