/// Deltas behind a damage. A delta does not say which page it is of: those before the damage belong to the first entries
/// of the body, and those behind the last damage to its last ones.
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
    guard let salvage, !damaged.isEmpty else { return }
    let search = DeltaSearch(capture: capture, salvage: salvage)
    var back = isEnded ? try backPieces(search, builder) : (damage: damaged.count - 1, pieces: [])
    var count = back.pieces.reduce(0) { $0 + $1.scan.pageCount }
    var surplus = pageCount + count - min(pageCount + count, entryCount)
    if surplus > 0, case .hole(_, let before) = damaged[back.damage] {
      // The entries of some were lost, too.
      surplus = count - min(count, entryCount - min(before, entryCount))
      try leave(surplus, of: &back.pieces, search, builder)
      count = back.pieces.reduce(0) { $0 + $1.scan.pageCount }
      surplus = pageCount + count - min(pageCount + count, entryCount)
    }
    // More than there are entries are no deltas, but bytes that look like some.
    if surplus > 0, let first = back.pieces.first, first.kind == .regained {
      // Zeros look like pages that have not changed: at the end of what comes before, or where deltas are found again.
      let zeros = try search.emptyPages(in: first.payload..<first.payload + UInt64(first.scan.length))
      let left = surplus - min(surplus, try trailingZeros(search))
      if count > entryCount {
        back.pieces.removeFirst()
      } else {
        try leave(min(zeros, left), of: &back.pieces, search, builder)
      }
      count = back.pieces.reduce(0) { $0 + $1.scan.pageCount }
      surplus = pageCount + count - min(pageCount + count, entryCount)
    }
    let front = try appendFront(leaving: surplus, upTo: back.damage, back.pieces.first, search, builder)
    guard let front, count > 0, front + count <= entryCount else {
      return appendUndecodable(after: back.damage, builder)
    }
    try append(back.pieces, lost: entryCount - front - count, search, builder)
    damaged = []
  }

  // MARK: Behind the last damage

  /// The deltas that decode from the last damage on to the end of the body.
  private func backPieces(
    _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) -> (damage: Int, pieces: [DeltaPiece]) {
    var pieces: [DeltaPiece] = []
    for place in damaged.indices.reversed() {
      switch damaged[place] {
      case .hole: return (place, pieces.reversed())
      case .faulty(let chunk, let scan):
        if let piece = try regained(of: chunk, scan, search, builder) { pieces.append(piece) }
        return (place, pieces.reversed())
      case .chunk(let chunk):
        let scan = try self.scan(chunk.payload..<chunk.payload + chunk.length, builder)
        if scan.fault == nil, scan.stop == nil, !scan.isContinued {
          pieces.append(DeltaPiece(payload: chunk.payload, scan: scan, kind: .front))
          continue
        }
        if let piece = try regained(of: chunk, scan, search, builder) { pieces.append(piece) }
        return (place, pieces.reversed())
      }
    }
    return (0, pieces.reversed())
  }

  private func scan(_ range: Range<UInt64>, _ builder: IndexBuilder) throws(CaptureError) -> CompressedChunkScan {
    try CompressedChunkScan(
      capture, payload: range.lowerBound, length: UInt64(range.count), isStopped: { builder.isStopRequested })
  }

  /// Damages in one chunk that are passed.
  private static let mostDamages = 16

  /// The last deltas of a chunk, from where they decode to its end.
  private func regained(
    of chunk: PendingChunk, _ scan: CompressedChunkScan, _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) -> DeltaPiece? {
    let end = chunk.payload + chunk.length
    var start = chunk.payload + UInt64(scan.decodedLength) + 1
    for _ in 0..<Self.mostDamages where start < end {
      guard let found = try search.first(in: start..<end) else { return nil }
      let scan = try self.scan(found..<end, builder)
      if scan.stop != nil { return nil }
      if scan.fault == nil, !scan.isContinued { return DeltaPiece(payload: found, scan: scan, kind: .regained) }
      start = found + UInt64(scan.decodedLength) + 1
    }
    return nil
  }

  /// Leaves out the first few deltas, of which the entries are lost.
  private func leave(
    _ count: UInt64, of pieces: inout [DeltaPiece], _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) {
    var left = count
    while left > 0, let first = pieces.first {
      pieces.removeFirst()
      guard left < first.scan.pageCount else {
        left -= first.scan.pageCount
        continue
      }
      let end = first.payload + UInt64(first.scan.length)
      guard let start = try offset(ofDelta: left, of: first.scan, at: first.payload, search) else { return }
      pieces.insert(DeltaPiece(payload: start, scan: try scan(start..<end, builder), kind: .regained), at: 0)
      return
    }
  }

  /// The file offset of a delta, by its place in a chunk.
  private func offset(
    ofDelta place: UInt64, of scan: CompressedChunkScan, at payload: UInt64, _ search: DeltaSearch
  ) throws(CaptureError) -> UInt64? {
    guard let restart = scan.restarts.last(where: { UInt64($0.page) <= place }) else { return nil }
    let start = payload + UInt64(restart.offset)
    let passed = Int(clamping: place - UInt64(restart.page))
    if passed == 0 { return start }
    let shapes = try search.shapes(in: start..<payload + UInt64(scan.decodedLength), most: passed)
    return shapes.count == passed ? shapes.last?.end : nil
  }

  /// Zeros in front of the first damage.
  private func trailingZeros(_ search: DeltaSearch) throws(CaptureError) -> UInt64 {
    guard case .faulty(let chunk, let scan)? = damaged.first else { return 0 }
    return try search.zeros(before: chunk.payload + UInt64(scan.decodedLength), downTo: chunk.payload)
  }

  // MARK: Into the index

  /// Appends what comes before the last damage. Returns how many deltas there are up to there; nil where it cannot be told.
  /// - Parameters:
  ///   - surplus: deltas that there are too many, which are taken for what the damage made of other bytes.
  ///   - next: what is found again behind the damage.
  private mutating func appendFront(
    leaving surplus: UInt64, upTo damage: Int, _ next: DeltaPiece?, _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) -> UInt64? {
    var isKnown = surplus == 0
    for place in 0...damage {
      switch damaged[place] {
      case .hole: break
      case .faulty(let chunk, let scan):
        var (count, decoded) = (scan.pageCount, scan.decodedLength)
        if surplus > 0, surplus <= count,
          let end = try offset(ofDelta: count - surplus, of: scan, at: chunk.payload, search)
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
        try doubtLast(of: chunk.payload..<chunk.payload + UInt64(decoded), count, scan.restarts, search, builder)
      case .chunk(let chunk): append(chunk, CompressedChunkScan(undecodable: chunk.length), to: builder)
      }
    }
    return isKnown ? pageCount : nil
  }

  /// Appends what was found again, behind the deltas that are lost.
  private mutating func append(
    _ pieces: [DeltaPiece], lost: UInt64, _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) {
    guard let first = pieces.first else { return }
    let start = lostStart(before: first.payload, builder)
    let lostFirst = builder.working.compressedPageCount
    builder.working.lostDeltas.append(lostFirst..<lostFirst + lost)
    builder.append(
      compressedChunkAt: start, length: UInt32(clamping: first.kind == .regained ? first.payload - start : 0),
      decodedLength: 0, carriedBytes: 0, isContinued: false, deltaCount: lost, restarts: [], piece: .lost)
    if first.kind == .regained { try doubtFirst(of: first, search, builder) }
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

  // MARK: Doubts

  /// Deltas before a damage that are doubtful, but for those of one byte: a damage shows when words or bytes do not come
  /// out even, which may be a few pages later.
  private static let doubtful = 4

  /// Marks the last deltas in front of a damage, which may be made of damaged bytes.
  private func doubtLast(
    of range: Range<UInt64>, _ count: UInt64, _ restarts: [RestartPoint], _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) {
    var known = restarts.filter { UInt64($0.page) < count }
    var shapes: [(end: UInt64, encoding: PageEncoding)] = []
    while let restart = known.popLast() {
      let start = range.lowerBound + UInt64(restart.offset)
      guard start < range.upperBound else { continue }
      shapes = try search.shapes(in: start..<range.upperBound, most: Int(clamping: count - UInt64(restart.page)))
      if shapes.count(where: { $0.encoding != .empty }) >= Self.doubtful { break }
    }
    var left = Self.doubtful
    var marked: UInt64 = 0
    for shape in shapes.reversed() where left > 0 {
      marked += 1
      if shape.encoding != .empty { left -= 1 }
    }
    let end = builder.working.compressedPageCount
    builder.working.doubtfulDeltas.append(end - min(end, marked)..<end)
  }

  /// Marks the first deltas that were found again: bytes of one value may look like pages of no words, or of all.
  private func doubtFirst(
    of piece: DeltaPiece, _ search: DeltaSearch, _ builder: IndexBuilder
  ) throws(CaptureError) {
    let shapes = try search.shapes(
      in: piece.payload..<piece.payload + UInt64(piece.scan.length), most: Int(clamping: piece.scan.pageCount))
    var marked: UInt64 = 0
    var whole = 0
    for shape in shapes {
      marked += 1
      if shape.encoding == .full { whole += 1 }
      if shape.encoding == .delta || whole > 1 { break }
    }
    let first = builder.working.compressedPageCount
    builder.working.doubtfulDeltas.append(first..<first + marked)
  }
}
