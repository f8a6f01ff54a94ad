extension MigrationReader {
  /// Notes an END without content: zeros where a record should begin look like one. What follows it is looked at now
  /// where all of the capture is there, and else once reading has ended: behind an END nothing has to come that could
  /// be waited for.
  mutating func noteEmptyEnd(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    emptyEnd = (offset, draft.number)
    if draft.capture.isComplete { try reportLostStretch(draft) }
  }

  /// Says that zeros stand where a record should begin, which look like an END, where a record follows them: behind an
  /// END come other layers' records, or nothing.
  /// - Returns: whether it was said.
  @discardableResult mutating func reportLostStretch(_ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard let (start, checkpoint) = emptyEnd, let header else { return false }
    emptyEnd = nil
    let end = try ZeroStretch(window: draft.window).end(from: start)
    guard end - start >= Self.leastZeros else { return false }
    let search = RecordSearch(
      window: draft.window, order: header.order, format: draft.index.entryFormat, pfnEnd: draft.index.pfnEnd)
    guard let found = try search.next(from: start + (end - start) / 8 * 8) else { return false }
    draft.report(
      Finding(
        .lostStretch, at: start, checkpoint: checkpoint, part: .record, value: end - start,
        limit: UInt64(found.records), subject: found.offset))
    // No receiver starts from a checkpoint that has lost something.
    if draft.index.takeover == checkpoint { draft.index.takeover = nil }
    return true
  }

  /// The END of libxc and that of libxl are two times eight zeros; more are none.
  private static let leastZeros: UInt64 = 24
}
