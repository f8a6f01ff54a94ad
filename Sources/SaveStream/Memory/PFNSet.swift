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
  /// The unmapped list of a PV checkpoint; empty for an HVM guest and for a checkpoint without a tail.
  ///
  /// The list is read in pieces, and PFNs that are not below p2m_size are skipped, as a receiver does: so no count in a
  /// capture decides how much is allocated.
  init(unmappedAt checkpoint: Int, of index: IndexSnapshot, capture: Capture) throws(CaptureError) {
    guard let stream = index.stream, stream.guest == .pv, let header = index.legacyHeader,
      index.checkpoints.indices.contains(checkpoint), index.checkpoints[checkpoint].tailOffset != 0
    else { return }
    let row = index.checkpoints[checkpoint]
    let window = ByteWindow(capture)
    guard let count = try window.uint32(at: row.tailOffset) else { return }
    let wordBytes = header.framing.wordBytes
    var left = UInt64(count) <= LegacyFraming.maximumUnmapped ? UInt64(count) : 0
    left = min(left, (row.end - min(row.end, row.tailOffset)) / UInt64(wordBytes))
    var position = row.tailOffset + 4
    while left > 0 {
      let part = Int(min(left, 4096))
      let isThere: Void? = try window.withBytes(at: position, count: part * wordBytes) { bytes in
        for place in 0..<part {
          let pfn = LegacyBatchScan.word(bytes, at: place * wordBytes, wordBytes)
          if pfn < header.p2mSize, pfn <= LegacyFraming.maximumP2MSize { insert(pfn) }
        }
      }
      guard isThere != nil else { return }
      position += UInt64(part * wordBytes)
      left -= UInt64(part)
    }
  }
}
