/// A tail in front of which the END of the body is lost.
extension LegacyReader {
  /// Whether a tail begins where a chunk should. The list of unmapped PFNs looks like a batch, with a vCPU's context
  /// where its first image would be.
  func isTailWithoutEnd(_ chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard let salvage = draft.salvage, chunk.kind == .batch || chunk.kind == .unknown,
      case .strong = try grammar(draft, salvage).tail(at: chunk.offset)
    else { return false }
    return true
  }

  /// Ends the body where the tail begins.
  mutating func endCheckpointWithoutEnd(
    _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let start = position
    let kind: PlaceSign.Kind = header.framing.guest == .hvm ? .hvmTail : .pvTail
    let sign = PlaceSign(kind, count: 0, header.framing.guest == .hvm ? .certain : .likely)
    draft.open?.isSalvaged = true
    draft.report(.streamDamaged, at: start, part: .body, value: 0, limit: sign.packed, subject: start)
    draft.endBody(marker: start, end: start)
    return try readTail(behind: start, from: start, &position, draft)
  }
}
