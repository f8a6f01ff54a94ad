/// Finds out how a legacy stream is to be read: nothing in it states the toolstack's word size or the guest's kind.
///
/// Each reading that the first bytes allow is tried on for some chunks; the one that fits best is kept.
struct LegacyDetector {
  let window: ByteWindow
  /// The file offset of the stream's first byte.
  let offset: UInt64
  let options: ReadingOptions
  /// What the envelope says.
  let hint: LegacyHint

  /// How far a reading goes.
  struct Trial {
    let framing: LegacyFraming
    /// Whether something in the stream contradicts the reading.
    let isContradicted: Bool
    let chunks: Int
    /// Whether a chunk behind the header fits, and not the header alone.
    let hasChunk: Bool
    /// Whether the capture ends before anything but the header could be tried.
    let isTooShort: Bool
    /// Whether the first chunk could be one that is not known.
    let isNearMiss: Bool
    /// Whether bytes that have not arrived yet would tell more.
    var isOpen = false

    /// Chunks by which a reading has to be ahead, that something contradicts: a damage far behind contradicts the right
    /// one, too, and a wrong one soon ends well where it takes a zero for the END word.
    private static let aheadInSpite = 3

    func isBetter(than other: Trial) -> Bool {
      if isContradicted == other.isContradicted { return chunks > other.chunks }
      return isContradicted ? chunks > other.chunks + Self.aheadInSpite : chunks + Self.aheadInSpite >= other.chunks
    }
  }

  /// The framing that fits and why, or nil when the bytes are no legacy stream.
  func detect() throws(CaptureError) -> (framing: LegacyFraming, reasons: [String])? {
    let trials = try trials()
    // The first of equals wins, so that the likelier reading has to come first.
    guard var best = trials.first else { return nil }
    for trial in trials where trial.isBetter(than: best) { best = trial }
    if !isAcceptable(best) {
      guard options.salvages, let damaged = try firstWithDamagedBatch(among: trials) else { return nil }
      best = damaged
    }
    return (best.framing, try reasons(best, among: trials))
  }

  /// Whether the first bytes fit a legacy stream in some reading, without anything that contradicts it.
  func fits() throws(CaptureError) -> Bool { try trials().contains { !$0.isContradicted && $0.chunks > 0 } }

  /// Whether the first chunks fit in some reading, up to one that is like no other bytes, such as a batch in order: other
  /// words pass for entries, too.
  func beginsWell() throws(CaptureError) -> Bool {
    let trials = try trials()
    if try firstWithDamagedBatch(among: trials) != nil { return true }
    for trial in trials where trial.hasChunk {
      var reader = LegacyHeaderReader(window: window, framing: trial.framing, offset: offset)
      try reader.read()
      let grammar = LegacyGrammar(window: window, header: reader.header)
      switch try grammar.verdict(at: reader.header.end) {
      case .believed: return true
      case .contradicted: continue
      case .open:
        let first = try LegacyChunk.read(window, at: reader.header.end, framing: trial.framing)
        // Only a walk through all of it tells where transcendent memory ends.
        if first.id == LegacyChunkID.tmem.rawValue || first.id == LegacyChunkID.tmemExtra.rawValue { return true }
      }
    }
    return false
  }

  private func firstWithDamagedBatch(among trials: [Trial]) throws(CaptureError) -> Trial? {
    for trial in trials where try startsDamagedBatch(trial) { return trial }
    return nil
  }

  /// Whether the first chunk is a batch that does not fit, but whose array begins with many entries in order.
  private func startsDamagedBatch(_ trial: Trial) throws(CaptureError) -> Bool {
    guard !trial.hasChunk else { return false }
    var reader = LegacyHeaderReader(window: window, framing: trial.framing, offset: offset)
    try reader.read()
    let header = reader.header
    guard header.cutIn == nil, (1...LegacyFraming.maximumP2MSize).contains(header.p2mSize) else { return false }
    let chunk = try LegacyChunk.read(window, at: header.end, framing: header.framing)
    guard chunk.kind == .batch else { return false }
    let grammar = LegacyGrammar(window: window, header: header)
    let search = ArraySearch(window: window, format: grammar.format, pfnEnd: grammar.pfnEnd, words: chunk.payload)
    return try search.front().map { $0.count * header.framing.wordBytes >= ArrayPlacement.leastInOrder } ?? false
  }

  // MARK: Candidates

  private func wordSizes() throws(CaptureError) -> [Int] {
    if let bits = options.toolstackBits { return [bits / 8] }
    let likely = hint.toolstackBits.map { [$0 / 8] }
    guard let upper = try window.uint32(at: offset + 4) else {
      guard let low = try window.uint32(at: offset) else { return likely ?? [8] }
      return low == 0 ? [] : likely ?? [8]
    }
    if upper != 0 { return [4] }
    return likely == [4] ? [4, 8] : [8]
  }

  private func guests() -> [GuestKind] {
    if let guest = options.guest { return [guest] }
    return hint.guest == .hvm ? [.hvm, .pv] : [.pv, .hvm]
  }

  private func isAcceptable(_ trial: Trial) -> Bool {
    if options.guest != nil || options.toolstackBits != nil { return true }
    return trial.isTooShort || !trial.isContradicted || trial.chunks > 0 || trial.isNearMiss
  }

  // MARK: Trials

  /// What each reading comes to. Where several fit what has been unpacked, the rest of the chunks is waited for: which one
  /// is taken must not depend on how quickly that goes.
  private func trials() throws(CaptureError) -> [Trial] {
    let trials = try trials(waits: false)
    guard window.capture.compression != .none, trials.count(where: { !$0.isContradicted }) > 1,
      trials.contains(where: \.isOpen)
    else { return trials }
    return try self.trials(waits: true)
  }

  private func trials(waits: Bool) throws(CaptureError) -> [Trial] {
    var trials: [Trial] = []
    for wordBytes in try wordSizes() {
      for guest in guests() {
        let framing = LegacyFraming(wordBytes: wordBytes, guest: guest, deviceModel: hint.deviceModel)
        trials.append(try attempt(framing, waits: waits))
      }
    }
    return trials
  }

  private func attempt(_ framing: LegacyFraming, waits: Bool) throws(CaptureError) -> Trial {
    func trial(_ chunks: Int, contradicted: Bool, short: Bool = false) -> Trial {
      Trial(
        framing: framing, isContradicted: contradicted, chunks: chunks, hasChunk: false, isTooShort: short,
        isNearMiss: false)
    }
    var reader = LegacyHeaderReader(window: window, framing: framing, offset: offset)
    try reader.read()
    let header = reader.header
    let isSizePlausible = (1...LegacyFraming.maximumP2MSize).contains(header.p2mSize)
    if header.cutIn == .p2mSize { return trial(0, contradicted: false, short: true) }
    if !isSizePlausible, header.extendedInfo == nil {
      // A wrong size alone does not make it another kind of file: what follows must be beyond doubt then.
      guard framing.guest == .hvm, header.p2mSize > 0 else { return trial(0, contradicted: true) }
      let found = try walk(header, from: 0, waits: waits)
      return found.chunks > 3 && !found.isContradicted ? found : trial(0, contradicted: true)
    }
    if framing.guest == .pv, try !mayStartExtendedInfo(header) { return trial(0, contradicted: true) }
    if framing.guest == .pv, try startsBatch(header) { return trial(0, contradicted: true) }
    if framing.guest == .hvm, try startsExtendedInfo(framing) { return trial(0, contradicted: true) }
    if reader.findings.contains(where: { $0.rule == .p2mFrameOutOfRange }), header.extendedInfo == nil {
      return trial(0, contradicted: true)
    }
    let own = header.extendedInfo == nil ? 0 : 2
    if header.cutIn != nil { return trial(own, contradicted: false, short: header.extendedInfo != nil) }
    return try walk(header, from: own, waits: waits)
  }

  /// Walks some chunks, beginning with the score `score`.
  private func walk(_ header: LegacyHeader, from score: Int, waits: Bool) throws(CaptureError) -> Trial {
    let result = try LegacyChunkWalk(window: window, header: header, waits: waits).walk(from: header.end)
    return Trial(
      framing: header.framing, isContradicted: result.isContradicted, chunks: score + result.chunks,
      hasChunk: result.chunks > 0, isTooShort: result.isCut && result.chunks == 0, isNearMiss: try startsNearly(header),
      isOpen: result.isOpen)
  }

  /// Whether the first chunk has an id or a count just past those that are known: a stream that was altered, or that
  /// a later sender wrote.
  private func startsNearly(_ header: LegacyHeader) throws(CaptureError) -> Bool {
    guard let id = try window.int32(at: header.end) else { return false }
    return (-64..<0).contains(id) || (1...4 * LegacyFraming.maximumBatch).contains(id)
  }

  /// Whether the few bytes that a very short capture has of the word after p2m_size agree with extended info.
  private func mayStartExtendedInfo(_ header: LegacyHeader) throws(CaptureError) -> Bool {
    guard header.cutIn == .extendedInfo, header.extendedInfo == nil else { return true }
    let start = header.offset + UInt64(header.framing.wordBytes)
    return try window.capture.bytes(at: start, count: header.framing.wordBytes).allSatisfy { $0 == 0xff }
  }

  /// Whether what would be the p2m frame list begins as the first batch of an HVM guest does: a count, then PFN 0 and what
  /// follows it in order. No part of a p2m table lies in frame 0.
  private func startsBatch(_ header: LegacyHeader) throws(CaptureError) -> Bool {
    guard options.guest == nil, header.extendedInfo == nil, header.framing.wordBytes == 4 else { return false }
    let list = header.frameList
    let words = (list.upperBound - list.lowerBound) / 4
    guard words > 1, let count = try window.int32(at: list.lowerBound),
      (1...LegacyFraming.maximumBatch).contains(count)
    else { return false }
    let entries = min(UInt64(count), words - 1, 16)
    for pfn in 0..<entries where try window.uint32(at: list.lowerBound + 4 + pfn * 4).map(UInt64.init) != pfn {
      return false
    }
    return true
  }

  private func startsExtendedInfo(_ framing: LegacyFraming) throws(CaptureError) -> Bool {
    guard options.guest == nil else { return false }
    return try window.word(at: offset + UInt64(framing.wordBytes), bytes: framing.wordBytes)
      == UInt64.max >> UInt64(64 - framing.wordBytes * 8)
  }

  // MARK: Reasons

  private func reasons(_ best: Trial, among trials: [Trial]) throws(CaptureError) -> [String] {
    let framing = best.framing
    var reasons: [String] = []
    if best.chunks == 0, best.isTooShort || trials.count(where: { !$0.isContradicted }) > 1 {
      return ["the capture ends too early to tell: taken for the likeliest reading"]
    }
    if options.toolstackBits != nil {
      reasons.append("\(framing.wordBytes * 8)-bit toolstack, as given by --toolstack")
    } else if hint.toolstackBits == framing.wordBytes * 8 {
      reasons.append("\(framing.wordBytes * 8)-bit toolstack, the only one that wrote such an envelope")
    } else if framing.wordBytes == 8 {
      reasons.append("64-bit toolstack: bytes 4 to 7 of the stream, the upper half of p2m_size, are zero")
    } else {
      reasons.append("32-bit toolstack: bytes 4 to 7 of the stream belong to what follows p2m_size")
    }
    let hasExtendedInfo = try startsExtendedInfo(framing)
    switch framing.guest {
    case _ where options.guest != nil:
      reasons.append("\(framing.guest.rawValue.uppercased()) guest, as given by --guest")
    case .pv where hasExtendedInfo:
      reasons.append("PV guest: the word after p2m_size is all ones, the mark of extended info")
    case .pv: reasons.append("PV guest: a p2m frame list fits between p2m_size and the first chunk")
    case .hvm: reasons.append("HVM guest: chunks follow p2m_size directly")
    }
    let rivals = trials.filter { $0.framing != framing && !$0.isContradicted && $0.chunks > 0 }
    if !rivals.isEmpty {
      reasons.append("settled by reading on: \(best.chunks) chunks fit, more than in any other reading")
    }
    return reasons
  }
}
