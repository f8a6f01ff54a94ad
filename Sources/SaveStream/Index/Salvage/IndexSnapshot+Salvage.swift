extension ByteWindow {
  /// A window through which the numbers that were taken for others are read as those.
  convenience init(_ capture: Capture, correctedBy index: IndexSnapshot) {
    self.init(capture)
    corrections = index.corrections
  }
}

/// What was found again in a damaged capture.
extension IndexSnapshot {
  /// Whether anything in the capture had to be found again, or guessed.
  package var isSalvaged: Bool {
    !holes.isEmpty || !imageStretches.isEmpty || !lostDeltas.isEmpty || !doubtfulDeltas.isEmpty
      || layers.contains(where: \.isDamaged) || !correctedOffsets.isEmpty || hasLostHeader || hasLostEnd
  }

  /// The stretches of a row's images where they do not all stand right behind each other, the last of them where they
  /// end; empty for all others. A row has a handful, or two for each entry that is out of order.
  func imageStretches(ofRow number: Int) -> [ImageStretch] {
    let row = entryRows[number]
    guard row.isPlaced else { return [] }
    var place = imageStretches.partitioningIndex { $0.firstContent < row.firstContent }
    // The one before may end here.
    if place < imageStretches.count, imageStretches[place].kind == .end { place += 1 }
    var found: [ImageStretch] = []
    while place < imageStretches.count {
      found.append(imageStretches[place])
      if imageStretches[place].kind == .end { break }
      place += 1
    }
    return found
  }

  /// One past the last byte of a row's images; nil where they stand right behind each other, or there are none.
  func placedEnd(ofRow number: Int) -> UInt64? { imageStretches(ofRow: number).last?.offset }

  /// The hole that begins at a file offset; nil where none does.
  func hole(at offset: UInt64) -> Hole? {
    guard !holes.isEmpty else { return nil }
    let next = holes.partitioningIndex { $0.offset <= offset }
    return next > 0 && holes[next - 1].offset == offset ? holes[next - 1] : nil
  }

  /// Where the next hole begins from a file offset on; the end of all files where there is none.
  func nextHole(from offset: UInt64) -> UInt64 {
    guard !holes.isEmpty else { return .max }
    let next = holes.partitioningIndex { $0.offset < offset }
    return next < holes.count ? holes[next].offset : .max
  }

  /// The parts of a stretch of the capture that can be read where they are copied to: no holes, and nothing of an
  /// envelope whose header leads to no stream.
  func soundParts(of range: Range<UInt64>) -> [Range<UInt64>] {
    // Up to what it wraps: what stands between is the envelope's, too.
    let envelopes = layers.indices.filter { layers[$0].isDamaged }.map { place in
      layers[place].offset..<(place + 1 < layers.count ? layers[place + 1].offset : layers[place].range.upperBound)
    }
    let unsound = (holes.map { $0.offset..<$0.end } + envelopes).sorted { $0.lowerBound < $1.lowerBound }
    var parts: [Range<UInt64>] = []
    var start = range.lowerBound
    for damage in unsound where damage.upperBound > start && damage.lowerBound < range.upperBound {
      if damage.lowerBound > start { parts.append(start..<damage.lowerBound) }
      start = min(damage.upperBound, range.upperBound)
    }
    return start < range.upperBound ? parts + [start..<range.upperBound] : parts
  }
}
