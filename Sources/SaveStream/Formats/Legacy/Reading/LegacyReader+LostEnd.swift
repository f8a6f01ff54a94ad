/// A tail in front of which the END of the body is lost.
extension LegacyReader {
  /// Whether a tail begins where a chunk should. The list of unmapped PFNs looks like a batch, with a vCPU's context
  /// where its first image would be.
  func isTailWithoutEnd(_ chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard let salvage = draft.salvage, chunk.kind == .batch || chunk.kind == .unknown, salvage.tailsLeft > 0 else {
      return false
    }
    salvage.tailsLeft -= 1
    guard case .strong = try grammar(draft, salvage).tail(at: chunk.offset) else { return false }
    return true
  }

  /// Whether a body ends at a file offset although what stands there makes no sense as it is: the END is lost, or the
  /// count behind it is wrong.
  func isDamagedEnd(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    let chunk = try LegacyChunk.read(draft.window, at: offset, framing: header.framing)
    if chunk.kind == .end { return try otherUnmappedCount(at: offset + 4, draft) != nil }
    return try isTailWithoutEnd(chunk, draft)
  }

  /// Ends the body where the tail begins.
  mutating func endCheckpointWithoutEnd(
    _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let start = position
    let kind: PlaceSign.Kind = header.framing.guest == .hvm ? .hvmTail : .pvTail
    let sign = PlaceSign(kind, count: 0, header.framing.guest == .hvm ? .certain : .likely)
    draft.open?.isSalvaged = true
    draft.index.hasLostEnd = true
    draft.report(.streamDamaged, at: start, part: .body, value: 0, limit: sign.packed, subject: start)
    draft.endBody(marker: start, end: start)
    return try readTail(behind: start, from: start, &position, draft)
  }
}
