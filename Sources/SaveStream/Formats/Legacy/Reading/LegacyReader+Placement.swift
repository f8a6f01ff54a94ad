/// Where a batch and its images are, when what stands behind it makes no sense.
extension LegacyReader {
  /// What is known of a batch whose images do not stand where they should.
  enum BatchPlacement {
    /// Its array is whole.
    case images(ImagePlacement)
    /// Words of its array are lost; why the place is believed where it ends.
    case array(ArrayPlacement, PlaceSign)

    init?(_ placement: ImagePlacement?) {
      guard let placement else { return nil }
      self = .images(placement)
    }
  }

  /// A batch, when what stands behind it makes no sense: with another count, with an array that is put together from
  /// both ends, or with images that are placed from both ends.
  func placeImages(
    of chunk: LegacyChunk, _ draft: CheckpointDraft
  ) throws(CaptureError) -> (chunk: LegacyChunk, placement: BatchPlacement?) {
    guard let salvage = draft.salvage else { return (chunk, nil) }
    let grammar = grammar(draft, salvage)
    guard let scan = try grammar.scan(chunk.payload) else { return (chunk, nil) }
    if scan.hasNoEntries {
      if let placement = try placeArray(of: chunk, salvage, draft) {
        return (chunk, placement)
      }
      if let placement = try grammar.placementOfKnownImages(of: chunk) {
        draft.open?.isSalvaged = true
        salvage.trusted = placement.end
        return (chunk, .images(placement))
      }
    }
    let start = chunk.payload.upperBound
    let end = start + UInt64(scan.contentCount) * UInt64(pageSize)
    guard try draft.capture.wait(for: end + 4) else {
      return (chunk, try placeCut(chunk, scan, upTo: end, salvage, draft))
    }
    let isInOrder = scan.isInOrder ? try !endsWithOtherWords(chunk, salvage) : false
    if !isInOrder {
      let (chunk, placement) = try placeDubious(chunk, scan, upTo: end, salvage, draft)
      if let chunk { return (chunk, placement) }
    }
    let inside = try placeInsideDamaged(end, behind: chunk, from: start, salvage, draft)
    if inside == nil, try isSound(end, salvage, draft), try !isOnlyOpen(end, behind: chunk, from: start, salvage, draft)
    {
      if let found = try swallowedChunk(before: end, from: start, salvage, draft), let sign = try sign(at: found, draft)
      {
        return (chunk, try place(chunk, scan.contentCount, upTo: found, insteadOf: end, sign, salvage, draft))
      }
      guard salvage.doubted == chunk.offset else { return (chunk, nil) }
      return (chunk, BatchPlacement(try ImagePlacement.unsure(scan.contentCount, at: start, salvage.window)))
    }
    return try placeShifted(chunk, scan, upTo: end, known: inside, salvage, draft)
  }

  /// A batch whose images reach past the end of the capture: it is cut, or more is lost than stands behind them.
  private func placeCut(
    _ chunk: LegacyChunk, _ scan: EntryScan, upTo end: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> BatchPlacement? {
    if scan.repeated != nil, let placement = try placeArray(of: chunk, salvage, draft) { return placement }
    let start = chunk.payload.upperBound
    let found = try salvage.place(from: start, doubtingGrammar(draft, salvage))
    if let found, let sign = try sign(at: found, draft), sign.certainty == .certain {
      return try place(chunk, scan.contentCount, upTo: found, insteadOf: end, sign, salvage, draft)
    }
    // A capture that ends with the last image is cut, and nothing more.
    guard try !draft.capture.wait(for: end) else { return nil }
    return BatchPlacement(try ImagePlacement.unsure(scan.contentCount, at: start, salvage.window))
  }

  /// A batch whose array is not in order to its end: with a count that does not swallow what follows the images, or where
  /// its entries can be found from both ends. No chunk where nothing better is known.
  private func placeDubious(
    _ chunk: LegacyChunk, _ scan: EntryScan, upTo end: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> (chunk: LegacyChunk?, placement: BatchPlacement?) {
    if let guess = try guess(at: chunk.offset, salvage, draft), guess.next < end,
      try take(guess, at: chunk.offset, salvage, draft)
    {
      return (try LegacyChunk.read(draft.window, at: chunk.offset, framing: header.framing), nil)
    }
    // Where as many bytes are lost as the next chunk has, another one stands where the batch should end.
    let endsOtherwise = try endsWithOtherWords(chunk, salvage)
    let mayBeWhole = scan.repeated == nil && !endsOtherwise
    let isWhole = mayBeWhole ? try salvage.isTrusted(end, grammar(draft, salvage)) : false
    if !isWhole, let placement = try placeArray(of: chunk, salvage, draft) { return (chunk, placement) }
    guard endsOtherwise,
      let placement = try ImagePlacement.unsure(
        scan.contentCount, at: chunk.payload.upperBound, salvage.window)
    else { return (nil, nil) }
    // Words of the array are lost, and the first of the images taken for some.
    draft.open?.isSalvaged = true
    return (chunk, .images(placement))
  }

  /// A batch with another count, or whose images are placed from both ends.
  /// - Parameters:
  ///   - end: where they should end.
  ///   - known: where the stream goes on, if that is known already.
  private func placeShifted(
    _ chunk: LegacyChunk, _ scan: EntryScan, upTo end: UInt64, known: UInt64?, _ salvage: Salvage,
    _ draft: CheckpointDraft
  ) throws(CaptureError) -> (chunk: LegacyChunk, placement: BatchPlacement?) {
    let start = chunk.payload.upperBound
    if let guess = try guess(at: chunk.offset, salvage, draft),
      try !isShift(guess, from: start, to: end, salvage, draft),
      try take(guess, at: chunk.offset, salvage, draft)
    {
      return (try LegacyChunk.read(draft.window, at: chunk.offset, framing: header.framing), nil)
    }
    if known == nil, try correct(at: end, salvage, draft) { return (chunk, nil) }
    guard scan.contentCount > 0 else { return (chunk, nil) }
    var found = known
    if found == nil { found = try place(near: end, from: start, behind: chunk, salvage, draft) }
    guard let found, let sign = try sign(at: found, draft), salvage.mayEndImages(at: found, insteadOf: end, sign) else {
      // The next chunk is lost, perhaps with the end of this one.
      salvage.trusted = chunk.offset
      return (chunk, BatchPlacement(try ImagePlacement.unsure(scan.contentCount, at: start, salvage.window)))
    }
    return (chunk, try place(chunk, scan.contentCount, upTo: found, insteadOf: end, sign, salvage, draft))
  }

  /// The images of a batch, or its array, from both ends.
  private func place(
    _ batch: LegacyChunk, _ count: Int, upTo found: UInt64, insteadOf end: UInt64, _ sign: PlaceSign,
    _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> BatchPlacement {
    if let placement = try arraySearch(batch, salvage, draft).placement(upTo: found, images: nil, spelt: count) {
      return .array(placement, sign)
    }
    let start = batch.payload.upperBound
    let shift = Int64(clamping: found) - Int64(clamping: end)
    let step = ImageStep(window: salvage.window, start: start, count: count, shift: shift)
    let placement = ImagePlacement(count, from: start, to: found, step: try step.find())
    draft.noteShift(shift, placement, sign)
    salvage.goOn(at: found, sign)
    return .images(placement)
  }

  /// The first of chunks that were taken for the end of the last image of a batch; nil where there are none.
  private func swallowedChunk(
    before end: UInt64, from start: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    try salvage.swallowedChunk(before: end, from: start, doubtingGrammar(draft, salvage))
  }

  /// Whether what stands at a file offset makes sense where a chunk should begin: a batch does, too, of which only words
  /// of the array are lost.
  func isSound(
    _ offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    if try salvage.isTrusted(offset, grammar(draft, salvage)) { return true }
    let chunk = try LegacyChunk.read(salvage.window, at: offset, framing: header.framing)
    guard chunk.kind == .batch, try guess(at: offset, salvage, draft) == nil,
      case .array(let placement, _)? = try placeArray(of: chunk, salvage, draft), placement.isBeyondDoubt
    else { return false }
    salvage.trusted = offset
    return true
  }

  func arraySearch(_ batch: LegacyChunk, _ salvage: Salvage, _ draft: CheckpointDraft) -> ArraySearch {
    let grammar = grammar(draft, salvage)
    return ArraySearch(
      window: salvage.window, format: grammar.format, pfnEnd: grammar.pfnEnd, words: batch.payload)
  }

  /// A batch whose array is put together from both ends; nil where it is whole, or its end is not found.
  func placeArray(
    of chunk: LegacyChunk, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> BatchPlacement? {
    guard draft.open?.isCompressed == false, salvage.arraysLeft > 0,
      try draft.capture.wait(for: chunk.payload.upperBound)
    else { return nil }
    salvage.arraysLeft -= 1
    let search = arraySearch(chunk, salvage, draft)
    guard let front = try search.front(), front.count < Int(chunk.id) else { return nil }
    let floor = chunk.payload.lowerBound + UInt64(front.count * header.framing.wordBytes)
    let images = UInt64(Int(chunk.id) - front.count + front.contents(0..<front.count))
    let expected = chunk.payload.upperBound + images * UInt64(pageSize)
    // A batch of few entries is found where it is expected alone, and what is expected may lie too far behind.
    let near = try place(near: expected, from: floor, isFar: false, behind: chunk, salvage, draft)
    let far = try salvage.place(from: floor, doubtingGrammar(draft, salvage))
    guard let found = [near, far].compactMap({ $0 }).min(), let sign = try sign(at: found, draft),
      let spelt = try grammar(draft, salvage).scan(chunk.payload)?.contentCount,
      let placement = try search.placement(upTo: found, images: nil, spelt: spelt)
    else { return nil }
    return .array(placement, sign)
  }

  /// Whether the last word of an array is too large for an entry: bytes of an image pass for an entry without a page.
  func endsWithOtherWords(_ chunk: LegacyChunk, _ salvage: Salvage) throws(CaptureError) -> Bool {
    let wordBytes = header.framing.wordBytes
    guard wordBytes == 8, chunk.payload.count >= wordBytes,
      let last = try salvage.window.word(at: chunk.payload.upperBound - UInt64(wordBytes), bytes: wordBytes)
    else { return false }
    return last >> 32 != 0
  }

  /// Whether all that speaks for the end of a batch is that the capture ends in what follows, as it does where zeros of
  /// a tail are taken for the END of a body, and another place near it is believed.
  private func isOnlyOpen(
    _ end: UInt64, behind batch: LegacyChunk, from start: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    // More would be trusted if what follows were beyond doubt.
    guard end == salvage.trusted, case .open = try grammar(draft, salvage).verdict(at: end) else { return false }
    let near = try place(near: end, from: start, isFar: false, behind: batch, salvage, draft)
    guard let near, near != end, let sign = try sign(at: near, draft) else { return false }
    return sign.certainty != .guess
  }

  /// Whether images that are out of step explain as well what a guessed count does: the stream goes on near where the
  /// batch should end, and before the guess would have it.
  private func isShift(
    _ guess: Guess, from start: UInt64, to end: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    let near = try place(near: end, from: start, isFar: false, salvage, draft)
    return near.map { $0 < guess.next } ?? false
  }

  /// A batch without images, when what stands behind it makes no sense: with another count, if one does.
  func checkEnd(of chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> LegacyChunk {
    let end = chunk.payload.upperBound
    guard let salvage = draft.salvage, try draft.capture.wait(for: end + 4),
      try !isSound(end, salvage, draft), try correct(at: chunk.offset, salvage, draft)
    else { return chunk }
    return try LegacyChunk.read(draft.window, at: chunk.offset, framing: header.framing)
  }

  /// Where a chunk of metadata or compressed data ends, when what stands behind its end as stated makes no sense; nil
  /// where it does, or nothing better is known.
  func foundEnd(of chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    guard let salvage = draft.salvage else { return nil }
    let end = chunk.payload.upperBound
    let isLong = chunk.finding?.severity == .error || chunk.cutIn != nil
    if !isLong {
      guard try draft.capture.wait(for: end + 4), try !isSound(end, salvage, draft),
        try !isDamagedEnd(at: end, draft)
      else { return nil }
      if try correct(at: end, salvage, draft) { return nil }
      // Where the damage is in a chunk behind the next one, that one says so itself.
      if try doubtingGrammar(draft, salvage).suspects(from: end).count > 1 { return nil }
    }
    let start = chunk.kind == .metadata(.compressedData) ? chunk.offset + chunk.framingLength : chunk.offset + 4
    let grammar = doubtingGrammar(draft, salvage)
    let found = isLong ? try salvage.place(from: start, grammar) : try salvage.place(near: end, from: start, grammar)
    if let found { salvage.trusted = found }
    return found
  }
}
