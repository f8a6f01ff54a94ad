/// Reads libxl's v2 stream: its header, its records, and between them the libxc stream, with which it takes turns at
/// every checkpoint.
struct LibxlReader: LayerReader {
  let detector: LayerDetector
  /// What a layer around it says of the guest.
  let hint: GuestKind?
  private var order: ByteOrder?
  private var stream = Stream.none
  /// Whether the state of a device model has come.
  private var hasEmulator = false

  /// How the libxc stream inside stands.
  private enum Stream {
    /// It has not begun.
    case none
    /// It begins with the next byte.
    case begins
    /// It goes on behind the records that end its checkpoint.
    case rests
    case ended
  }

  init(detector: LayerDetector, hint: GuestKind?) {
    self.detector = detector
    self.hint = hint
  }

  mutating func innerTurned(_ turn: LayerTurn) { stream = turn == .rests ? .rests : .ended }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard let order else { return try passHeader(&position, draft) }
    if stream == .begins {
      stream = .ended
      return try detector.layer(at: position, draft, inside: .libxl2, hint: hint)
    }
    guard let head = try RecordHead.read(draft.window, at: position, order) else {
      return endWithoutHead(&position, draft)
    }
    let type = LibxlRecordType(rawValue: head.type)
    // END is the layer's own, and no part of the checkpoint before it.
    if type == .end, draft.isOpen {
      if stream == .rests { draft.report(.checkpointEndMissing, at: head.offset, part: .libxlRecord) }
      if !hasEmulator, try draft.index.needsDeviceModel(draft.capture) {
        draft.report(.emulatorMissing, at: head.offset, part: .libxlRecord)
      }
      try draft.end(at: head.offset, isComplete: stream == .ended, isLast: stream == .ended)
      return .goOn
    }
    if type == .emulatorContext { hasEmulator = true }
    guard try passRecord(head, type, &position, draft) else { return .stop }
    return try goOn(behind: head, type, position, draft)
  }

  // MARK: The header

  private mutating func passHeader(
    _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let start = position
    let bytes = try draft.bytes(at: start, count: UInt64(LibxlHeader.layout.byteCount))
    guard try draft.pass(UInt64(LibxlHeader.layout.byteCount), from: &position) else { return .stop }
    let version = bytes.number(at: 8, bytes: 4, .big)
    let options = bytes.number(at: 12, bytes: 4, .big)
    order = options & 1 == 1 ? .big : .little
    if version != LibxlHeader.version {
      draft.report(
        Finding(.libxlVersion, at: start + 8, part: .libxlHeader, value: version, limit: LibxlHeader.version))
    }
    if order == .big { draft.report(Finding(.libxlBigEndian, at: start + 12, part: .libxlHeader)) }
    if options > 3 { draft.report(Finding(.libxlReserved, at: start + 12, part: .libxlHeader)) }
    return .goOn
  }

  // MARK: Records

  /// The capture ends where a record should begin, or inside its head.
  private func endWithoutHead(_ position: inout UInt64, _ draft: CheckpointDraft) -> LayerStep {
    let start = position
    position = max(start, draft.capture.size)
    draft.add(position - start, as: .tail)
    let isBetween = position == start
    draft.reportCut(
      isBetween ? .nextLibxlRecord : .libxlRecord, at: position, have: position - start,
      need: isBetween ? 0 : RecordHead.byteCount)
    return .stop
  }

  /// Passes a record and looks at what it says. False when the capture ends inside it.
  private func passRecord(
    _ head: RecordHead, _ type: LibxlRecordType, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    position = try draft.reach(head.end)
    draft.add(position - head.offset, as: .tail)
    guard position == head.end else {
      draft.reportCut(.libxlRecord, at: position, have: position - head.offset, need: head.end - head.offset)
      return false
    }
    for finding in try LibxlRecordCheck(head: head, type: type, order: order ?? .little, draft: draft).findings() {
      draft.report(finding)
    }
    return true
  }

  /// Who goes on behind a record.
  private mutating func goOn(
    behind head: RecordHead, _ type: LibxlRecordType, _ position: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    switch type {
    case .libxcContext:
      guard stream == .none else {
        draft.report(Finding(.libxlContextRepeated, at: head.offset, part: .libxlRecord))
        return .lost
      }
      stream = .begins
    case .checkpointEnd:
      guard stream == .rests, draft.isOpen else {
        draft.report(Finding(.checkpointEndOutside, at: head.offset, part: .libxlRecord))
        return .goOn
      }
      try draft.end(at: position, isComplete: true)
      return .resume
    case .checkpointState:
      // COLO says that a checkpoint begins: what follows is libxc's.
      if stream == .rests, draft.isOpen, draft.open?.endMarker == nil { return .resume }
    case .end:
      if stream == .none { draft.report(Finding(.libxlContextMissing, at: head.offset, part: .libxlRecord)) }
      return .end
    default: break
    }
    return .goOn
  }
}
