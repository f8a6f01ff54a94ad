/// Reads a legacy stream: its header, then checkpoint after checkpoint, each a body of chunks and a tail.
struct LegacyReader: LayerReader {
  let header: LegacyHeader
  /// What is wrong with the header.
  private let headerFindings: [Finding]
  /// Why the stream is read as it is, a sentence each.
  private let reasons: [String]
  private var hasPassedHeader = false
  /// What is known of the body that is being read, beside what every format has.
  var body = LegacyBody()
  /// Whether compression was switched on, or must have been.
  var isCompressionEnabled = false
  /// The metadata chunks that have been read, in whatever checkpoint.
  var chunks = LegacyChunkSet()
  /// Where verify mode was switched on, if it was.
  var verifyOffset: UInt64?
  /// One past the last zeros that were reported to stand where a chunk should begin.
  var lostEnd: UInt64 = 0
  /// Finds the batch behind such zeros.
  var batchSearch: LegacyBatchSearch
  /// How the last checkpoint ended.
  private var last: (isComplete: Bool, isLast: Bool, endMarker: UInt64)?

  /// A reader of the stream at a file offset; nil when the bytes there are no legacy stream.
  /// - Parameter hint: what a layer around it says.
  init?(
    at offset: UInt64, window: ByteWindow, options: ReadingOptions, hint: LegacyHint
  ) throws(CaptureError) {
    let detector = LegacyDetector(window: window, offset: offset, options: options, hint: hint)
    guard let (framing, reasons) = try detector.detect() else { return nil }
    var reader = LegacyHeaderReader(window: window, framing: framing, offset: offset)
    try reader.read()
    header = reader.header
    headerFindings = reader.findings
    batchSearch = LegacyBatchSearch(window: window, header: header)
    self.reasons = reasons
  }

  /// A reader of a stream whose header is lost, or is followed by what makes no sense.
  init(behind header: LegacyHeader, _ window: ByteWindow) {
    self.header = header
    headerFindings = []
    batchSearch = LegacyBatchSearch(window: window, header: header)
    let framing = header.framing
    let words = "\(framing.guestWords) and a \(framing.wordBytes * 8)-bit toolstack"
    reasons = ["the beginning is damaged: its chunks are those of \(words)"]
  }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard hasPassedHeader else {
      hasPassedHeader = true
      position = header.end
      try describe(to: draft)
      return .goOn
    }
    if draft.open == nil {
      if last == nil {
        guard header.cutIn == nil, try draft.capture.wait(for: position + 1) else { return .stop }
      } else if try !isNextCheckpoint(at: position, draft) {
        return .end
      }
      beginCheckpoint(at: position, draft)
    }
    let chunk = try LegacyChunk.read(draft.window, at: position, framing: header.framing)
    if try isTailWithoutEnd(chunk, draft) { return try endCheckpointWithoutEnd(&position, draft) }
    if chunk.kind == .end { try correctTail(at: chunk.offset + 4, draft) }
    if let step = try regain(chunk, &position, draft) { return step }
    if let finding = chunk.finding { draft.report(finding) }
    switch chunk.kind {
    case .end: return try endCheckpoint(chunk, &position, draft)
    case .cut: return try cutChunkID(chunk, draft)
    case .unknown: return lose(chunk, draft)
    case .batch: return try readBatch(chunk, &position, draft)
    case .metadata(let id): return try readMetadata(chunk, id, &position, draft)
    }
  }

  /// Behind a chunk of an unknown kind or length: where a guess at its end fits.
  mutating func believablePlace(behind position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    let chunk = try LegacyChunk.read(draft.window, at: position, framing: header.framing)
    return try LegacyChunkWalk(window: draft.window, header: header).probableEnd(of: chunk)
  }

  mutating func close(at position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    try endCheckpoint(at: position, draft)
  }

  /// What only the whole stream shows.
  mutating func finish(_ draft: CheckpointDraft) throws(CaptureError) {
    if draft.checkpointCount > 1 || isCompressionEnabled {
      draft.index.isCheckpointed = true
      if let verifyOffset {
        draft.report(Finding(.verifyInRemus, at: verifyOffset, checkpoint: draft.index.verifyCheckpoint))
      }
      if let last, last.isComplete, !last.isLast {
        draft.report(Finding(.remusEnd, at: last.endMarker, checkpoint: draft.index.lastCompleteCheckpoint))
      }
    } else if let last, last.isLast {
      draft.index.isCheckpointed = false
    } else if let last, last.isComplete {
      draft.report(Finding(.lastCheckpointMissing, at: last.endMarker, checkpoint: 0))
    }
  }

  // MARK: The header

  private func describe(to draft: CheckpointDraft) throws(CaptureError) {
    draft.index.header = header.offset..<header.end
    draft.index.formatFacts = StreamShape.legacy(LegacyShape(header: header))
    draft.index.entryFormat = .legacy(wordBytes: header.framing.wordBytes)
    draft.index.entryRules = header.framing.guest == .hvm ? .legacyHVM : .legacy
    draft.index.pfnEnd = min(header.p2mSize, IndexSnapshot.unboundedPFNEnd)
    draft.index.stream = StreamDescription(header, reasons: reasons)
    draft.index.bytesRead = header.end
    for finding in headerFindings { draft.report(finding) }
    if let part = header.cutIn {
      draft.report(Finding(.cutShort, at: header.end, part: part))
    } else if try !draft.capture.wait(for: header.end + 1) {
      draft.report(Finding(.cutShort, at: header.end, part: .body))
    }
    draft.show()
  }

  private mutating func beginCheckpoint(at position: UInt64, _ draft: CheckpointDraft) {
    body = LegacyBody()
    draft.begin(at: position, isCompressed: isCompressionEnabled && draft.checkpointCount > 0)
  }

  // MARK: The end of a checkpoint

  private mutating func endCheckpoint(
    _ chunk: LegacyChunk, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    draft.add(4, as: .framing)
    draft.endBody(marker: chunk.offset, end: chunk.offset + 4)
    // Xen 3.0 wrote neither extended contexts nor VCPU_INFO.
    let mayLackVcpuInfo = header.framing.guest == .pv && !header.hasExtendedContext
    body.check(at: chunk.offset, mayLackVcpuInfo: mayLackVcpuInfo, draft)
    try reportLostStretch(at: chunk.offset, mustGoOn: false, draft)
    return try readTail(behind: chunk.offset, from: chunk.offset + 4, &position, draft)
  }

  /// Reads a tail, and ends the checkpoint with it.
  /// - Parameter marker: the file offset of the END in front of it, or of the tail itself where that is lost.
  mutating func readTail(
    behind marker: UInt64, from start: UInt64, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let tail = try readTail(at: start, draft)
    position = tail.end
    if let next = try nextBody(behind: start..<tail.end, isSound: tail.isComplete, draft) {
      try goOn(at: next, behind: start..<tail.end, isSound: tail.isComplete, marker: marker, draft)
      position = next
      return .goOn
    }
    try endCheckpoint(at: position, isComplete: tail.isComplete, marker: marker, draft)
    guard tail.isWhole else { return .stop }
    return body.lastCheckpointOffset == nil ? .goOn : .end
  }

  /// Ends a checkpoint whose tail is damaged, where another one begins. One whose tail is sound ends with it: it is the
  /// next one that is damaged.
  private mutating func goOn(
    at next: UInt64, behind tail: Range<UInt64>, isSound: Bool, marker: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) {
    let sign = try sign(at: next, draft)
    if isSound, next > tail.upperBound {
      try endCheckpoint(at: tail.upperBound, isComplete: true, marker: marker, draft)
      beginCheckpoint(at: tail.upperBound, draft)
      draft.addHole(tail.upperBound..<next, part: .nextCheckpoint, sign: sign)
      return
    }
    if next < tail.upperBound {
      draft.take(tail.upperBound - next, from: .tail)
      draft.open?.isSalvaged = true
      draft.report(
        .streamDamaged, at: tail.lowerBound, part: .nextCheckpoint, value: 0, limit: sign?.packed ?? 0, subject: next)
    } else {
      draft.addHole(tail.upperBound..<next, part: .nextCheckpoint, sign: sign)
    }
    try endCheckpoint(at: next, isComplete: false, marker: marker, draft)
  }

  /// Ends the checkpoint that is open, wherever reading has come.
  mutating func endCheckpoint(
    at position: UInt64, isComplete: Bool = false, marker: UInt64? = nil, _ draft: CheckpointDraft
  ) throws(CaptureError) {
    if let offset = body.lastCheckpointOffset, draft.number > 0 || isCompressionEnabled {
      draft.report(.lastCheckpointInRemus, at: offset)
    }
    let isLast = body.lastCheckpointOffset != nil
    last = (isComplete, isLast, marker ?? position)
    try draft.end(at: position, isComplete: isComplete, isLast: isLast, detail: body.vcpuCount ?? 1)
  }

  /// Reads the tail behind a body. Says where it ends, whether the capture holds all of it, and whether a receiver
  /// would take it.
  private func readTail(
    at offset: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> (end: UInt64, isWhole: Bool, isComplete: Bool) {
    var reader = LegacyTailReader(window: draft.window, header: header, offset: offset, checkpoint: draft.number)
    try reader.read(vcpuCount: body.vcpuCount ?? 1)
    draft.add(reader.position - offset, as: .tail)
    for finding in reader.tail.findings { draft.report(finding) }
    let check = LegacyTailCheck(
      header: header, checkpoint: draft.number, capture: draft.capture, vcpuNumbers: body.vcpuNumbers,
      highestVcpu: body.highestVcpu)
    for finding in try check.findings(reader.tail) { draft.report(finding) }
    if !body.hasViridian { for finding in try check.viridianFindings(reader.tail) { draft.report(finding) } }
    return (reader.position, reader.tail.cutIn == nil, reader.tail.isComplete)
  }

  // MARK: Behind a tail

  /// Whether what stands at a file offset begins another body. Nothing in the format says so but its first chunk; an
  /// END alone does not count, as zeros often follow a stream on a volume.
  private mutating func isNextCheckpoint(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    guard try draft.capture.wait(for: offset + 1) else { return false }
    guard let id = try draft.window.int32(at: offset) else { return try !startsTrailingText(at: offset, draft) }
    if id > 0 { return id <= LegacyFraming.maximumBatch }
    if id == 0 { try reportLostStretch(at: offset, mustGoOn: true, draft) }
    return LegacyChunkID(rawValue: id).name != nil
  }

  /// Whether a record or text that is known to trail streams begins at a file offset.
  func isTrailing(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    let bytes = try draft.capture.bytes(at: offset, count: TrailingReader.handshake.count)
    if bytes.starts(with: TrailingReader.handshake) { return true }
    return DeviceModelRecord.Signature(bytes.prefix(Int(DeviceModelRecord.signatureByteCount))) != nil
  }

  /// Whether the last few bytes of a capture begin a record or text that is known to trail streams.
  private func startsTrailingText(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    let bytes = try draft.capture.bytes(at: offset, count: 4)
    return [Array(DeviceModelRecord.Signature.libxl.rawValue.utf8), TrailingReader.handshake].contains {
      $0.starts(with: bytes)
    }
  }
}
