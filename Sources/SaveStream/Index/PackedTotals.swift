/// Totals of a checkpoint as a short run of bytes: most counts are small or zero, and there is one set of them for
/// each of perhaps tens of thousands of checkpoints.
///
/// A count travels as seven bits a byte, the lowest first; zero counts by type are left out by a mask.
enum PackedTotals {
  static func append(_ totals: CheckpointTotals, to bytes: inout Rows<UInt8>) {
    let typeMask = totals.entriesByType.enumerated().reduce(0) { $0 | ($1.element == 0 ? 0 : 1 << $1.offset) }
    var counts = [totals.iterations, totals.entries, totals.pages, totals.verifyPages, UInt64(typeMask)]
    counts += totals.entriesByType.filter { $0 != 0 }
    counts += ByteKind.allCases.map { totals.bytes[$0] }
    if let delta = totals.delta {
      counts += [1, delta.empty, delta.full, delta.delta, delta.runs, delta.skips, delta.literalBytes / 4]
    } else {
      counts.append(0)
    }
    for count in counts { append(count, to: &bytes) }
  }

  static func read(_ bytes: Rows<UInt8>, from start: Int) -> CheckpointTotals {
    var reader = Reader(bytes: bytes, position: start)
    var totals = CheckpointTotals()
    totals.iterations = reader.next()
    totals.entries = reader.next()
    totals.pages = reader.next()
    totals.verifyPages = reader.next()
    let mask = reader.next()
    for type in 0..<16 where mask >> UInt64(type) & 1 == 1 { totals.entriesByType[type] = reader.next() }
    for kind in ByteKind.allCases { totals.bytes[kind] = reader.next() }
    if reader.next() == 1 {
      var delta = DeltaTotals()
      delta.empty = reader.next()
      delta.full = reader.next()
      delta.delta = reader.next()
      delta.runs = reader.next()
      delta.skips = reader.next()
      delta.literalBytes = reader.next() &* 4
      delta.markerBytes = delta.empty &+ delta.full &+ delta.runs &+ delta.skips
      totals.delta = delta
    }
    return totals
  }

  private static func append(_ count: UInt64, to bytes: inout Rows<UInt8>) {
    var rest = count
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private struct Reader {
    let bytes: Rows<UInt8>
    var position: Int

    mutating func next() -> UInt64 {
      var count: UInt64 = 0
      var shift: UInt64 = 0
      while position < bytes.count, shift < 64 {
        let byte = bytes[position]
        position += 1
        count |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return count
    }
  }
}
