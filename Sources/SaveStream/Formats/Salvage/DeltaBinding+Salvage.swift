/// Deltas behind a damage. A delta does not say which page it is of: those before the damage belong to the first
/// entries of the body, and those behind the last damage to its last ones.
///
/// ```
/// entries   | first … | whose deltas are lost |        … last |
/// deltas    | front   |   lost                | back          |
/// bytes     | decode  |   do not              | decode to END |
/// ```
extension DeltaBinding {
  /// Puts what is there from the first damage on into the index, once the body has come to its end.
  /// - Parameters:
  ///   - entryCount: entries of the body that need a delta.
  ///   - isEnded: whether the end of the body is there; else nothing tells which pages deltas behind the damage are of.
  mutating func regain(entryCount: UInt64, isEnded: Bool, into builder: IndexBuilder) throws(CaptureError) {
    if isEnded { doubtUnfinished() }
    guard let salvage, !damaged.isEmpty else { return }
    let search = RegainedSearch(search: DeltaSearch(capture: capture, salvage: salvage), builder: builder)
    let back = try deltasBehind(search, entryCount, isEnded: isEnded)
    let front = try appendFront(leaving: back.surplus, upTo: back.damage, back.pieces.first, search)
    guard let front, back.count > 0, front + back.count <= entryCount else {
      return appendUndecodable(after: back.damage, builder)
    }
    try append(back.pieces, lost: entryCount - front - back.count, search)
    damaged = []
  }

  /// The deltas behind the last damage that belong to the last entries; none where the end of the body is not there.
  private func deltasBehind(
    _ search: RegainedSearch, _ entryCount: UInt64, isEnded: Bool
  ) throws(CaptureError) -> RegainedDeltas {
    guard isEnded else {
      return RegainedDeltas(damage: damaged.count - 1, pieces: [], before: pageCount, entries: entryCount)
    }
    var deltas = try search.deltas(behind: damaged, before: pageCount, entries: entryCount)
    try search.leaveThoseOfLostEntries(damaged[deltas.damage], &deltas)
    try search.leaveZeros(try trailingZeros(search.search), &deltas)
    return deltas
  }

  /// Zeros in front of the first damage.
  private func trailingZeros(_ search: DeltaSearch) throws(CaptureError) -> UInt64 {
    guard case .faulty(let chunk, let scan)? = damaged.first else { return 0 }
    return try search.zeros(before: chunk.payload + UInt64(scan.decodedLength), downTo: chunk.payload)
  }

  // MARK: Into the index

  /// Appends what comes before the last damage. Returns how many deltas there are up to there; nil where it cannot be
  /// told.
  /// - Parameters:
  ///   - surplus: deltas that there are too many, which are taken for what the damage made of other bytes.
  ///   - next: what is found again behind the damage.
  private mutating func appendFront(
    leaving surplus: UInt64, upTo damage: Int, _ next: DeltaPiece?, _ search: RegainedSearch
  ) throws(CaptureError) -> UInt64? {
    let builder = search.builder
    var isKnown = surplus == 0
    for place in 0...damage {
      switch damaged[place] {
      case .hole: break
      case .faulty(let chunk, let scan):
        var (count, decoded) = (scan.pageCount, scan.decodedLength)
        if surplus > 0, surplus <= count,
          let end = try search.offset(ofDelta: count - surplus, of: scan, at: chunk.payload)
        {
          isKnown = true
          count -= surplus
          pageCount -= surplus
          decoded = UInt32(clamping: end - chunk.payload)
        }
        let goesOn = isKnown && damage == place && next?.kind == .regained
        let length = goesOn ? decoded : scan.length
        builder.append(
          compressedChunkAt: chunk.payload, length: length, decodedLength: decoded,
          carriedBytes: scan.carriedBytes, isContinued: false, deltaCount: count,
          restarts: scan.restarts.filter { UInt64($0.page) < count })
        try doubtLast(of: chunk.payload..<chunk.payload + UInt64(decoded), count, scan.restarts, search)
      case .chunk(let chunk): append(chunk, CompressedChunkScan(undecodable: chunk.length), to: builder)
      }
    }
    return isKnown ? pageCount : nil
  }

  /// Appends what was found again, behind the deltas that are lost.
  private mutating func append(
    _ pieces: [DeltaPiece], lost: UInt64, _ search: RegainedSearch
  ) throws(CaptureError) {
    guard let first = pieces.first else { return }
    let builder = search.builder
    let start = lostStart(before: first.payload, builder)
    let lostFirst = builder.working.compressedPageCount
    builder.working.lostDeltas.append(lostFirst..<lostFirst + lost)
    builder.append(
      compressedChunkAt: start, length: UInt32(clamping: first.kind == .regained ? first.payload - start : 0),
      decodedLength: 0, carriedBytes: 0, isContinued: false, deltaCount: lost, restarts: [], piece: .lost)
    if first.kind == .regained { try doubtFirst(of: first, search) }
    for piece in pieces {
      builder.append(
        compressedChunkAt: piece.payload, length: piece.scan.length, decodedLength: piece.scan.decodedLength,
        carriedBytes: 0, isContinued: false, deltaCount: piece.scan.pageCount, restarts: piece.scan.restarts,
        piece: piece.kind)
      totals.add(piece.scan.totals)
      pageCount += piece.scan.pageCount
    }
    findings.append(
      Finding(
        .deltasLost, at: start, checkpoint: checkpoint, part: .compressedData, value: lost,
        limit: pieces.reduce(0) { $0 + $1.scan.pageCount }, subject: first.payload))
    pageCount += lost
  }

  /// Where the bytes between what decodes and what was found again begin.
  private func lostStart(before found: UInt64, _ builder: IndexBuilder) -> UInt64 {
    guard let last = builder.working.compressedChunks.last else { return found }
    let end = last.payload + UInt64(last.length)
    guard case .faulty(let chunk, _)? = damaged.first, found - min(found, chunk.payload) <= chunk.length else {
      return found
    }
    return min(end, found)
  }

  private func appendUndecodable(after damage: Int, _ builder: IndexBuilder) {
    for place in damaged.indices where place > damage {
      if case .chunk(let chunk) = damaged[place] {
        append(chunk, CompressedChunkScan(undecodable: chunk.length), to: builder)
      }
    }
  }
}
