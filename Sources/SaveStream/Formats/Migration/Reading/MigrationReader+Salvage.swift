/// Finding the way again in a damaged stream. It runs only where that was asked for, and looks no
/// further where every record is followed by one that makes sense.
extension MigrationReader {
  private func grammar(_ draft: CheckpointDraft, _ salvage: Salvage) -> MigrationGrammar {
    MigrationGrammar(
      window: salvage.window, order: draft.index.entryFormat.order, format: draft.index.entryFormat,
      pfnEnd: sequence.lacksFrames || draft.index.pfnEnd == 0 ? IndexSnapshot.unboundedPFNEnd : draft.index.pfnEnd,
      outer: outer)
  }

  /// Why a place that was found is believed to be where the stream goes on.
  func sign(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> PlaceSign? {
    guard let salvage = draft.salvage else { return nil }
    return try salvage.sign(at: offset, grammar(draft, salvage))
  }

  // MARK: Headers

  /// Headers whose version or type is none that there is, as the records behind them would have it, where these make
  /// sense.
  func corrected(_ header: MigrationHeader, _ draft: CheckpointDraft) throws(CaptureError) -> MigrationHeader? {
    guard let salvage = draft.salvage, !(2...3).contains(header.version) || header.guest == nil else { return nil }
    let first = header.offset + MigrationHeader.byteCount
    let grammar = MigrationGrammar(behindLostHeaders: salvage.window, outer: outer)
    guard case .believed = try grammar.verdict(at: first),
      let right = try MigrationHeader(of: draft.window, recordsAt: first)
    else { return nil }
    let sign = try salvage.sign(at: first, grammar)
    let isVersion = !(2...3).contains(header.version)
    draft.report(
      Finding(
        .wordCorrected, at: header.offset + (isVersion ? 12 : 24), part: isVersion ? .imageHeader : .domainHeader,
        value: UInt64(isVersion ? header.version : header.type), limit: UInt64(isVersion ? right.version : right.type),
        subject: sign.packed))
    return right
  }

  // MARK: A record that makes no sense

  /// Goes on where the stream can be read again, when what stands where a record should begin makes no sense; nil where
  /// it does, or nothing better is known.
  mutating func regain(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep? {
    guard let salvage = draft.salvage,
      draft.isOpen || draft.checkpointCount > 0 || position > (header?.offset ?? 0) + MigrationHeader.byteCount,
      try !salvage.isTrusted(position, grammar(draft, salvage))
    else { return nil }
    if try correct(at: position, salvage, draft) { return .goOn }
    // Behind an END there may be anything.
    let isEnd = try draft.window.uint64(at: position) == 0
    let found = try salvage.place(
      near: position, from: position + 1, most: isEnd ? RecordSearch.mostBytes : .max, grammar(draft, salvage))
    guard let found else {
      salvage.trusted = position
      return nil
    }
    if !draft.isOpen { draft.begin(at: position) }
    endPages(at: position, draft)
    if isEnd { emptyEnd = (position, draft.number) }
    let isReported = try reportLostStretch(draft)
    draft.addHole(position..<found, part: .record, sign: try sign(at: found, draft), isReported: isReported)
    position = found
    salvage.trusted = found
    return .goOn
  }

  /// Takes a type, length or count for another one that differs from it in one bit, and that makes sense of what
  /// follows.
  private func correct(
    at offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard draft.mayCorrect, draft.index.entryFormat.order == .little else { return false }
    let window = salvage.window
    let grammar = grammar(draft, salvage)
    defer { window.corrections = draft.window.corrections }
    for place in [offset, offset + 4, offset + 8] {
      guard let word = try window.uint32(at: place) else { return false }
      for bit in 0..<32 where salvage.search.linksLeft > 0 {
        let guess = word ^ 1 << UInt32(bit)
        window.corrections[place] = guess
        salvage.search.linksLeft -= 1
        guard case .strong(let next) = try grammar.link(at: offset), next > offset,
          case .believed = try grammar.verdict(at: next, &salvage.search.linksLeft)
        else { continue }
        let sign = try salvage.sign(at: offset, grammar)
        draft.noteCorrection(at: place, from: word, to: guess, part: .recordHead, sign: sign)
        salvage.trusted = offset
        return true
      }
      window.corrections[place] = draft.window.corrections[place]
    }
    return false
  }

  /// Goes on with another length or count of a record whose own do not go together, where one bit makes the difference.
  func correctLength(of head: RecordHead, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep? {
    guard let salvage = draft.salvage, case .weak = try grammar(draft, salvage).link(at: head.offset),
      try correct(at: head.offset, salvage, draft)
    else { return nil }
    return .goOn
  }

  // MARK: A record that is followed by none

  /// Where the images of a record are, when what stands behind it makes no sense.
  func placeImages(
    of head: RecordHead, from start: UInt64, count: Int, _ draft: CheckpointDraft
  ) throws(CaptureError) -> ImagePlacement? {
    let end = head.end
    guard let salvage = draft.salvage, count > 0 else { return nil }
    guard try draft.capture.wait(for: end + 8) else {
      return try ImagePlacement.unsure(count, at: start, salvage.window)
    }
    if try salvage.isTrusted(end, grammar(draft, salvage)), try !isOnlyOpen(end, from: start, salvage, draft) {
      return nil
    }
    if try correct(at: end, salvage, draft) { return nil }
    let found = try salvage.place(near: end, from: start, grammar(draft, salvage))
    guard let found, let sign = try sign(at: found, draft), salvage.mayEndImages(at: found, insteadOf: end, sign) else {
      salvage.trusted = head.offset
      return try ImagePlacement.unsure(count, at: start, salvage.window)
    }
    let shift = Int64(clamping: found) - Int64(clamping: end)
    let step = ImageStep(window: salvage.window, start: start, count: count, shift: shift)
    let placement = ImagePlacement(count, from: start, to: found, step: try step.find())
    draft.noteShift(shift, placement, sign)
    salvage.trusted = found
    return placement
  }

  /// Whether all that speaks for the end of a record is that the capture ends in what follows, and another place near
  /// it is beyond doubt.
  private func isOnlyOpen(
    _ end: UInt64, from start: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    // More would be trusted if what follows were beyond doubt.
    guard end == salvage.trusted, case .open = try grammar(draft, salvage).verdict(at: end) else { return false }
    let near = try salvage.place(near: end, from: start, most: 0, grammar(draft, salvage))
    guard let near, near != end, let sign = try sign(at: near, draft) else { return false }
    return sign.certainty == .certain
  }

  /// Where a record without pages ends, when what stands behind its end as stated makes no sense, and the stream goes
  /// on before that; nil where it does not.
  func foundEnd(of head: RecordHead, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    guard let salvage = draft.salvage, draft.isOpen, head.length > 0 else { return nil }
    let isThere = try draft.capture.wait(for: head.end)
    if isThere {
      guard try draft.capture.wait(for: head.end + 8), try !salvage.isTrusted(head.end, grammar(draft, salvage)),
        try !correct(at: head.end, salvage, draft)
      else { return nil }
    }
    let expected = isThere ? head.end : head.body.lowerBound
    let found = try salvage.place(near: expected, from: head.body.lowerBound, grammar(draft, salvage))
    guard let found, found < head.end else { return nil }
    salvage.trusted = found
    return found
  }
}
