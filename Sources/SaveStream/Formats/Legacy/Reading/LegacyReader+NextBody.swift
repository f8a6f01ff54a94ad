extension LegacyReader {
  /// Where another checkpoint begins, when what stands behind a tail makes no sense, although another one should come.
  func nextBody(
    behind tail: Range<UInt64>, isSound: Bool, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    guard let salvage = draft.salvage, body.lastCheckpointOffset == nil else { return nil }
    let isRemus = draft.number > 0 || isCompressionEnabled
    guard isRemus || !isSound || tail.upperBound < draft.capture.size || !draft.capture.isComplete else { return nil }
    if isSound {
      guard try draft.capture.wait(for: tail.upperBound + 4),
        try !self.isSound(tail.upperBound, salvage, draft)
      else { return nil }
      if try isTrailing(at: tail.upperBound, draft) { return nil }
    }
    var grammar = doubtingGrammar(draft, salvage)
    grammar.seeksBody = true
    let start = try grammar.firstVcpuContext(inTailAt: tail.lowerBound) ?? tail.lowerBound
    let found = try salvage.body(behind: start..<max(start, tail.upperBound), isFar: isRemus, grammar)
    if let found { salvage.trusted = found }
    return found
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
