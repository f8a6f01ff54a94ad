extension PFNSet {
  /// The PFNs that a stream lists as unmapped at a checkpoint; empty where it lists none.
  ///
  /// The list is read in pieces, and PFNs that the stream has no room for are skipped, as a receiver does: so no count
  /// in a capture decides how much is allocated.
  init(unmappedAt checkpoint: Int, of index: IndexSnapshot, capture: Capture) throws(CaptureError) {
    self.init()
    guard index.stream?.guest == .pv else { return }
    for part in try index.parts(of: checkpoint, capture) {
      guard case .unmappedPFNs(let wordBytes) = part.kind else { continue }
      try insert(part.range, wordBytes: wordBytes, index, ByteWindow(capture))
    }
  }

  private mutating func insert(
    _ range: Range<UInt64>, wordBytes: Int, _ index: IndexSnapshot, _ window: ByteWindow
  ) throws(CaptureError) {
    var position = range.lowerBound
    while position < range.upperBound {
      let part = Int(min((range.upperBound - position) / UInt64(wordBytes), 4096))
      guard part > 0 else { return }
      let pfns = try window.withBytes(at: position, count: part * wordBytes) { bytes in
        (0..<part).map { bytes.word(at: $0 * wordBytes, bytes: wordBytes, index.entryFormat.order) }
      }
      guard let pfns else { return }
      for pfn in pfns where pfn < min(index.pfnEnd, Self.mostPFNs) { insert(pfn) }
      position += UInt64(part * wordBytes)
    }
  }

  /// PFNs of a list are believed below this one; no guest of a sender that writes such lists has more.
  private static let mostPFNs: UInt64 = 1 << 28
}
