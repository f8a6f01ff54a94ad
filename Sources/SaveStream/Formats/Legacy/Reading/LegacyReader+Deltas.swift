extension LegacyReader {
  /// Whether compressed data begins with a page delta: then it is damaged further on, or what follows it is.
  func beginsWithDelta(
    _ chunk: LegacyChunk, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    let search = DeltaSearch(capture: draft.capture, salvage: salvage)
    return try !search.shapes(in: chunk.payload, most: 1).isEmpty
  }
}
