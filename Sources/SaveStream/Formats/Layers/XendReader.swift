/// Reads the record of xend, and enters what follows it.
struct XendReader: HeaderReader {
  let prefixLength: UInt64
  let detector: LayerDetector
  /// What the config says of the guest.
  private(set) var hint: GuestKind?
  var stage = HeaderStage.header
  /// Whether the record is there in whole.
  private var isWhole = false

  init(prefixLength: UInt64, detector: LayerDetector) {
    self.prefixLength = prefixLength
    self.detector = detector
  }

  mutating func passHeader(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    let headLength = prefixLength + XendRecord.byteCount
    let config = position + headLength
    guard let stated = try draft.window.uint32(at: config - XendRecord.lengthByteCount) else {
      _ = try draft.pass(headLength, from: &position)
      return
    }
    let length = try configLength(stated: UInt64(stated.byteSwapped), at: config, draft)
    hint = GuestHint.sxp(try draft.bytes(at: config, count: length))
    isWhole = try draft.pass(headLength + length, from: &position)
  }

  func enter(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    isWhole ? try detector.layer(at: offset, draft, inside: .xend, hint: hint) : .noStream
  }

  /// The bytes of the config: as stated, unless no stream begins behind those, and one does behind the end of the
  /// S-expression.
  private func configLength(stated: UInt64, at config: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64
  {
    if try detector.begins(at: config + stated, draft) { return stated }
    let text = try draft.bytes(at: config, count: UInt64(ByteWindow.capacity))
    guard let end = XendRecord.endOfExpression(text) else { return stated }
    // A newline may follow.
    for found in [UInt64(end), UInt64(end) + 1] where found != stated {
      guard try detector.begins(at: config + found, draft) else { continue }
      draft.report(
        Finding(
          .xendConfigLength, at: config - XendRecord.lengthByteCount, part: .envelope, value: stated, limit: found))
      return found
    }
    return stated
  }
}
