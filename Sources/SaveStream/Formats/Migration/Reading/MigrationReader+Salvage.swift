/// Finding the way again in a damaged stream. It runs only where that was asked for, and looks no
/// further where every record is followed by one that makes sense.
extension MigrationReader {
  private func grammar(_ draft: CheckpointDraft, _ window: ByteWindow) -> MigrationGrammar {
    window.corrections = draft.window.corrections
    return MigrationGrammar(
      window: window, order: draft.index.entryFormat.order, format: draft.index.entryFormat,
      pfnEnd: sequence.lacksFrames || draft.index.pfnEnd == 0 ? IndexSnapshot.unboundedPFNEnd : draft.index.pfnEnd,
      outer: outer)
  }

  /// What has been made to look for the way; once it is needed.
  private mutating func salvage(_ draft: CheckpointDraft) -> (window: ByteWindow, search: PlaceSearch) {
    if let salvage { return salvage }
    let window = ByteWindow(draft.capture)
    let made = (window, PlaceSearch(window: window))
    salvage = made
    return made
  }

  /// What stands at a file offset.
  mutating func grammarLink(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> ChunkLink {
    try grammar(draft, salvage(draft).window).link(at: offset)
  }

  /// Whether what stands at a file offset makes sense where a record should begin.
  mutating func isTrusted(_ offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    if offset <= trusted { return true }
    switch try grammar(draft, salvage(draft).window).verdict(at: offset) {
    case .contradicted: return false
    case .believed(let place): trusted = max(place, offset)
    case .open: trusted = offset
    }
    return true
  }

  private mutating func place(
    near expected: UInt64, from floor: UInt64, most: UInt64 = .max, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? {
    var (window, search) = salvage(draft)
    defer { salvage = (window, search) }
    let grammar = grammar(draft, window)
    let isStopped = { draft.builder.isStopRequested }
    let start = max(floor, expected - min(expected, Self.nearBytes))
    let near = start..<max(start, expected + Self.nearBytes)
    if let found = try search.first(in: near, grammar, isStopped: isStopped) { return found }
    if most < .max { return try search.first(in: floor..<floor + most, grammar, isStopped: isStopped) }
    return try search.next(from: floor, grammar, isStopped: isStopped)
  }

  /// Bytes on either side of the place where a record should begin that are looked at first.
  private static var nearBytes: UInt64 { 8192 }

  // MARK: A record that makes no sense

  /// Goes on where the stream can be read again, when what stands where a record should begin makes no sense; nil where
  /// it does, or nothing better is known.
  mutating func regain(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep? {
    guard draft.salvages,
      draft.isOpen || draft.checkpointCount > 0 || position > (header?.offset ?? 0) + MigrationHeader.byteCount,
      try !isTrusted(position, draft)
    else { return nil }
    if try correct(at: position, draft) { return .goOn }
    // Behind an END there may be anything.
    let isEnd = try draft.window.uint64(at: position) == 0
    let found = try place(near: position, from: position + 1, most: isEnd ? RecordSearch.mostBytes : .max, draft)
    guard let found else {
      trusted = position
      return nil
    }
    if !draft.isOpen { draft.begin(at: position) }
    endPages(at: position, draft)
    if isEnd { emptyEnd = (position, draft.number) }
    let isReported = try reportLostStretch(draft)
    draft.addHole(position..<found, part: .record, isFound: true, isReported: isReported)
    position = found
    trusted = found
    return .goOn
  }

  /// Takes a type, length or count for another one that differs from it in one bit, and that makes sense of what follows.
  mutating func correct(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard draft.mayCorrect, draft.index.entryFormat.order == .little else { return false }
    let window = salvage(draft).window
    let grammar = grammar(draft, window)
    defer { window.corrections = draft.window.corrections }
    for place in [offset, offset + 4, offset + 8] {
      guard let word = try window.uint32(at: place) else { return false }
      for bit in 0..<32 {
        let guess = word ^ 1 << UInt32(bit)
        window.corrections = draft.window.corrections
        window.corrections[place] = guess
        guard case .strong(let next) = try grammar.link(at: offset), next > offset,
          case .believed = try grammar.verdict(at: next)
        else { continue }
        draft.window.corrections[place] = guess
        draft.noteCorrection(at: place, from: word, to: guess, part: .recordHead)
        trusted = offset
        return true
      }
    }
    return false
  }

  // MARK: A record that is followed by none

  /// Where the images of a record are, when what stands behind it makes no sense.
  mutating func placeImages(
    of head: RecordHead, from start: UInt64, count: Int, _ draft: CheckpointDraft
  ) throws(CaptureError) -> ImagePlacement? {
    let end = head.end
    guard draft.salvages, try draft.capture.wait(for: end + 8), try !isTrusted(end, draft),
      try !correct(at: end, draft),
      count > 0, count <= EntryFormat.entriesPerRow, let found = try place(near: end, from: start, draft)
    else { return nil }
    guard found < end + Self.nearBytes else {
      trusted = head.offset
      return ImagePlacement(count, at: start, lastDoubtful: 2)
    }
    let shift = Int64(clamping: found) - Int64(clamping: end)
    let step = ImageStep(window: salvage(draft).window, start: start, count: count, shift: shift)
    let placement = ImagePlacement(count, from: start, to: found, step: try step.find())
    draft.noteShift(shift, placement)
    trusted = found
    return placement
  }

  /// Where a record without pages ends, when what stands behind its end as stated makes no sense, and the stream goes on
  /// before that; nil where it does not.
  mutating func foundEnd(of head: RecordHead, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    guard draft.salvages, draft.isOpen, head.length > 0 else { return nil }
    let isThere = try draft.capture.wait(for: head.end)
    if isThere {
      guard try draft.capture.wait(for: head.end + 8), try !isTrusted(head.end, draft),
        try !correct(at: head.end, draft)
      else { return nil }
    }
    let expected = isThere ? head.end : head.body.lowerBound
    guard let found = try place(near: expected, from: head.body.lowerBound, draft), found < head.end else { return nil }
    trusted = found
    return found
  }
}
