/// Finds the page deltas that decode from the last damage of a body to its end, and takes some away that are none, or
/// of which the entries are lost.
struct RegainedSearch {
  let search: DeltaSearch
  let builder: IndexBuilder

  /// Damages in one chunk that are passed.
  private static let mostDamages = 16

  /// The deltas that decode from the last damage on to the end of a body.
  func deltas(
    behind damaged: [DamagedData], before: UInt64, entries: UInt64
  ) throws(CaptureError) -> RegainedDeltas {
    var pieces: [DeltaPiece] = []
    var place = damaged.count - 1
    while place > 0, let whole = try whole(damaged[place]) {
      pieces.append(whole)
      place -= 1
    }
    if let end = try end(of: damaged[place]) { pieces.append(end) }
    return RegainedDeltas(damage: place, pieces: pieces.reversed(), before: before, entries: entries)
  }

  /// A chunk behind a damage that decodes; nil of one that does not, and of a damage.
  private func whole(_ data: DamagedData) throws(CaptureError) -> DeltaPiece? {
    guard case .chunk(let chunk) = data else { return nil }
    let scan = try scan(chunk.payload..<chunk.payload + chunk.length)
    guard scan.fault == nil, scan.stop == nil, !scan.isContinued else { return nil }
    return DeltaPiece(payload: chunk.payload, scan: scan, kind: .front)
  }

  /// The last deltas of a chunk that does not decode, or of a hole that the head of one is lost in.
  private func end(of data: DamagedData) throws(CaptureError) -> DeltaPiece? {
    switch data {
    case .faulty(let chunk, let scan):
      return try end(from: chunk.payload + UInt64(scan.decodedLength) + 1, to: chunk.payload + chunk.length)
    case .chunk(let chunk):
      let scan = try scan(chunk.payload..<chunk.payload + chunk.length)
      return try end(from: chunk.payload + UInt64(scan.decodedLength) + 1, to: chunk.payload + chunk.length)
    case .hole(let hole, _):
      guard let piece = try end(from: hole.offset, to: hole.end) else { return nil }
      // A PFN array may end like a delta, but hardly like several.
      return piece.scan.totals.full + piece.scan.totals.delta < Self.fewestInHole ? nil : piece
    }
  }

  /// Deltas that are more than one byte, from which on they are no accident.
  private static let fewestInHole: UInt64 = 2

  /// The deltas from the first file offset on from which they decode to the end.
  private func end(from first: UInt64, to end: UInt64) throws(CaptureError) -> DeltaPiece? {
    var start = first
    for _ in 0..<Self.mostDamages where start < end {
      guard let found = try search.first(in: start..<end) else { return nil }
      let scan = try scan(found..<end)
      if scan.stop != nil { return nil }
      if scan.fault == nil, !scan.isContinued { return DeltaPiece(payload: found, scan: scan, kind: .regained) }
      start = found + UInt64(scan.decodedLength) + 1
    }
    return nil
  }

  private func scan(_ range: Range<UInt64>) throws(CaptureError) -> CompressedChunkScan {
    try CompressedChunkScan(
      search.capture, payload: range.lowerBound, length: UInt64(range.count),
      isStopped: { builder.isStopRequested })
  }

  // MARK: Too many

  /// Leaves out deltas of which the entries were lost, too, in the hole in front of them.
  func leaveThoseOfLostEntries(_ damage: DamagedData, _ deltas: inout RegainedDeltas) throws(CaptureError) {
    guard deltas.surplus > 0, case .hole(_, let before) = damage else { return }
    // Those in the hole itself may be for entries in front of it; what is too many there is no delta.
    if deltas.pieces.first?.kind == .regained { return try leave(deltas.surplus, of: &deltas) }
    let entriesBehind = deltas.entries - min(before, deltas.entries)
    try leave(deltas.count - min(deltas.count, entriesBehind), of: &deltas)
  }

  /// Leaves out bytes that only look like deltas, where there are more of them than entries: zeros look like pages that
  /// have not changed, at the end of what comes before the damage, or where deltas are found again.
  /// - Parameter zeros: those at the end of what comes before.
  func leaveZeros(_ zeros: UInt64, _ deltas: inout RegainedDeltas) throws(CaptureError) {
    guard deltas.surplus > 0, let first = deltas.pieces.first, first.kind == .regained else { return }
    if deltas.count > deltas.entries {
      deltas.pieces.removeFirst()
      return
    }
    let empty = try search.emptyPages(in: first.payload..<first.payload + UInt64(first.scan.length))
    try leave(min(empty, deltas.surplus - min(deltas.surplus, zeros)), of: &deltas)
  }

  /// Leaves out the first few deltas.
  private func leave(_ count: UInt64, of deltas: inout RegainedDeltas) throws(CaptureError) {
    var left = count
    while left > 0, let first = deltas.pieces.first {
      deltas.pieces.removeFirst()
      guard left < first.scan.pageCount else {
        left -= first.scan.pageCount
        continue
      }
      let end = first.payload + UInt64(first.scan.length)
      guard let start = try offset(ofDelta: left, of: first.scan, at: first.payload) else { return }
      deltas.pieces.insert(DeltaPiece(payload: start, scan: try scan(start..<end), kind: .regained), at: 0)
      return
    }
  }

  /// The file offset of a delta, by its place in a chunk; nil where it cannot be told.
  func offset(
    ofDelta place: UInt64, of scan: CompressedChunkScan, at payload: UInt64
  ) throws(CaptureError) -> UInt64? {
    guard let restart = scan.restarts.last(where: { UInt64($0.page) <= place }) else { return nil }
    let start = payload + UInt64(restart.offset)
    let passed = Int(clamping: place - UInt64(restart.page))
    if passed == 0 { return start }
    let shapes = try search.shapes(in: start..<payload + UInt64(scan.decodedLength), most: passed)
    return shapes.count == passed ? shapes.last?.end : nil
  }
}
