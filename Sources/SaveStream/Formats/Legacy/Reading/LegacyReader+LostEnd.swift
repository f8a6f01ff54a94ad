/// A tail in front of which the END of the body is lost, or whose first count is damaged.
extension LegacyReader {
  /// Whether a tail begins where a chunk should. The list of unmapped PFNs looks like a batch, with a vCPU's context
  /// where its first image would be; one behind whose images another chunk stands is one.
  func isTailWithoutEnd(_ chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard let salvage = draft.salvage, chunk.kind == .batch || chunk.kind == .unknown, salvage.tailsLeft > 0 else {
      return false
    }
    salvage.tailsLeft -= 1
    let grammar = grammar(draft, salvage)
    guard try grammar.isTailWithoutEnd(at: chunk.offset) else { return false }
    return try !grammar.isBatch(at: chunk.offset)
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

  /// Takes the count of the PFNs that a PV guest's tail begins with for another one, where the tail makes sense with it.
  func correctTail(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    guard let salvage = draft.salvage, let count = try otherUnmappedCount(at: offset, draft),
      let word = try salvage.window.uint32(at: offset)
    else { return }
    let sign = try salvage.sign(at: offset - 4, doubtingGrammar(draft, salvage))
    salvage.window.corrections[offset] = count
    draft.noteCorrection(at: offset, from: word, to: count, part: .unmappedList, sign: sign)
  }

  /// The count that makes sense of a tail in which it is wrong in one bit.
  func otherUnmappedCount(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt32? {
    guard let salvage = draft.salvage, draft.mayCorrect, salvage.countsLeft > 0 else { return nil }
    salvage.countsLeft -= 1
    return try grammar(draft, salvage).otherUnmappedCount(at: offset)
  }
}
