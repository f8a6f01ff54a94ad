/// A legacy stream whose header is damaged, or its first chunk: nothing in it has a magic.
extension HeadSearch {
  /// Chunks that were found, and the header in front of them.
  struct Chunks {
    let header: LegacyHeader
    /// The file offset of the first one that is beyond doubt.
    let found: UInt64
    let sign: PlaceSign
  }

  /// The legacy stream whose first chunks are nearest behind a file offset where one should begin; nil where there are
  /// none that are beyond doubt.
  func chunks(
    from offset: UInt64, _ options: ReadingOptions, _ hint: LegacyHint
  ) throws(CaptureError) -> Chunks? {
    var best: Chunks?
    for wordBytes in options.toolstackBits.map({ [$0 / 8] }) ?? [8, 4] {
      let framing = LegacyFraming(wordBytes: wordBytes, guest: .hvm, deviceModel: hint.deviceModel)
      let range = offset..<min(best?.found ?? .max, offset + Self.mostBytes)
      let grammar = grammar(framing, at: offset)
      let found = try salvage.search.first(in: range, grammar) { draft.builder.isStopRequested }
      guard let found else { continue }
      guard let sign = try batchSign(behind: found, grammar) else { continue }
      var guest = options.guest ?? hint.guest
      if guest == nil { guest = try kindOfGuest(behind: found, framing) }
      guard let guest else { continue }
      let right = LegacyFraming(wordBytes: wordBytes, guest: guest, deviceModel: hint.deviceModel)
      best = Chunks(header: try header(right, at: offset, before: found), found: found, sign: sign)
    }
    return best
  }

  private func grammar(_ framing: LegacyFraming, at offset: UInt64) -> LegacyGrammar {
    var grammar = LegacyGrammar(window: salvage.window, header: LegacyHeader(assumedAt: offset, framing))
    grammar.looksAtDeltas = true
    return grammar
  }

  /// Chunks that stand in front of the first batch at most.
  private static let mostInFront = 16

  /// Why the first batch from a chunk on is believed; nil where there is a doubt.
  private func batchSign(behind first: UInt64, _ grammar: LegacyGrammar) throws(CaptureError) -> PlaceSign? {
    var position = first
    for _ in 0..<Self.mostInFront {
      let sign = try salvage.sign(at: position, grammar)
      if sign.kind == .batch { return sign.certainty == .certain ? sign : nil }
      guard let next = try end(ofChunkAt: position, grammar) else { return nil }
      position = next
    }
    return nil
  }

  /// Where a chunk ends; nil where it makes no sense, or all of it is not there.
  private func end(ofChunkAt offset: UInt64, _ grammar: LegacyGrammar) throws(CaptureError) -> UInt64? {
    switch try grammar.link(at: offset) {
    case .weak(let next), .strong(let next): next > offset ? next : nil
    case .contradicted, .open: nil
    }
  }

  /// Chunks that are followed to the tail.
  private static let mostChunks = 1 << 16

  /// The kind of guest, by the first tail.
  private func kindOfGuest(behind first: UInt64, _ framing: LegacyFraming) throws(CaptureError) -> GuestKind {
    var framing = framing
    for guest in GuestKind.allCases {
      framing.guest = guest
      if try isFollowedByTail(first, grammar(framing, at: first)) { return guest }
    }
    return .hvm
  }

  /// Whether chunks lead to an END with a tail behind it that makes sense.
  private func isFollowedByTail(_ first: UInt64, _ grammar: LegacyGrammar) throws(CaptureError) -> Bool {
    var position = first
    for _ in 0..<Self.mostChunks {
      guard let next = try end(ofChunkAt: position, grammar) else { return false }
      if try salvage.window.uint32(at: position) == 0 { return true }
      position = next
    }
    return false
  }

  /// The header as it stands there, where nothing is wrong with it and it ends before what was found; else one that is
  /// lost, right in front of that.
  private func header(
    _ framing: LegacyFraming, at offset: UInt64, before found: UInt64
  ) throws(CaptureError) -> LegacyHeader {
    var reader = LegacyHeaderReader(window: draft.window, framing: framing, offset: offset)
    try reader.read()
    guard reader.findings.isEmpty, reader.header.cutIn == nil, reader.header.end <= found else {
      return LegacyHeader(assumedAt: found, framing)
    }
    return reader.header
  }
}

extension LegacyHeader {
  /// A header that is lost: of no bytes, and of a guest with as many pages as any.
  init(assumedAt offset: UInt64, _ framing: LegacyFraming) {
    self.init(framing: framing, offset: offset)
    p2mSize = LegacyFraming.maximumP2MSize
    isAssumed = true
  }
}
