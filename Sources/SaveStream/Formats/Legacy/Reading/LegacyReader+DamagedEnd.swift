/// What stands where a batch should end, when that makes sense only if it is damaged, too.
extension LegacyReader {
  /// Where another chunk begins beyond doubt inside such a one, or shortly before it: bytes were lost among the images or
  /// came in between, and what seems to stand there are bytes of an image. Nil where nothing speaks against what is
  /// there.
  func placeInsideDamaged(
    _ offset: UInt64, behind batch: LegacyChunk, from floor: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    guard let end = try endOfDamaged(offset, salvage, draft) else { return nil }
    let near = try salvage.place(near: offset, from: floor, most: 0, doubtingGrammar(draft, salvage))
    guard let near, near != offset, near < end, let sign = try sign(at: near, draft), sign.certainty == .certain else {
      return nil
    }
    return near
  }

  /// One past a batch of which words are no entries that the guest has, or past the first vCPU's context of a tail that
  /// is none beyond doubt; nil of all others.
  private func endOfDamaged(
    _ offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    let grammar = grammar(draft, salvage)
    let chunk = try LegacyChunk.read(salvage.window, at: offset, framing: header.framing)
    switch chunk.kind {
    case .batch:
      guard let scan = try grammar.scan(chunk.payload), scan.hasNoEntries || scan.runsPastEnd else { return nil }
      if let placement = try grammar.placementOfKnownImages(of: chunk) { return placement.end }
      if case .array(let placement, _)? = try placeArray(of: chunk, salvage, draft) { return placement.end }
      return chunk.payload.upperBound + UInt64(scan.contentCount) * UInt64(pageSize)
    case .end: return try grammar.endOfDoubtfulTail(at: offset + 4)
    default: return nil
    }
  }
}
