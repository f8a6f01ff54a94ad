/// Reads the header of an xl save file, and enters what follows it.
struct XlReader: HeaderReader {
  let detector: LayerDetector
  private var header: XlHeader?
  /// The file offset of its first byte.
  private var start: UInt64 = 0
  /// What the config says of the guest.
  private(set) var hint: GuestKind?
  var stage = HeaderStage.header

  init(detector: LayerDetector) { self.detector = detector }

  mutating func passHeader(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    start = position
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

  func enter(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard let header else { return .noStream }
    let expected: WrappedStream = header.mandatoryFlags & XlHeader.streamIsV2 != 0 ? .libxl2 : .legacy
    let (step, found) = try detector.stream(expected, at: offset, draft, inside: .xl, hint: hint)
    if let found, found != expected {
      draft.report(
        Finding(
          .xlStreamVersion, at: start + XlHeader.flagsOffset, part: .envelope, value: UInt64(header.mandatoryFlags),
          limit: UInt64(header.flags(for: found))))
    }
    return step
  }
}

extension XlHeader {
  /// The mandatory flags that would name a kind of stream; those that are there where none does.
  fileprivate func flags(for stream: WrappedStream) -> UInt32 {
    switch stream {
    case .legacy: mandatoryFlags & ~XlHeader.streamIsV2
    case .libxl2: mandatoryFlags | XlHeader.streamIsV2
    case .libxc: mandatoryFlags
    }
  }

  /// What is wrong with the fixed fields.
  fileprivate func fieldFindings(at offset: UInt64) -> [Finding] {
    var findings: [Finding] = []
    if !isByteOrderKnown {
      findings.append(Finding(.xlByteOrder, at: offset + 32, part: .envelope, value: UInt64(byteOrderWord)))
    } else if isBigEndian {
      // Good on a big-endian machine, which none that runs Xen is.
      findings.append(Finding(.xlByteOrder, .warning, at: offset + 32, part: .envelope, value: UInt64(byteOrderWord)))
    }
    let unknown = mandatoryFlags & ~(XlHeader.configIsJSON | XlHeader.streamIsV2)
    if unknown != 0 {
      findings.append(
        Finding(.xlUnknownFlag, at: offset + XlHeader.flagsOffset, part: .envelope, value: UInt64(unknown)))
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
