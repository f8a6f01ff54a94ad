/// Finding the way again in a damaged stream. It runs only in a reading on behind damage, and looks no
/// further where every chunk is followed by one that makes sense.
extension LegacyReader {
  /// What is asked where chunks follow each other as they should.
  func grammar(_ draft: CheckpointDraft, _ salvage: Salvage) -> LegacyGrammar {
    var grammar = LegacyGrammar(window: salvage.window, header: header)
    grammar.mayLackImages = isCompressionEnabled || draft.number > 0
    return grammar
  }

  /// What is asked of bytes that may be anything.
  func doubtingGrammar(_ draft: CheckpointDraft, _ salvage: Salvage) -> LegacyGrammar {
    var grammar = grammar(draft, salvage)
    grammar.looksAtDeltas = true
    return grammar
  }

  /// Why a place that was found is believed to be where the stream goes on.
  func sign(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> PlaceSign? {
    guard let salvage = draft.salvage else { return nil }
    return try salvage.sign(at: offset, doubtingGrammar(draft, salvage))
  }

  /// Where the stream goes on: near a file offset, where even a batch of one page will do, or else from another one on.
  /// - Parameters:
  ///   - isFar: whether it may be anywhere behind that, and not only near.
  ///   - batch: the batch that it follows, where that is being read.
  func place(
    near expected: UInt64, from floor: UInt64, isFar: Bool = true, behind batch: LegacyChunk? = nil,
    _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    var grammar = doubtingGrammar(draft, salvage)
    grammar.fewestEntries = 1
    var found = try salvage.place(near: expected, from: floor, most: 0, grammar)
    if found == nil, isFar { found = try salvage.place(from: floor, doubtingGrammar(draft, salvage)) }
    let first = draft.index.entryRows.first?.array ?? batch?.payload.lowerBound
    guard let found, found >= floor + 8, try followsVerifyMode(found, first, salvage, draft) else { return found }
    return found - 4
  }

  /// Whether the four bytes that switch verify mode on stand in front of a place. They are not sought, as others look
  /// like them: all pages come again behind them, from the first on, and more such bytes in front are a page's.
  /// - Parameter array: the stream's first PFN array.
  private func followsVerifyMode(
    _ offset: UInt64, _ array: UInt64?, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard draft.number == 0, !isCompressionEnabled, let array,
      try salvage.window.uint32(at: offset - 4) == .max, try salvage.window.uint32(at: offset - 8) != .max,
      let first = try salvage.window.word(at: array, bytes: header.framing.wordBytes),
      let again = try salvage.window.word(at: offset + 4, bytes: header.framing.wordBytes)
    else { return false }
    let format = draft.index.entryFormat
    return format.entry(again).pfn <= format.entry(first).pfn
  }

  // MARK: A chunk that makes no sense

  /// Goes on where the stream can be read again, when what stands where a chunk should begin makes no sense; nil where
  /// it does, or nothing better is known.
  mutating func regain(
    _ chunk: LegacyChunk, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep? {
    guard let salvage = draft.salvage, try !salvage.isTrusted(chunk.offset, grammar(draft, salvage)) else { return nil }
    // Of an id that is new a guess at the end may do.
    if chunk.kind == .unknown, (-32..<0).contains(chunk.id),
      try LegacyChunkWalk(window: salvage.window, header: header).probableEnd(of: chunk) != nil
    {
      salvage.trusted = chunk.offset
      return nil
    }
    if try correct(at: chunk.offset, salvage, draft) { return .goOn }
    if chunk.kind == .metadata(.compressedData), chunk.finding == nil, try beginsWithDelta(chunk, salvage, draft) {
      // It is damaged, or what follows it is.
      salvage.trusted = chunk.offset
      return nil
    }
    let suspects = try doubtingGrammar(draft, salvage).suspects(from: chunk.offset)
    for suspect in suspects.dropFirst().reversed() where try correct(at: suspect, salvage, draft) { return .goOn }
    if let last = suspects.last, last > chunk.offset, try isDamagedEnd(at: last, draft) {
      salvage.trusted = last - 1
      return nil
    }
    let damage = try firstBatch(among: suspects, salvage) ?? suspects[suspects.count - 1]
    let next = chunk.offset + 1
    let found = try place(near: next, from: next, salvage, draft)
    if damage > chunk.offset, found.map({ $0 > damage }) ?? true {
      // Nothing speaks against the chunks before it.
      salvage.trusted = damage - 1
      return nil
    }
    guard let found else {
      salvage.trusted = chunk.offset
      return nil
    }
    if damage == chunk.offset, chunk.kind == .batch, try isSound(chunk.offset, salvage, draft) {
      return nil
    }
    var isReported = false
    if chunk.kind == .end { isReported = try reportLostStretch(at: chunk.offset, mustGoOn: true, draft) }
    let sign = try sign(at: found, draft)
    draft.doubtDeltas(ofArrayUpTo: chunk.offset)
    draft.addHole(chunk.offset..<found, part: .batch, sign: sign, isReported: isReported)
    position = found
    salvage.goOn(at: found, sign)
    return .goOn
  }

  /// The first batch among chunks one of which is damaged: its pages may be none.
  private func firstBatch(among suspects: [UInt64], _ salvage: Salvage) throws(CaptureError) -> UInt64? {
    for suspect in suspects
    where try LegacyChunk.read(salvage.window, at: suspect, framing: header.framing).kind == .batch { return suspect }
    return nil
  }

  /// A count or an id that is taken for another one, and where the chunk that it makes ends.
  struct Guess {
    let word: UInt32
    let next: UInt64
  }

  /// Takes a count or an id for another one that differs from it in one bit, and that makes sense of what follows.
  func correct(
    at offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard let guess = try guess(at: offset, salvage, draft) else { return false }
    return try take(guess, at: offset, salvage, draft)
  }

  func take(
    _ guess: Guess, at offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard let word = try salvage.window.uint32(at: offset) else { return false }
    let part: StreamPart = guess.word <= UInt32(LegacyFraming.maximumBatch) ? .batch : .chunkID
    salvage.window.corrections[offset] = guess.word
    let sign = try salvage.sign(at: offset, doubtingGrammar(draft, salvage))
    draft.noteCorrection(at: offset, from: word, to: guess.word, part: part, sign: sign)
    salvage.trusted = offset
    return true
  }

  /// The count or id that differs from the one at a file offset in one bit, and makes the most sense of what follows.
  func guess(
    at offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Guess? {
    guard draft.mayCorrect, let word = try salvage.window.uint32(at: offset) else { return nil }
    let grammar = doubtingGrammar(draft, salvage)
    let isStatedInOrder = try isInOrder(batchAt: offset, salvage, draft)
    defer { salvage.window.corrections = draft.window.corrections }
    var best: Guess?
    for bit in 0..<32 {
      let guess = word ^ 1 << UInt32(bit)
      guard Self.isKnown(guess) else { continue }
      // As many bytes may be lost as an entry and its image have.
      if isStatedInOrder, guess < word { continue }
      salvage.window.corrections[offset] = guess
      guard case .believed = try grammar.verdict(at: offset, &salvage.search.linksLeft) else { continue }
      switch try grammar.link(at: offset) {
      case .strong(let next):
        guard try isFollowed(guess, by: next, grammar, salvage) else { continue }
        let chunk = try LegacyChunk.read(salvage.window, at: offset, framing: header.framing)
        if chunk.kind == .batch, try !isInOrder(batchAt: offset, salvage, draft) { continue }
        if next == offset + 4 || best.map({ $0.next < next }) ?? true { best = Guess(word: guess, next: next) }
      case .weak(let next) where Int32(bitPattern: guess) < -1 && best == nil: best = Guess(word: guess, next: next)
      default: continue
      }
    }
    return best
  }

  /// Whether a batch stands at a file offset whose entries are in order to the last: its count is not too large.
  private func isInOrder(
    batchAt offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    let chunk = try LegacyChunk.read(salvage.window, at: offset, framing: header.framing)
    guard chunk.kind == .batch, try draft.capture.wait(for: chunk.payload.upperBound) else { return false }
    return try arraySearch(chunk, salvage, draft).front()?.count == Int(chunk.id)
  }

  /// Whether what stands behind a chunk that was guessed bears it out. A PFN array says little of its count: with one
  /// more or less it looks the same, so that another chunk has to begin where its images end.
  private func isFollowed(
    _ guess: UInt32, by next: UInt64, _ grammar: LegacyGrammar, _ salvage: Salvage
  ) throws(CaptureError) -> Bool {
    // What is behind an END has been looked at.
    guard guess != 0 else { return true }
    let verdict = try grammar.verdict(at: next, &salvage.search.linksLeft)
    guard Int32(bitPattern: guess) > 0 else { return verdict != .contradicted }
    if case .believed = verdict { return true }
    return false
  }

  /// Whether a word can be a count, the END or the id of a chunk.
  private static func isKnown(_ word: UInt32) -> Bool {
    let id = Int32(bitPattern: word)
    return id >= 0 ? id <= LegacyFraming.maximumBatch : LegacyChunkID(rawValue: id).name != nil
  }
}
