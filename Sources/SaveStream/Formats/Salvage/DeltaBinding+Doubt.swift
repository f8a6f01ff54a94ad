/// Which deltas next to a damage may be none, or other pages'.
extension DeltaBinding {
  /// Deltas before a damage that are doubtful, but for those of one byte: a damage shows when words or bytes do not
  /// come out even, which may be a few pages later.
  private static let doubtful = 4
  /// Deltas that were found again and are doubtful, but for those of one byte.
  private static let doubtfulFound = 3

  /// Marks the last deltas in front of a damage, which may be made of damaged bytes.
  mutating func doubtLast(
    of range: Range<UInt64>, _ count: UInt64, _ restarts: [RestartPoint], _ search: RegainedSearch
  ) throws(CaptureError) {
    var known = restarts.filter { UInt64($0.page) < count }
    var shapes: [(end: UInt64, encoding: PageEncoding)] = []
    while let restart = known.popLast() {
      let start = range.lowerBound + UInt64(restart.offset)
      guard start < range.upperBound else { continue }
      shapes = try search.search.shapes(in: start..<range.upperBound, most: Int(clamping: count - UInt64(restart.page)))
      if shapes.count(where: { $0.encoding != .empty }) >= Self.doubtful { break }
    }
    var left = Self.doubtful
    var marked: UInt64 = 0
    for shape in shapes.reversed() where left > 0 {
      marked += 1
      if shape.encoding != .empty { left -= 1 }
    }
    let end = search.builder.working.compressedPageCount
    doubtful.append(end - min(end, marked)..<end)
  }

  /// Marks the first deltas that were found again: bytes of one value may look like pages of no words, or of all, and
  /// among thousands of places in bytes that came in between there are some from which one or two seem to decode.
  mutating func doubtFirst(
    of piece: DeltaPiece, _ search: RegainedSearch
  ) throws(CaptureError) {
    let shapes = try search.search.shapes(
      in: piece.payload..<piece.payload + UInt64(piece.scan.length), most: Int(clamping: piece.scan.pageCount))
    var marked: UInt64 = 0
    var left = Self.doubtfulFound
    for shape in shapes where left > 0 {
      marked += 1
      if shape.encoding != .empty { left -= 1 }
    }
    let first = search.builder.working.compressedPageCount
    doubtful.append(first..<first + marked)
  }

  /// Puts what is doubtful into the index, once the body has come to its end.
  /// - Parameters:
  ///   - entries: places among the entries of those that may be other ones.
  ///   - first: the place of the body's first delta among all of the capture.
  func noteDoubt(of entries: [Range<UInt64>], from first: UInt64, into builder: IndexBuilder) {
    let entries = entries.map { first + $0.lowerBound..<first + $0.upperBound }
    var open: Range<UInt64>?
    for range in (doubtful + entries).sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = open, range.lowerBound <= last.upperBound {
        open = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        if let open { builder.working.doubtfulDeltas.append(open) }
        open = range
      }
    }
    if let open { builder.working.doubtfulDeltas.append(open) }
  }
}
