/// A legacy stream whose header is damaged, or its first chunk: nothing in it has a magic.
extension HeadSearch {
  /// Chunks that were found, and the header in front of them.
  struct Chunks {
    let header: LegacyHeader
    /// The file offset of the first one that is beyond doubt.
    let found: UInt64
    let sign: PlaceSign
  }

  /// The legacy stream whose first chunks are the first in a range of file offsets, from where one should begin on; nil
  /// where there are none that are beyond doubt.
  func chunks(
    in places: Range<UInt64>, _ options: ReadingOptions, _ hint: LegacyHint
  ) throws(CaptureError) -> Chunks? {
    var best: Chunks?
    for wordBytes in options.toolstackBits.map({ [$0 / 8] }) ?? [8, 4] {
      let framing = LegacyFraming(wordBytes: wordBytes, guest: .hvm, deviceModel: hint.deviceModel)
      let offset = places.lowerBound
      let range = offset..<max(offset, min(best?.found ?? .max, places.upperBound))
      let grammar = grammar(LegacyHeader(assumedAt: offset, framing))
      let found = try salvage.search.first(in: range, grammar) { draft.builder.isStopRequested }
      guard let found else { continue }
      guard let sign = try batchSign(behind: found, grammar) else { continue }
      let lost = try lostHeader(before: found, framing, options.guest ?? hint.guest)
      best = Chunks(header: try header(at: offset, or: lost), found: found, sign: sign)
    }
    return best
  }

  private func grammar(_ header: LegacyHeader) -> LegacyGrammar {
    var grammar = LegacyGrammar(window: salvage.window, header: header)
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

  /// What the header that is lost must have said of the guest, by the first tail.
  private func lostHeader(
    before first: UInt64, _ framing: LegacyFraming, _ guest: GuestKind?
  ) throws(CaptureError) -> LegacyHeader {
    var likeliest: LegacyHeader?
    for kind in guest.map({ [$0] }) ?? GuestKind.allCases {
      var framing = framing
      framing.guest = kind
      var header = LegacyHeader(assumedAt: first, framing)
      for wordBytes in kind == .pv ? [framing.wordBytes, 4] : [framing.wordBytes] {
        header.guestWordBytes = wordBytes
        if try isFollowedByTail(first, grammar(header)) { return header }
      }
      header.guestWordBytes = framing.wordBytes
      if likeliest == nil || kind == .hvm { likeliest = header }
    }
    return likeliest ?? LegacyHeader(assumedAt: first, framing)
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

  /// The header as it stands there, or, of a PV guest, near there, where bytes have come in between: where nothing is
  /// wrong with it and it ends before what was found. Else the one that is lost, right in front of that.
  private func header(at offset: UInt64, or lost: LegacyHeader) throws(CaptureError) -> LegacyHeader {
    let (framing, found) = (lost.framing, lost.offset)
    if let header = try soundHeader(framing, at: offset, before: found) { return header }
    guard framing.guest == .pv else { return lost }
    // The word behind p2m_size is all ones.
    let bytes = try draft.bytes(at: offset, count: min(Salvage.nearBytes, found - offset))
    let mark = [UInt8](repeating: 0xff, count: framing.wordBytes)
    for place in bytes.indices.dropFirst(framing.wordBytes).dropLast(framing.wordBytes)
    where bytes[place..<place + framing.wordBytes].elementsEqual(mark) {
      let start = offset + UInt64(place - framing.wordBytes)
      if let header = try soundHeader(framing, at: start, before: found) { return header }
    }
    return lost
  }

  private func soundHeader(
    _ framing: LegacyFraming, at offset: UInt64, before found: UInt64
  ) throws(CaptureError) -> LegacyHeader? {
    var reader = LegacyHeaderReader(window: draft.window, framing: framing, offset: offset)
    try reader.read()
    guard reader.findings.isEmpty, reader.header.cutIn == nil, reader.header.end <= found else { return nil }
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
