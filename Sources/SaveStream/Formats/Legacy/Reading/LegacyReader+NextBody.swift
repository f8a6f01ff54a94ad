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
}
