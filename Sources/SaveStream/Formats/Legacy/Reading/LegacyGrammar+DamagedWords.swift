/// A PFN array of a damaged stream in which some words are no entries.
extension LegacyGrammar {
  /// Chunks that are looked at for one batch.
  private static let mostLooks = 1 << 12

  /// Where the images of a batch are when some words of its array are no entries, and another chunk begins where as
  /// many images end as these may have; nil where there is none, or all are entries.
  func placementOfKnownImages(of batch: LegacyChunk) throws(CaptureError) -> ImagePlacement? {
    let start = batch.payload.upperBound
    guard batch.kind == .batch, try window.capture.wait(for: start) else { return nil }
    let (format, pfnEnd) = (format, pfnEnd)
    let found = try window.withBytes(at: batch.payload.lowerBound, count: batch.payload.count) { bytes in
      DamagedWords(in: bytes, EntryScan(bytes, format, pfnEnd: pfnEnd), format)
    }
    guard let damaged = found ?? nil, damaged.words.count < Int(batch.id) else { return nil }
    var grammar = self
    grammar.looksAtDeltas = true
    var left = Self.mostLooks
    for among in [damaged.among] + Array(0...damaged.words.count) {
      let images = damaged.before + among + damaged.behind
      let end = start + UInt64(images) * UInt64(pageSize)
      guard case .believed = try grammar.verdict(at: end, &left) else { continue }
      return damaged.placement(of: images, from: start)
    }
    return nil
  }
}
