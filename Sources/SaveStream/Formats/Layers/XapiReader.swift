/// Reads a XAPI suspend image since 2014: its signature, then record after record, one of which a stream follows.
///
/// What records behind a v2 or v3 stream hold is state of the guest, and belongs to its checkpoint, which is still open
/// then. A legacy stream has ended its own.
struct XapiReader: LayerReader {
  let detector: LayerDetector
  private var state = State.signature
  /// Whether a stream has been entered.
  private var hasEntered = false
  /// Whether a record is there that xenopsd refuses.
  private var isRefused = false
  /// Whether the state of a device model has come.
  private var hasDeviceModel = false
  /// Whether the way was lost behind a head, in bytes whose length nothing tells, and not at a head of an unknown type.
  private var isBehindHead = false

  private enum State {
    case signature
    case records
    /// The head of this record has been passed, and its stream begins.
    case stream(XapiRecord)
    /// End_of_image has been passed.
    case ended
  }

  init(detector: LayerDetector) { self.detector = detector }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    switch state {
    case .signature:
      state = .records
      return try draft.pass(XapiSignature.byteCount, from: &position) ? .goOn : .stop
    case .records: return try readRecord(&position, draft)
    case .stream(let record):
      state = .records
      return try enter(record, at: position, draft)
    case .ended: return .end
    }
  }

  mutating func innerTurned(_ turn: LayerTurn) {
    // One that was found behind damaged heads was not entered from here, and what was said of them is void.
    if !hasEntered { isRefused = false }
    hasEntered = true
    state = .records
  }

  mutating func believablePlace(behind position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    let search = XapiRecordSearch(window: draft.window)
    if isBehindHead { return try search.next(from: position) }
    // A record of an unknown type has a length all the same.
    guard let record = try XapiRecord.read(draft.window, at: position) else { return nil }
    let end = record.offset(behind: record.length)
    guard end < .max, try search.isBelievable(at: end) else { return nil }
    return end
  }

  // MARK: Records

  private mutating func readRecord(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep
  {
    isBehindHead = false
    guard let record = try XapiRecord.read(draft.window, at: position) else {
      let there = draft.capture.size - min(position, draft.capture.size)
      return try cut(.xapiImage, &position, there, of: there == 0 ? 0 : XapiRecord.headByteCount, draft)
    }
    switch record.kind {
    case .libxc, .libxl, .libxcLegacy: return try passHead(of: record, &position, draft)
    case .xenops, .varstored, .swtpm0, .swtpm: return try pass(record, &position, draft)
    case .qemuTraditional:
      hasDeviceModel = true
      try checkDeviceModel(record, draft)
      return try pass(record, &position, draft)
    case .qemuXen:
      refuse(.xapiRecordRefused, at: record.offset, value: record.type, draft)
      return try pass(record, &position, draft)
    case .demu:
      draft.report(Finding(.xapiDemuLength, at: record.offset, part: .xapiImage))
      take(XapiRecord.headByteCount, &position, draft)
      return try findRecord(behind: position, draft)
    case .endOfImage: return try endImage(record, &position, draft)
    case nil:
      refuse(.xapiRecordUnknown, at: record.offset, value: record.type, draft)
      if try believablePlace(behind: position, draft) == nil { try draft.end(at: position, isComplete: false) }
      return .lost
    }
  }

  /// Passes the head of a record that a stream follows.
  private mutating func passHead(
    of record: XapiRecord, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let isSecond = hasEntered
    if isSecond || record.kind == .libxl {
      refuse(.xapiRecordRefused, at: record.offset, value: record.type, draft)
    }
    take(XapiRecord.headByteCount, &position, draft)
    if isSecond { return try findRecord(behind: position, draft) }
    state = .stream(record)
    return .goOn
  }

  /// Goes on behind the head of a record whose length nothing tells.
  private mutating func findRecord(behind position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep
  {
    let search = XapiRecordSearch(window: draft.window)
    if try search.isBelievable(at: position) { return .goOn }
    isBehindHead = true
    if try search.next(from: position) == nil {
      try draft.capture.waitForEnd()
      draft.reportCut(.xapiImage, at: draft.capture.size)
    }
    return .lost
  }

  private mutating func enter(
    _ record: XapiRecord, at offset: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    hasEntered = true
    guard let expected = record.kind?.stream else { return .noStream }
    let (step, found) = try detector.stream(expected, at: offset, draft, inside: .xapi)
    if let found, found != expected {
      let right = XapiRecord.Kind(announcing: found).rawValue
      refuse(.xapiStreamType, at: record.offset, value: record.type, limit: right, draft)
    }
    return step
  }

  /// What xenopsd and QEMU look at in the record of the device model.
  private mutating func checkDeviceModel(_ record: XapiRecord, _ draft: CheckpointDraft) throws(CaptureError) {
    let limit = DeviceModelRecord.maximumXapiLength
    if record.length > limit {
      refuse(.xapiQemuLength, at: record.offset + XapiRecord.lengthOffset, value: record.length, limit: limit, draft)
    }
    let magic = QEMUState.magic
    let bytes = try draft.bytes(at: record.headEnd, count: min(record.length, UInt64(magic.count)))
    if bytes.count == magic.count, bytes != magic {
      isRefused = true
      draft.report(QEMUState.magicFinding(bytes, at: record.headEnd))
    }
    guard try draft.capture.wait(for: record.end) else { return }
    for finding in try DeviceModelCheck.findings(
      record.headEnd..<record.end, checkpoint: nil, capture: draft.capture)
    {
      draft.report(finding)
    }
  }

  /// Passes a record that holds its own bytes.
  private func pass(
    _ record: XapiRecord, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    guard try draft.capture.wait(for: record.end) else {
      let there = draft.capture.size - min(record.headEnd, draft.capture.size)
      let part: StreamPart = record.kind == .qemuTraditional ? .deviceModelRecord : .xapiImage
      return try cut(part, &position, XapiRecord.headByteCount + there, of: record.end - record.offset, draft)
    }
    take(record.end - record.offset, &position, draft)
    return .goOn
  }

  /// Ends the checkpoint, if one is open, and only then passes the head, which belongs to none.
  private mutating func endImage(
    _ record: XapiRecord, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    if let open = draft.open {
      if !hasDeviceModel, try draft.index.needsDeviceModel(draft.capture) {
        refuse(.emulatorMissing, at: record.offset, draft)
      }
      try draft.end(at: position, isComplete: open.bodyEnd != nil && !isRefused, isLast: true)
      return .goOn
    }
    if !hasEntered { draft.report(Finding(.noStream, at: record.offset)) }
    position = record.headEnd
    state = .ended
    return .goOn
  }

  // MARK: Bytes and findings

  /// Moves behind bytes of the image, of the checkpoint's tail where one is open.
  private func take(_ length: UInt64, _ position: inout UInt64, _ draft: CheckpointDraft) {
    draft.add(length, as: .tail)
    position += length
  }

  /// Takes what there is of something that the capture ends inside.
  private func cut(
    _ part: StreamPart, _ position: inout UInt64, _ there: UInt64, of wanted: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    take(there, &position, draft)
    draft.reportCut(part, at: position, have: there, need: wanted)
    return .stop
  }

  private mutating func refuse(
    _ rule: FindingRule, at offset: UInt64, part: StreamPart = .xapiImage, value: UInt64 = 0, limit: UInt64 = 0,
    _ draft: CheckpointDraft
  ) {
    isRefused = true
    draft.report(Finding(rule, at: offset, part: part, value: value, limit: limit))
  }
}
