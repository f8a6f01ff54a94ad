/// Finding the way again in a damaged stream. It runs only in a reading on behind damage, and looks no
/// further where every record is followed by one that makes sense.
extension MigrationReader {
  func grammar(_ draft: CheckpointDraft, _ salvage: Salvage) -> MigrationGrammar {
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
      draft.isOpen || draft.checkpointCount > 0 || position >= (header?.offset ?? 0) + MigrationHeader.byteCount
    else { return nil }
    if try isOdd(position, salvage, draft), try correct(at: position, salvage, draft) { return .goOn }
    guard try !salvage.isTrusted(position, grammar(draft, salvage)) else { return nil }
    let suspects = try grammar(draft, salvage).suspects(from: position)
    for suspect in suspects.reversed() where try correct(at: suspect, salvage, draft) { return .goOn }
    let pages = try firstWithPages(among: suspects, salvage)
    // Only words of its array are lost.
    if let pages, try isSound(pages, salvage, draft) { return nil }
    for suspect in suspects.reversed() where try correct(at: suspect, mayBeWeak: true, salvage, draft) { return .goOn }
    let damage = pages ?? suspects[suspects.count - 1]
    // Behind an END there may be anything.
    let isEnd = try draft.window.uint64(at: position) == 0
    let found = try salvage.place(
      near: position, from: position + 1, most: isEnd ? RecordSearch.mostBytes : .max, grammar(draft, salvage))
    if damage > position, found.map({ $0 > damage }) ?? true {
      // Nothing speaks against the records before it.
      salvage.trusted = damage - 1
      return nil
    }
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

  /// The first PAGE_DATA among records one of which is damaged: its pages may be none.
  private func firstWithPages(among suspects: [UInt64], _ salvage: Salvage) throws(CaptureError) -> UInt64? {
    for suspect in suspects {
      let type = try RecordHead.read(salvage.window, at: suspect, .little)?.type
      if type == MigrationRecordType.pageData.rawValue { return suspect }
    }
    return nil
  }

  /// Whether a record is of the other kind of guest, or of a type that only later releases write: with one bit changed it
  /// may be another record beyond doubt.
  private func isOdd(_ offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard let head = try RecordHead.read(salvage.window, at: offset, .little) else { return false }
    let type = MigrationRecordType(rawValue: head.type)
    if type.isOptional { return !type.isTaken }
    return type.guest.map { $0 != header?.guest } ?? false
  }

  /// A number that is taken for another one, and where the record that it makes ends.
  private struct Guess {
    let place: UInt64
    let found: UInt32
    let taken: UInt32
    let next: UInt64
  }

  /// Takes a type, length or count for another one that differs from it in one bit, and that makes sense of what
  /// follows.
  /// - Parameter mayBeWeak: whether a record without a form will do, for which nothing speaks but what follows it.
  private func correct(
    at offset: UInt64, mayBeWeak: Bool = false, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard draft.mayCorrect, draft.index.entryFormat.order == .little,
      let guess = try guess(at: offset, mayBeWeak, salvage, draft)
    else { return false }
    salvage.window.corrections[guess.place] = guess.taken
    let sign = try salvage.sign(at: offset, grammar(draft, salvage))
    draft.noteCorrection(at: guess.place, from: guess.found, to: guess.taken, part: .recordHead, sign: sign)
    salvage.trusted = offset
    return true
  }

  /// The number that makes the most sense of a record and of what follows it. Of several that do, the one with which
  /// the record ends first: another may take the next record for a part of this one.
  private func guess(
    at offset: UInt64, _ mayBeWeak: Bool, _ salvage: Salvage, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Guess? {
    let window = salvage.window
    let grammar = grammar(draft, salvage)
    defer { window.corrections = draft.window.corrections }
    var (strong, weak): (Guess?, Guess?)
    // The count and the zeros behind it are PAGE_DATA's; of other records the numbers there say nothing of the framing.
    let isPageData = try window.uint32(at: offset) == MigrationRecordType.pageData.rawValue
    for place in isPageData ? [offset, offset + 4, offset + 8, offset + 12] : [offset, offset + 4] {
      guard let word = try window.uint32(at: place) else { break }
      for bit in 0..<32 where salvage.search.linksLeft > 0 {
        let taken = word ^ 1 << UInt32(bit)
        window.corrections[place] = taken
        salvage.search.linksLeft -= 1
        let link = try grammar.link(at: offset)
        guard let next = link.next, next > offset,
          case .believed = try grammar.verdict(at: next, &salvage.search.linksLeft)
        else { continue }
        let guess = Guess(place: place, found: word, taken: taken, next: next)
        switch link {
        case .strong: if strong.map({ $0.next > next }) ?? true { strong = guess }
        default:
          let type = try window.framingNumber(at: offset).map(MigrationRecordType.init)
          let mayTake = mayBeWeak && place < offset + 8 && type != .pageData
          if mayTake, weak.map({ $0.next > next }) ?? true { weak = guess }
        }
      }
      window.corrections[place] = draft.window.corrections[place]
    }
    return strong ?? weak
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
      // It is cut, or more is lost than stands behind the images.
      let found = try salvage.place(from: start, grammar(draft, salvage))
      if let found, let sign = try sign(at: found, draft), sign.certainty == .certain {
        return try place(from: start, count: count, upTo: found, insteadOf: end, sign, salvage, draft)
      }
      // One that ends with the last image is cut, and nothing more.
      return try draft.capture.wait(for: end) ? nil : ImagePlacement.unsure(count, at: start, salvage.window)
    }
    if try isSound(end, salvage, draft), try !isOnlyOpen(end, from: start, salvage, draft) {
      guard
        let found = try salvage.swallowedChunk(before: end, from: start, grammar(draft, salvage)),
        let sign = try sign(at: found, draft)
      else { return nil }
      return try place(from: start, count: count, upTo: found, insteadOf: end, sign, salvage, draft)
    }
    if try correct(at: end, salvage, draft) { return nil }
    let found = try salvage.place(near: end, from: start, grammar(draft, salvage))
    guard let found, let sign = try sign(at: found, draft), salvage.mayEndImages(at: found, insteadOf: end, sign) else {
      salvage.trusted = head.offset
      return try ImagePlacement.unsure(count, at: start, salvage.window)
    }
    return try place(from: start, count: count, upTo: found, insteadOf: end, sign, salvage, draft)
  }

  /// The images of a record, from both ends.
  private func place(
    from start: UInt64, count: Int, upTo found: UInt64, insteadOf end: UInt64, _ sign: PlaceSign, _ salvage: Salvage,
    _ draft: CheckpointDraft
  ) throws(CaptureError) -> ImagePlacement {
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
      guard try draft.capture.wait(for: head.end + 8), try !isSound(head.end, salvage, draft),
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
