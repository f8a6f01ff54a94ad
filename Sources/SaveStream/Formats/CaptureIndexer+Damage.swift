/// Reading on behind damage where nobody asked for it: a capture is read as a receiver does, and once more where that
/// comes to grief.
extension CaptureIndexer {
  /// Reads the capture once more, on behind damage, where the first reading lost its way. Blocks.
  /// - Parameters:
  ///   - failure: what the first reading ended in; of bytes that hold no damaged stream either, that this is so.
  ///   - second: what it is read into; asking it to stop ends this.
  /// - Returns: whether damage was found, and what is behind it; if not the first reading is all there is.
  package func findsMore(behind failure: inout CaptureError?, into second: StreamIndex) -> Bool {
    let first = index.snapshot
    guard !options.salvages, first.isFinished, capture.isComplete, !index.isStopRequested,
      first.mayBeDamaged(failure)
    else { return false }
    var options = options
    options.salvages = true
    do throws(CaptureError) {
      try CaptureIndexer(capture: capture, options: options, index: second).run()
    } catch {
      if first.stream == nil { failure = error }
      return false
    }
    return !second.isStopRequested && second.snapshot.isFoundBehindDamage(of: first)
  }
}

extension IndexSnapshot {
  /// Whether there is reason to look for damage.
  fileprivate func mayBeDamaged(_ failure: CaptureError?) -> Bool {
    if let failure { return stream == nil && failure.kind == .notAStream && failure.offset != nil }
    // Both indexes are held.
    guard checkpoints.count + entryRows.count + compressedChunks.count <= Self.mostRows else { return false }
    return checkpoints.isEmpty || isLost || mayLackRecords || hasDamagedDeltas
      || findings.contains { $0.severity == .error }
  }

  /// Rows of an index that is made twice: those of batches of 1,024 pages come to 2 TiB.
  private static let mostRows = 1 << 19

  /// Whether the end of the stream was not found, or is not beyond doubt. What only breaks a rule is read as receivers
  /// read it, and so is a sound stream with something else behind it.
  private var isLost: Bool {
    if completeCount < checkpoints.count || firstFinding(of: Self.rulesOfLoss) != nil { return true }
    return trailing.contains { $0.kind == .unknown }
      && findings.contains { $0.severity == .error || $0.rule == .trailingBytes && $0.severity == .warning }
  }

  /// Whether this is of a damaged capture, and makes sense of about as much as a reading without a search for damage, or
  /// of more. That takes a damaged checkpoint for a whole one now and then, and bytes for pages that are none.
  fileprivate func isFoundBehindDamage(of first: IndexSnapshot) -> Bool {
    guard stream != nil else { return false }
    guard first.stream != nil else { return true }
    guard senselessBytes <= first.senselessBytes + Self.mostSenseless else { return false }
    let damage = firstFinding(of: Self.rulesOfDamage)
    // Nothing else tells of images that are out of step; all that follows them may be lost, up to a checkpoint.
    if damage?.rule == .pagesShifted {
      return first.isLost || first.mayLackRecords || checkpoints.count > first.checkpoints.count
    }
    // Zeros make checkpoints that end at once, and pages of PFN 0.
    if first.firstFinding(of: [.lostStretch]) != nil { return isSalvaged || damage != nil }
    guard completeCount + 1 >= first.completeCount || senselessBytes < first.senselessBytes else { return false }
    if !doubtfulDeltas.isEmpty, first.hasDamagedDeltas { return true }
    guard !holes.isEmpty || damage != nil else { return false }
    if first.firstFinding(of: [.pageDataLength]) != nil, contentCountInAll > first.contentCountInAll { return true }
    guard first.isLost else { return false }
    // What the first took for pages may have been none, so that how many they were tells nothing.
    return completeCount > first.completeCount || contentCountInAll > 0
  }

  private var mayLackRecords: Bool { firstFinding(of: [.vcpuInfoMissing]) != nil }

  /// Whether compressed data does not decode, or to so many more deltas than there are entries as zeros do.
  private var hasDamagedDeltas: Bool {
    findings.contains {
      Self.rulesOfDeltas.contains($0.rule) || $0.rule == .deltaLeftOver && $0.value > $0.limit &+ Self.mostLeftOver
    }
  }

  /// Deltas that are too many and may be a sender's.
  private static let mostLeftOver: UInt64 = 64

  private var contentCountInAll: UInt64 { contentCount + compressedPageCount }

  /// Bytes more of which nothing is known: a batch of which the entries are lost has so many.
  private static let mostSenseless: UInt64 = 1024 * UInt64(pageSize + 8)

  private var completeCount: Int { checkpoints.count(where: \.isComplete) }

  /// Whether there are bytes in the stream or behind it of which nothing is known.
  package var hasSenselessBytes: Bool { senselessBytes > 0 }

  /// How many they are.
  private var senselessBytes: UInt64 {
    let trailing = trailing.reduce(0) { $0 + ($1.kind == .unknown ? UInt64($1.range.count) : 0) }
    return totals.bytes[.unknown] + openTotals.bytes[.unknown] + trailing
  }

  /// What is only said where a capture is read on behind damage.
  private static let rulesOfDamage: Set<FindingRule> = [.streamDamaged, .pagesShifted, .wordCorrected, .deltasLost]

  /// What tells that pages were not found, or not the end.
  private static let rulesOfLoss: Set<FindingRule> = [.lostStretch, .cutShort]

  /// What tells that compressed data does not decode.
  private static let rulesOfDeltas: Set<FindingRule> = [.deltaZeroRun, .deltaPastPage, .deltaTooShort]

  /// The first finding that tells of damage, where a capture was read on behind it.
  package var firstDamage: Finding? {
    firstFinding(of: Self.rulesOfDamage.union([.lostStretch])) ?? findings.first { $0.severity == .error }
  }

  private func firstFinding(of rules: Set<FindingRule>) -> Finding? { findings.first { rules.contains($0.rule) } }
}
