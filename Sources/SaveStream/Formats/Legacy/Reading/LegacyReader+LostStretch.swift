extension LegacyReader {
  /// Zeros behind the count of a batch that make it a stretch that was lost: an END is followed by a tail, and none
  /// begins with as many.
  static let leastZeros: UInt64 = 1024

  /// Says that zeros stand where a chunk should begin, and what follows them.
  /// - Parameter mustGoOn: whether zeros alone may stand there, as behind an image on a volume.
  /// - Returns: whether it was said.
  @discardableResult mutating func reportLostStretch(
    at offset: UInt64, mustGoOn: Bool, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard offset >= lostEnd else { return false }
    let zeros = ZeroStretch(window: draft.window)
    let end = try zeros.end(from: offset)
    guard end - offset >= Self.leastZeros else { return false }
    // A count may begin with the last of the zeros.
    let found = try batchSearch.next(from: end - 4)
    guard found != nil || !mustGoOn else { return false }
    lostEnd = end
    // The stretch may have begun in the page before; earlier ones may be pages of zeros that are right.
    let start = try zeros.start(before: offset, downTo: max(header.end, offset - min(offset, UInt64(pageSize))))
    draft.report(
      Finding(
        .lostStretch, at: offset, part: .batch, value: end - start, limit: UInt64(found?.batches ?? 0),
        subject: found?.offset ?? 0))
    return true
  }
}
