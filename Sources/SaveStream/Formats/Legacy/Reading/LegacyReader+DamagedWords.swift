/// A PFN array of a damaged stream in which some words are no entries.
extension LegacyReader {
  /// Where the images of a batch are when some words of its array are no entries, and another chunk begins where as
  /// many images end as these may have; nil where there is none, or all are entries.
  func placeKnownImages(
    of chunk: LegacyChunk, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> ImagePlacement? {
    let (format, grammar) = (draft.index.entryFormat, doubtingGrammar(draft, salvage))
    let start = chunk.payload.upperBound
    guard chunk.kind == .batch, try draft.capture.wait(for: start) else { return nil }
    let pfnEnd = draft.index.pfnEnd
    let found = try salvage.window.withBytes(at: chunk.payload.lowerBound, count: chunk.payload.count) { bytes in
      DamagedWords(in: bytes, EntryScan(bytes, format, pfnEnd: pfnEnd), format)
    }
    guard let damaged = found ?? nil, damaged.words.count < Int(chunk.id) else { return nil }
    for among in [damaged.among] + Array(0...damaged.words.count) {
      let images = damaged.before + among + damaged.behind
      let end = start + UInt64(images) * UInt64(pageSize)
      guard case .believed = try grammar.verdict(at: end, &salvage.search.linksLeft) else { continue }
      return damaged.placement(of: images, from: start)
    }
    return nil
  }
}
