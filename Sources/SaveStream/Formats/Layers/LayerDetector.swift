/// Tells by its first bytes what begins at a file offset.
struct LayerDetector: Sendable {
  let options: ReadingOptions
  /// Formats beside those that savescope knows.
  let openFormats: [any OpenFormat.Type]

  /// The step into what begins at a file offset.
  /// - Parameters:
  ///   - layer: the innermost layer around it; nil at the start of a capture.
  ///   - hint: what that layer says of the guest.
  ///   - expected: what that layer says begins here: taken for granted where too few bytes follow to tell.
  func layer(
    at offset: UInt64, _ draft: CheckpointDraft, inside layer: Layer.Kind? = nil, hint: GuestKind? = nil,
    expecting expected: WrappedStream? = nil
  ) throws(CaptureError) -> LayerStep {
    let first = try draft.bytes(at: offset, count: UInt64(LayerMagic.longest))
    if let format = openFormats.first(where: { $0.begins(first) }) { return .enter(.stream, format.reader()) }
    var magic = first.count < LayerMagic.shortest ? expected.flatMap(LayerMagic.init) : LayerMagic.detect(first)
    if magic == nil, let near = guess(first) {
      magic = near.magic
      draft.report(
        Finding(
          .wordCorrected, at: offset + UInt64(near.place), part: .envelope, value: UInt64(first[near.place]),
          limit: UInt64(near.magic.bytes[near.place]), subject: sign(of: near.magic).packed))
    }
    if let layer, let magic, magic.isEnvelope, !(layer == .tap && magic == .xl) {
      draft.report(Finding(.nestedEnvelope, at: offset, part: .envelope))
    }
    switch magic {
    case .xl: return .enter(.xl, XlReader(detector: self))
    case .xend: return .enter(.xend, XendReader(prefixLength: 0, detector: self))
    case .xendSent: return .enter(.xend, XendReader(prefixLength: 8, detector: self))
    case .xendSentSecurely: return .enter(.xend, XendReader(prefixLength: 11, detector: self))
    case .libvirt: return .enter(.libvirt, LibvirtReader(detector: self))
    case .xapi: return .enter(.xapi, XapiReader(detector: self))
    case .xapiLegacy: return .enter(.xapiLegacy, XapiLegacyReader(detector: self))
    case .receiverSide: return .enter(.tap, TapReader(detector: self))
    case .libxl2: return .enter(.libxl2, LibxlReader(detector: self, hint: hint))
    case .libxc:
      return try stepBehindHeaders(at: offset, draft, inside: layer) ?? .enter(.stream, MigrationReader(outer: layer))
    case .deviceModel: return .unread(.qemuState)
    case nil:
      if try ColoBackChannel.begins(at: offset, draft.window) { return .unread(.coloBackChannel) }
      if let step = try stepElsewhere(from: offset, draft, inside: layer, hint: hint) { return step }
      guard
        let reader = try LegacyReader(
          at: offset, window: draft.window, options: options, hint: LegacyHint(inside: layer, guest: hint))
      else { return .noStream }
      return .enter(.stream, reader)
    }
  }

  /// The step into a stream whose head is damaged, or what is in front of it; nil where a legacy stream begins there,
  /// or nothing better is known.
  private func stepElsewhere(
    from offset: UInt64, _ draft: CheckpointDraft, inside layer: Layer.Kind?, hint: GuestKind?
  ) throws(CaptureError) -> LayerStep? {
    guard let salvage = draft.salvage else { return nil }
    let legacyHint = LegacyHint(inside: layer, guest: hint)
    let legacy = LegacyDetector(window: draft.window, offset: offset, options: options, hint: legacyHint)
    let search = HeadSearch(draft: draft, salvage: salvage, outer: draft.index.layers.last)
    var found = try search.magic(at: offset)
    if found == nil {
      if try legacy.beginsWell() { return nil }
      found = try search.stream(near: offset, options, legacyHint)
    }
    guard let found else { return nil }
    if found.offset != offset || !found.isHeaderSound { report(found, from: offset, draft) }
    return step(to: found, draft, inside: layer, hint: hint)
  }

  /// The step to the records of a stream whose headers are damaged but for the magic; nil where they tell, or nothing better
  /// is known.
  private func stepBehindHeaders(
    at offset: UInt64, _ draft: CheckpointDraft, inside layer: Layer.Kind?
  ) throws(CaptureError) -> LayerStep? {
    guard let salvage = draft.salvage else { return nil }
    let search = HeadSearch(draft: draft, salvage: salvage, outer: draft.index.layers.last)
    guard let found = try search.records(behindDamagedHeadersAt: offset) else { return nil }
    report(found, from: offset, draft)
    return step(to: found, draft, inside: layer, hint: nil)
  }

  /// The step into a stream that stands somewhere behind the first bytes of an envelope whose header leads to none, as
  /// a length in it may be damaged; nil where there is no such stream.
  func step(intoDamaged envelope: Layer, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep? {
    guard let salvage = draft.salvage else { return nil }
    let search = HeadSearch(draft: draft, salvage: salvage, outer: envelope)
    let first = envelope.offset + UInt64(LayerMagic.shortest)
    guard let found = try search.stream(near: first, options, LegacyHint(inside: envelope.kind, guest: nil)) else {
      return nil
    }
    draft.report(
      Finding(
        .streamDamaged, at: envelope.offset, part: .envelope, limit: found.sign.packed, subject: found.offset))
    return step(to: found, draft, inside: envelope.kind, hint: nil)
  }

  private func step(
    to found: HeadSearch.Found, _ draft: CheckpointDraft, inside layer: Layer.Kind?, hint: GuestKind?
  ) -> LayerStep {
    switch found.head {
    case .libxl: .enterElsewhere(found.offset, .libxl2, LibxlReader(detector: self, hint: hint))
    case .libxc: .enterElsewhere(found.offset, .stream, MigrationReader(outer: layer))
    case .records(let header):
      .enterElsewhere(found.offset, .stream, MigrationReader(outer: layer, assuming: header))
    case .chunks(let header): .enterElsewhere(found.offset, .stream, LegacyReader(behind: header, draft.window))
    }
  }

  /// Says that a stream does not begin as it should, or where.
  private func report(_ found: HeadSearch.Found, from offset: UInt64, _ draft: CheckpointDraft) {
    // Of one that begins in its place it is the magic that is damaged.
    let end = found.offset == offset ? offset + 8 : found.offset
    // Outside every checkpoint, of no layer.
    if found.offset > offset { draft.index.holes.append(Hole(offset..<found.offset)) }
    draft.report(
      Finding(
        .streamDamaged, at: min(offset, end), part: end < offset ? .envelope : .stream,
        value: end - min(offset, end), limit: found.sign.packed, subject: end))
  }

  /// The magic that is one bit from the first bytes of what begins, where guesses are asked for.
  private func guess(_ first: [UInt8]) -> (magic: LayerMagic, place: Int)? {
    options.salvages ? LayerMagic.nearest(first) : nil
  }

  /// A magic of a few bytes may come about by chance.
  private func sign(of magic: LayerMagic) -> PlaceSign {
    PlaceSign(.magic, count: magic.bytes.count, magic.bytes.count >= 8 ? .certain : .likely)
  }

  /// The step into the stream that an envelope says follows it, and the kind of what does follow; nil where that is no
  /// stream that an envelope can hold.
  func stream(
    _ expected: WrappedStream, at offset: UInt64, _ draft: CheckpointDraft, inside layer: Layer.Kind,
    hint: GuestKind? = nil
  ) throws(CaptureError) -> (step: LayerStep, found: WrappedStream?) {
    let first = try draft.bytes(at: offset, count: UInt64(LayerMagic.longest))
    let step = try self.layer(at: offset, draft, inside: layer, hint: hint, expecting: expected)
    // Too little follows to contradict the envelope.
    guard first.count >= LayerMagic.shortest else { return (step, expected) }
    switch (LayerMagic.detect(first) ?? guess(first)?.magic, step) {
    case (.libxl2, _): return (step, .libxl2)
    case (.libxc, _): return (step, .libxc)
    case (nil, .enter(.stream, _)): return (step, .legacy)
    // What is damaged contradicts nothing.
    case (_, .enterElsewhere): return (step, expected)
    default: return (step, nil)
    }
  }

  /// Whether a stream begins at a file offset beyond doubt: to choose between two places.
  func begins(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    let first = try draft.bytes(at: offset, count: UInt64(LayerMagic.longest))
    guard first.count >= LayerMagic.shortest else { return false }
    if LayerMagic.detect(first) != nil || openFormats.contains(where: { $0.begins(first) }) { return true }
    let detector = LegacyDetector(
      window: draft.window, offset: offset, options: options, hint: LegacyHint(inside: nil, guest: nil))
    return try detector.fits()
  }
}

extension CheckpointDraft {
  /// The file offset at which a stretch ends that should end at `end`: earlier where the capture does.
  func reach(_ end: UInt64) throws(CaptureError) -> UInt64 {
    try capture.wait(for: end) ? end : min(capture.size, end)
  }

  /// The bytes of a stretch, as many as there are of `count`, at most what the window holds.
  func bytes(at offset: UInt64, count: UInt64) throws(CaptureError) -> [UInt8] {
    let wanted = min(count, UInt64(ByteWindow.capacity))
    let end = try reach(offset.addingReportingOverflow(wanted).overflow ? .max : offset + wanted)
    guard offset < end else { return [] }
    return try window.withBytes(at: offset, count: Int(end - offset)) { span in
      unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    } ?? []
  }

  /// Passes a header that should be `length` bytes long. Where the capture ends inside it, that is a finding.
  /// - Returns: whether it is there in whole.
  func pass(_ length: UInt64, from position: inout UInt64) throws(CaptureError) -> Bool {
    let (stated, overflow) = position.addingReportingOverflow(length)
    let start = position
    position = try reach(overflow ? .max : stated)
    guard position - start < length else { return true }
    report(Finding(.cutShort, at: position, part: .envelope, value: position - start, limit: length))
    return false
  }
}
