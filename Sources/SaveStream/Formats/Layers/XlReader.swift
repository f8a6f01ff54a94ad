/// Reads the header of an xl save file, and enters what follows it.
struct XlReader: LayerReader {
  let detector: LayerDetector
  private var header: XlHeader?
  /// What the config says of the guest.
  private(set) var hint: GuestKind?
  private var hasPassedHeader = false
  private var hasEntered = false

  init(detector: LayerDetector) { self.detector = detector }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    if !hasPassedHeader {
      hasPassedHeader = true
      try passHeader(&position, draft)
      return .goOn
    }
    if hasEntered { return .end }
    hasEntered = true
    return try enter(at: position, draft)
  }

  private mutating func passHeader(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    let start = position
    guard let header = XlHeader(try draft.bytes(at: start, count: XlHeader.numbersEnd)) else {
      _ = try draft.pass(XlHeader.byteCount, from: &position)
      return
    }
    for finding in header.fieldFindings(at: start) { draft.report(finding) }
    let length = try header.length(at: start, draft)
    let config = try draft.bytes(
      at: start + XlHeader.numbersEnd, count: min(UInt64(header.configLength ?? 0), length - XlHeader.byteCount))
    let isJSON = header.mandatoryFlags & XlHeader.configIsJSON != 0
    hint = isJSON ? GuestHint.json(config) : GuestHint.text(config)
    if try draft.pass(length, from: &position) { self.header = header }
  }

  private func enter(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard let header else { return .noStream }
    let expected: LayerMagic? = header.mandatoryFlags & XlHeader.streamIsV2 != 0 ? .libxl2 : nil
    let first = try draft.bytes(at: offset, count: UInt64(LayerMagic.longest))
    guard first.count >= LayerMagic.shortest else {
      // Too little follows to contradict the header.
      if expected == .libxl2 { return .enter(.libxl2, LibxlReader(detector: detector, hint: hint)) }
      return try detector.layer(at: offset, draft, inside: .xl, hint: hint)
    }
    if LayerMagic.detect(first) != expected { draft.report(Finding(.xlStreamVersion, at: offset)) }
    return try detector.layer(at: offset, draft, inside: .xl, hint: hint)
  }
}

extension XlHeader {
  /// What is wrong with the fixed fields.
  fileprivate func fieldFindings(at offset: UInt64) -> [Finding] {
    var findings: [Finding] = []
    if !isByteOrderKnown {
      findings.append(Finding(.xlByteOrder, at: offset + 32, part: .envelope))
    } else if isBigEndian {
      // Good on a big-endian machine, which none that runs Xen is.
      findings.append(Finding(.xlByteOrder, .warning, at: offset + 32, part: .envelope))
    }
    let unknown = mandatoryFlags & ~(XlHeader.configIsJSON | XlHeader.streamIsV2)
    if unknown != 0 {
      findings.append(Finding(.xlUnknownFlag, at: offset + 36, part: .envelope, value: UInt64(unknown)))
    }
    return findings
  }

  /// The bytes up to the stream. Of two lengths that contradict each other, the one is taken with which the capture
  /// can be read on.
  fileprivate func length(at start: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64 {
    let stated = XlHeader.byteCount + UInt64(optionalDataLength)
    let needed = optionalDataLength == 0 ? stated : XlHeader.numbersEnd + UInt64(configLength ?? 0)
    func overrun(at offset: UInt64, _ claimed: UInt64, _ limit: UInt64) {
      draft.report(
        Finding(.xlConfigOverrun, at: start + offset, part: .envelope, value: claimed, limit: limit))
    }
    let there = try draft.reach(start + stated) - start
    if there < stated {
      // No writer puts anything behind the config, so a capture that is cut ends inside it; when the config is whole,
      // optional_data_len lies.
      guard configLength != nil, needed < there else { return stated }
      overrun(at: 44, UInt64(optionalDataLength), there - XlHeader.byteCount)
      return needed
    }
    if needed > stated { overrun(at: 48, needed - XlHeader.byteCount, UInt64(optionalDataLength)) }
    return stated
  }
}
