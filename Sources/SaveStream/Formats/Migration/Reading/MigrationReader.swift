/// Reads a v2 or v3 stream: its headers, the records that come once, then checkpoint after checkpoint. A stream that is
/// saved once is one checkpoint, up to END.
struct MigrationReader: LayerReader {
  /// The layer around the stream. Libxl's records between two checkpoints, and what an envelope holds of the guest
  /// behind END, belong to the checkpoint: where such a layer is, its reader ends the checkpoint.
  let outer: Layer.Kind?
  /// nil before the headers have been passed.
  private(set) var header: MigrationHeader?
  private let assumed: MigrationHeader?
  /// What the records so far allow of those that follow.
  var sequence = RecordSequence()
  /// Bytes of records that may turn out to stand behind the last page.
  private var pending: UInt64 = 0
  /// Where the last page so far ends.
  private var lastPageEnd: UInt64?
  /// Where verify mode was switched on, if it was.
  private var verifyOffset: UInt64?
  /// Where an END without content stands, and in which checkpoint, until it has been looked at what follows it.
  var emptyEnd: (offset: UInt64, checkpoint: Int)?

  /// - Parameter header: what headers must have said that are lost; nil where they are there.
  init(outer: Layer.Kind?, assuming header: MigrationHeader? = nil) {
    self.outer = outer
    assumed = header
  }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard let header else { return try passHeaders(&position, draft) }
    if let step = try regain(&position, draft) { return step }
    guard let head = try RecordHead.read(draft.window, at: position, header.order) else {
      return try endWithoutHead(&position, draft)
    }
    let type = MigrationRecordType(rawValue: head.type)
    if !draft.isOpen, let step = try begin(type, head, &position, draft) { return step }
    for finding in sequence.findings(head, type, header) { draft.report(finding) }
    switch type {
    case .pageData:
      // Where nothing bounds them, what PFNs there are says nothing of each.
      if sequence.lacksFrames { draft.index.pfnEnd = IndexSnapshot.unboundedPFNEnd }
      return try readPageData(head, &position, draft)
    case .end, .checkpoint: return try endCheckpoint(head, type, &position, draft)
    default: break
    }
    if let found = try foundEnd(of: head, draft) {
      endPages(at: head.offset, draft)
      draft.addHole(head.offset..<found, part: .record, sign: try sign(at: found, draft))
      position = found
      return .goOn
    }
    guard try passRecord(head, type, &position, draft) else { return .stop }
    if type == .verify {
      draft.open?.isVerifying = true
      verifyOffset = verifyOffset ?? head.offset
      endPages(at: head.end, draft)
    }
    return .goOn
  }

  mutating func close(at position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    takePending(as: .metadata, draft)
    try draft.end(at: position, isComplete: false)
  }

  /// What only the whole stream shows.
  mutating func finish(_ draft: CheckpointDraft) throws(CaptureError) {
    try reportLostStretch(draft)
    guard draft.index.isCheckpointed == true, let verifyOffset else { return }
    draft.report(Finding(.verifyInRemus, at: verifyOffset, checkpoint: draft.index.verifyCheckpoint))
  }

  // MARK: Headers

  private mutating func passHeaders(
    _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let start = position
    if let assumed, let guest = assumed.guest { return try goOn(behind: assumed, guest, at: start, draft) }
    let bytes = try draft.bytes(at: start, count: MigrationHeader.byteCount)
    position = try draft.reach(start + MigrationHeader.byteCount)
    guard var header = MigrationHeader(bytes, at: start) else {
      let part: StreamPart = bytes.count < Int(MigrationHeader.imageByteCount) ? .imageHeader : .domainHeader
      draft.report(
        Finding(.cutShort, at: position, part: part, value: UInt64(bytes.count), limit: MigrationHeader.byteCount))
      return .stop
    }
    if let right = try corrected(header, draft) { header = right }
    guard (2...3).contains(header.version) else {
      position = start
      return .unread(.libxcStream(version: header.version))
    }
    guard let guest = header.guest else {
      position = start
      return .unread(.unknownDomain(type: header.type))
    }
    return try goOn(behind: header, guest, at: position, draft)
  }

  /// Goes on with the first record.
  private mutating func goOn(
    behind header: MigrationHeader, _ guest: GuestKind, at offset: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    self.header = header
    sequence.highestVcpu = try draft.index.guestConfig(draft.capture)?.vcpus.map { max(Int(clamping: $0), 1) - 1 }
    for finding in header.findings { draft.report(finding) }
    describe(header, guest, end: offset, to: draft)
    return .goOn
  }

  private func describe(_ header: MigrationHeader, _ guest: GuestKind, end: UInt64, to draft: CheckpointDraft) {
    draft.index.header = min(header.offset, end)..<end
    draft.index.formatFacts = StreamShape.migration(MigrationShape(header: header, outer: outer))
    draft.index.entryFormat = .migration(header.order)
    draft.index.entryRules = .migration
    if guest == .pv { draft.index.pfnEnd = 0 }
    draft.index.stream = StreamDescription(
      format: header.version == 2 ? .libxcV2 : .libxcV3, offset: header.offset, guest: guest, reasons: header.reasons)
    draft.index.bytesRead = end
    draft.show()
  }

  // MARK: Records before a checkpoint

  /// Begins a checkpoint, unless the record belongs to none: then it is passed, and the step says who goes on.
  private mutating func begin(
    _ type: MigrationRecordType, _ head: RecordHead, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep? {
    if draft.checkpointCount == 0, type.isStatic, let header {
      for finding in sequence.findings(head, type, header) { draft.report(finding) }
      let isThere = try passRecord(head, type, &position, draft)
      draft.index.header = header.offset..<position
      draft.index.bytesRead = position
      return isThere ? .goOn : .stop
    }
    if draft.checkpointCount > 0, type == .end {
      // A sender that is stopped in good order: nothing of another checkpoint was sent.
      position = try draft.reach(head.end)
      return .end
    }
    draft.begin(at: position)
    sequence.beginCheckpoint()
    (pending, lastPageEnd) = (0, nil)
    return isLibxlRecord(head, draft) ? .giveBack : nil
  }

  /// Whether libxl's CHECKPOINT_STATE stands where libxc's records should go on, as in COLO: no libxc record has its
  /// type and length.
  private func isLibxlRecord(_ head: RecordHead, _ draft: CheckpointDraft) -> Bool {
    outer == .libxl2 && draft.number > 0 && head.type == LibxlRecordType.checkpointState.rawValue
      && head.length == LibxlRecordType.stateByteCount
  }

  /// The capture ends where a record should begin, or inside its head.
  private mutating func endWithoutHead(
    _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let start = position
    position = max(start, draft.capture.size)
    // A Remus stream ends in mid-air by nature.
    if !draft.isOpen, draft.checkpointCount > 0, position == start { return .stop }
    pending += position - start
    let isBetween = position == start
    draft.reportCut(
      isBetween ? .nextRecord : .recordHead, at: position, have: position - start,
      need: isBetween ? 0 : RecordHead.byteCount)
    return .stop
  }

  // MARK: One record

  /// Passes a record and looks at what it says. False when the capture ends inside it.
  private mutating func passRecord(
    _ head: RecordHead, _ type: MigrationRecordType, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    position = try draft.reach(head.end)
    pending += position - head.offset
    guard position == head.end else {
      draft.reportCut(.record, at: position, have: position - head.offset, need: head.end - head.offset)
      return false
    }
    guard let header else { return true }
    let check = RecordCheck(head: head, type: type, header: header, sequence: sequence, draft: draft)
    for finding in try check.findings() { draft.report(finding) }
    try note(head, type, header.order, draft)
    return true
  }

  /// Remembers what a record says for those that follow.
  private mutating func note(
    _ head: RecordHead, _ type: MigrationRecordType, _ order: ByteOrder, _ draft: CheckpointDraft
  ) throws(CaptureError) {
    sequence.note(type)
    if type == .vcpuBasic, head.length > 8 {
      sequence.noteBasic(ofVcpu: try draft.bytes(at: head.body.lowerBound, count: 4).number(order))
    }
    if type.isOnce { try noteOnce(head, type, order, draft) }
    switch type {
    case .pvInfo: try notePVInfo(head, draft)
    case .pvP2MFrames: try noteFrames(head, order, draft)
    case .cpuidPolicy: sequence.policy = ProcessorPolicy(try PolicyCheck.entries(head.body, draft.capture, order))
    case .hvmParams: try noteParameters(head, order, draft)
    // What the first checkpoint has none of is not asked for later.
    case .hvmContext where order == .little && draft.number == 0:
      let records = try HVMContext.scan(draft.capture, in: head.body, checkpoint: nil).records
      sequence.viridianRecord = records.first { HVMRecordNames.ofViridian.contains($0.typecode) }
      if records.contains(where: { $0.typecode == HVMRecordType.ioapicTypecode }) {
        draft.index.hasEmulatedDevices = true
      }
    default: break
    }
  }

  /// Says that a record comes again in a checkpoint that should have it once.
  private mutating func noteOnce(
    _ head: RecordHead, _ type: MigrationRecordType, _ order: ByteOrder, _ draft: CheckpointDraft
  ) throws(CaptureError) {
    let vcpu = type.isOfVcpu ? try draft.bytes(at: head.body.lowerBound, count: 4).number(order) : 0
    // Of one without content there is nothing to set. Numbers that no vCPU has are not remembered: a capture may have
    // any.
    guard head.length > 8, vcpu < RecordCheck.mostVcpus, sequence.isRepeated(type, vcpu: vcpu) else { return }
    draft.report(
      .recordRepeated, at: head.offset, part: .record, value: UInt64(head.type),
      subject: StatePlace(vcpu: Int(clamping: vcpu), isModern: true).packed)
  }

  private mutating func noteParameters(
    _ head: RecordHead, _ order: ByteOrder, _ draft: CheckpointDraft
  ) throws(CaptureError) {
    let viridian = try HVMParameters.list(head.body, draft.capture, order).first {
      $0.number == HVMParameter.viridianNumber
    }
    guard let value = viridian?.value else { return }
    if try draft.bytes(at: value.lowerBound, count: 8).contains(where: { $0 != 0 }) {
      sequence.hasViridianParameter = true
    }
  }

  /// The width of the guest's words.
  private mutating func notePVInfo(_ head: RecordHead, _ draft: CheckpointDraft) throws(CaptureError) {
    let width = try draft.bytes(at: head.body.lowerBound, count: 1).first
    guard let width, width == 4 || width == 8, head.length > 0 else { return }
    sequence.guestBits = Int(width) * 8
    draft.index.stream?.guestBits = Int(width) * 8
  }

  /// Where the guest's PFNs end.
  private func noteFrames(_ head: RecordHead, _ order: ByteOrder, _ draft: CheckpointDraft) throws(CaptureError) {
    let bytes = try draft.bytes(at: head.body.lowerBound, count: min(8, UInt64(head.length)))
    guard bytes.count == 8 else { return }
    draft.index.pfnEnd = max(draft.index.pfnEnd, bytes.number(at: 4, bytes: 4, order) + 1)
  }

  // MARK: Pages

  /// Says that pages go up to here: what came before them is no tail.
  mutating func endPages(at offset: UInt64, _ draft: CheckpointDraft) {
    takePending(as: .metadata, draft)
    lastPageEnd = offset
  }

  /// Counts the bytes of the records that were passed since the last page.
  mutating func takePending(as kind: ByteKind, _ draft: CheckpointDraft) {
    draft.add(pending, as: kind)
    pending = 0
  }

  // MARK: The end of a checkpoint

  private mutating func endCheckpoint(
    _ head: RecordHead, _ type: MigrationRecordType, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    guard try passRecord(head, type, &position, draft) else { return .stop }
    if type == .end, head.length == 0 { try noteEmptyEnd(at: head.offset, draft) }
    if type == .end, draft.number > 0 {
      draft.report(.endInsideCheckpoint, at: head.offset, part: .record)
      try close(at: position, draft)
      return .end
    }
    if draft.number == 0 { for finding in sequence.missing(at: head.offset, header) { draft.report(finding) } }
    takePending(as: .tail, draft)
    draft.endBody(marker: head.offset, end: lastPageEnd ?? draft.open?.offset ?? head.offset)
    draft.index.isCheckpointed = type == .checkpoint
    let isEndedOutside = outer == .libxl2 || outer == .xapi && type == .end
    if !isEndedOutside { try draft.end(at: position, isComplete: true, isLast: type == .end) }
    if type == .end { return .end }
    return isEndedOutside ? .giveBack : .goOn
  }
}

extension MigrationHeader {
  /// What is wrong with the headers.
  fileprivate var findings: [Finding] {
    var findings: [Finding] = []
    if saysBigEndian || order == .big { findings.append(Finding(.imageBigEndian, at: offset + 16, part: .imageHeader)) }
    if let reserved { findings.append(Finding(.imageReserved, at: reserved, part: .imageHeader)) }
    if pageShift != 12 {
      findings.append(Finding(.domainPageShift, at: offset + 28, part: .domainHeader, value: UInt64(pageShift)))
    }
    return findings
  }
}
