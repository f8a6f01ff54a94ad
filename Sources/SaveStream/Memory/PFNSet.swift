/// A set of PFNs: a bit for each, in leaves of 4 KiB that stand for 2^15 PFNs and are there where they are used.
struct PFNSet: Sendable {
  private var leaves: [UInt64: [UInt64]] = [:]

  private static let leafShift: UInt64 = 15

  mutating func insert(_ pfn: UInt64) {
    let place = pfn & (1 << Self.leafShift - 1)
    leaves[pfn >> Self.leafShift, default: [UInt64](repeating: 0, count: 1 << 9)][Int(place >> 6)] |= 1 << (place & 63)
  }

  func contains(_ pfn: UInt64) -> Bool {
    guard let leaf = leaves[pfn >> Self.leafShift] else { return false }
    let place = pfn & (1 << Self.leafShift - 1)
    return leaf[Int(place >> 6)] >> (place & 63) & 1 == 1
  }

  var isEmpty: Bool { leaves.isEmpty }

  /// How many PFNs of a range are in the set. Looks at no more leaves than there are.
  func count(in range: Range<UInt64>) -> Int {
    guard let last = range.last else { return 0 }
    let highs = range.lowerBound >> Self.leafShift...last >> Self.leafShift
    guard highs.upperBound - highs.lowerBound < UInt64(leaves.count) else {
      return leaves.keys.reduce(0) { highs.contains($1) ? $0 + count(in: range, ofLeaf: $1) : $0 }
    }
    return highs.reduce(0) { $0 + count(in: range, ofLeaf: $1) }
  }

  private func count(in range: Range<UInt64>, ofLeaf high: UInt64) -> Int {
    guard let leaf = leaves[high] else { return 0 }
    let base = high << Self.leafShift
    let first = max(range.lowerBound, base) - base
    let end = min(range.upperBound - base, 1 << Self.leafShift)
    var count = 0
    for word in first >> 6...(end - 1) >> 6 {
      var bits = leaf[Int(word)]
      if word == first >> 6 { bits &= .max << (first & 63) }
      if word == (end - 1) >> 6 { bits &= .max >> (63 - (end - 1) & 63) }
      count += bits.nonzeroBitCount
    }
    return count
  }
}

extension PFNSet {
  /// The PFNs that a stream lists as unmapped at a checkpoint; empty where it lists none.
  ///
  /// The list is read in pieces, and PFNs that the stream has no room for are skipped, as a receiver does: so no count in
  /// a capture decides how much is allocated.
  init(unmappedAt checkpoint: Int, of index: IndexSnapshot, capture: Capture) throws(CaptureError) {
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
