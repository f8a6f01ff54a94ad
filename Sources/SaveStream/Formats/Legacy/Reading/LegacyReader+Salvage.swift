/// Finding the way again in a damaged stream. It runs only where that was asked for, and looks no
/// further where every chunk is followed by one that makes sense.
extension LegacyReader {
  /// What is asked where chunks follow each other as they should.
  private func grammar(_ draft: CheckpointDraft) -> LegacyGrammar {
    salvageWindow.corrections = draft.window.corrections
    var grammar = LegacyGrammar(window: salvageWindow, header: header)
    grammar.mayLackImages = isCompressionEnabled || draft.number > 0
    return grammar
  }

  /// What is asked of bytes that may be anything.
  private func doubtingGrammar(_ draft: CheckpointDraft) -> LegacyGrammar {
    var grammar = grammar(draft)
    grammar.looksAtDeltas = true
    return grammar
  }

  /// Whether what stands at a file offset makes sense where a chunk should begin.
  mutating func isTrusted(_ offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    if offset <= trusted { return true }
    switch try grammar(draft).verdict(at: offset) {
    case .contradicted: return false
    case .believed(let place): trusted = max(place, offset)
    case .open: trusted = offset
    }
    return true
  }

  private mutating func place(from offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    try search.next(from: offset, doubtingGrammar(draft)) { draft.builder.isStopRequested }
  }

  /// The first believable place near a file offset where one was expected, not before another one.
  private mutating func place(
    near expected: UInt64, from floor: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    let start = max(floor, expected - min(expected, Self.nearBytes))
    let near = start..<max(start, expected + Self.nearBytes)
    if let found = try search.first(in: near, doubtingGrammar(draft), isStopped: { draft.builder.isStopRequested }) {
      return found
    }
    return try place(from: floor, draft)
  }

  /// Bytes on either side of the place where a chunk should begin that are looked at first.
  private static var nearBytes: UInt64 { 8192 }

  // MARK: A chunk that makes no sense

  /// Goes on where the stream can be read again, when what stands where a chunk should begin makes no sense; nil where
  /// it does, or nothing better is known.
  mutating func regain(
    _ chunk: LegacyChunk, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep? {
    guard draft.salvages, try !isTrusted(chunk.offset, draft) else { return nil }
    // Of an id that is new a guess at the end may do.
    if chunk.kind == .unknown, (-32..<0).contains(chunk.id),
      try LegacyChunkWalk(window: salvageWindow, header: header).probableEnd(of: chunk) != nil
    {
      trusted = chunk.offset
      return nil
    }
    if try correct(at: chunk.offset, draft) { return .goOn }
    guard let found = try place(from: chunk.offset + 1, draft) else {
      trusted = chunk.offset
      return nil
    }
    var isReported = false
    if chunk.kind == .end { isReported = try reportLostStretch(at: chunk.offset, mustGoOn: true, draft) }
    draft.addHole(chunk.offset..<found, part: .batch, isFound: true, isReported: isReported)
    position = found
    trusted = found
    return .goOn
  }

  /// Takes a count or an id for another one that differs from it in one bit, and that makes sense of what follows.
  mutating func correct(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard draft.mayCorrect, let word = try salvageWindow.uint32(at: offset) else { return false }
    let grammar = doubtingGrammar(draft)
    defer { salvageWindow.corrections = draft.window.corrections }
    var best: (word: UInt32, next: UInt64)?
    for bit in 0..<32 {
      let guess = word ^ 1 << UInt32(bit)
      guard Self.isKnown(guess) else { continue }
      grammar.window.corrections[offset] = guess
      guard case .believed = try grammar.verdict(at: offset) else { continue }
      switch try grammar.link(at: offset) {
      case .strong(let next):
        if next > offset + 4, try grammar.verdict(at: next) == .contradicted { continue }
        if next == offset + 4 || best.map({ $0.next < next }) ?? true { best = (guess, next) }
      case .weak(let next) where Int32(bitPattern: guess) < -1 && best == nil: best = (guess, next)
      default: continue
      }
    }
    guard let best else { return false }
    draft.window.corrections[offset] = best.word
    draft.noteCorrection(at: offset, from: word, to: best.word, part: best.word <= 1024 ? .batch : .chunkID)
    trusted = offset
    return true
  }

  /// Whether a word can be a count, the END or the id of a chunk.
  private static func isKnown(_ word: UInt32) -> Bool {
    let id = Int32(bitPattern: word)
    return id >= 0 ? id <= LegacyFraming.maximumBatch : LegacyChunkID(rawValue: id).name != nil
  }

  // MARK: A chunk that is followed by none

  /// A batch, when what stands behind it makes no sense: with another count, or with images that are placed from both
  /// ends.
  mutating func placeImages(
    of chunk: LegacyChunk, _ draft: CheckpointDraft
  ) throws(CaptureError) -> (chunk: LegacyChunk, placement: ImagePlacement?) {
    guard draft.salvages, let scan = try grammar(draft).scan(chunk.payload) else { return (chunk, nil) }
    let start = chunk.payload.upperBound
    let end = start + UInt64(scan.contentCount) * UInt64(pageSize)
    guard try draft.capture.wait(for: end + 4), try !isTrusted(end, draft) else { return (chunk, nil) }
    if try correct(at: chunk.offset, draft) {
      return (try LegacyChunk.read(draft.window, at: chunk.offset, framing: header.framing), nil)
    }
    if try correct(at: end, draft) { return (chunk, nil) }
    guard scan.contentCount > 0, let found = try place(near: end, from: start, draft) else { return (chunk, nil) }
    guard found < end + Self.nearBytes else {
      // The next chunk is lost with the end of this one.
      trusted = chunk.offset
      return (chunk, ImagePlacement(scan.contentCount, at: start, lastDoubtful: 2))
    }
    let shift = Int64(clamping: found) - Int64(clamping: end)
    let step = ImageStep(window: salvageWindow, start: start, count: scan.contentCount, shift: shift)
    let placement = ImagePlacement(scan.contentCount, from: start, to: found, step: try step.find())
    draft.noteShift(shift, placement)
    trusted = found
    return (chunk, placement)
  }

  /// A batch without images, when what stands behind it makes no sense: with another count, if one does.
  mutating func checkEnd(of chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> LegacyChunk {
    let end = chunk.payload.upperBound
    guard draft.salvages, try draft.capture.wait(for: end + 4), try !isTrusted(end, draft),
      try correct(at: chunk.offset, draft)
    else {
      return chunk
    }
    return try LegacyChunk.read(draft.window, at: chunk.offset, framing: header.framing)
  }

  /// Where a chunk of metadata or compressed data ends, when what stands behind its end as stated makes no sense; nil where
  /// it does, or nothing better is known.
  mutating func foundEnd(of chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    guard draft.salvages else { return nil }
    let end = chunk.payload.upperBound
    let isLong = chunk.finding?.severity == .error || chunk.cutIn != nil
    if !isLong {
      guard try draft.capture.wait(for: end + 4), try !isTrusted(end, draft) else { return nil }
      if try correct(at: end, draft) { return nil }
    }
    let start = chunk.kind == .metadata(.compressedData) ? chunk.offset + chunk.framingLength : chunk.offset + 4
    guard let found = isLong ? try place(from: start, draft) : try place(near: end, from: start, draft) else {
      return nil
    }
    trusted = found
    return found
  }

  // MARK: Behind a tail

  /// Where another checkpoint begins, when what stands behind a tail makes no sense, although another one should come.
  mutating func nextBody(
    behind tail: Range<UInt64>, isSound: Bool, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    guard draft.salvages, body.lastCheckpointOffset == nil else { return nil }
    let isRemus = draft.number > 0 || isCompressionEnabled
    guard isRemus || !isSound || tail.upperBound < draft.capture.size || !draft.capture.isComplete else { return nil }
    if isSound {
      guard try draft.capture.wait(for: tail.upperBound + 4), try !isTrusted(tail.upperBound, draft) else { return nil }
      if try isTrailing(at: tail.upperBound, draft) { return nil }
    }
    let stop = isRemus ? UInt64.max : tail.upperBound + Self.nearBytes
    let grammar = doubtingGrammar(draft)
    var start = tail.lowerBound
    while start < stop {
      let found = try search.first(in: start..<stop, grammar) { draft.builder.isStopRequested }
      guard let found else { return nil }
      // No body begins with its end.
      if try salvageWindow.int32(at: found) != 0 {
        trusted = found
        return found
      }
      start = found + 1
    }
    return nil
  }
}
