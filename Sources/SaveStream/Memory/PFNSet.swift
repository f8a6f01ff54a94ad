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
}

extension PFNSet {
  /// The unmapped list of a PV checkpoint; empty for an HVM guest and for a checkpoint without a tail.
  ///
  /// The list is read in pieces, and PFNs that the stream does not allow are skipped, as a receiver does, and those beyond
  /// what a sender can state: so no count in a capture decides how much is allocated.
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
          if pfn < index.pfnEnd, pfn <= LegacyFraming.maximumP2MSize { insert(pfn) }
        }
      }
      guard isThere != nil else { return }
      position += UInt64(part * wordBytes)
      left -= UInt64(part)
    }
  }
}
