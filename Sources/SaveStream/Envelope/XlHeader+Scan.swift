extension XlHeader {
  /// Reads the xl header at the start of a capture, and tells what follows it.
  static func scan(_ source: EnvelopeSource, into scan: inout EnvelopeScan) throws(CaptureError) {
    guard let header = XlHeader(try source.bytes(at: 0, count: numbersEnd)) else {
      try scan.addSpan(.xl, length: byteCount, source)
      return
    }
    scan.findings += header.fieldFindings
    let length = try header.length(source, &scan.findings)
    let config = try source.bytes(at: numbersEnd, count: min(UInt64(header.configLength ?? 0), length - byteCount))
    scan.guestHint = header.mandatoryFlags & configIsJSON != 0 ? GuestHint.json(config) : GuestHint.text(config)
    guard try scan.addSpan(.xl, length: length, source) else { return }
    let offset = scan.streamOffset
    let magic = try EnvelopeReader.scanContent(source, into: &scan)
    let expected: EnvelopeMagic? = header.mandatoryFlags & streamIsV2 != 0 ? .libxl2 : nil
    guard try source.capture.wait(for: offset &+ UInt64(EnvelopeMagic.shortest)) else {
      // Too little follows to contradict the header.
      if expected == .libxl2 { scan.content = .unread(.libxlStream) }
      return
    }
    if magic != expected { scan.findings.append(Finding(.xlStreamVersion, at: offset)) }
  }

  /// What is wrong with the fixed fields.
  private var fieldFindings: [Finding] {
    var findings: [Finding] = []
    if !isByteOrderKnown {
      findings.append(Finding(.xlByteOrder, at: 32, part: .envelope))
    } else if isBigEndian {
      // Good on a big-endian machine, which none that runs Xen is.
      findings.append(Finding(.xlByteOrder, .warning, at: 32, part: .envelope))
    }
    let unknown = mandatoryFlags & ~(XlHeader.configIsJSON | XlHeader.streamIsV2)
    if unknown != 0 {
      findings.append(Finding(.xlUnknownFlag, at: 36, part: .envelope, value: UInt64(unknown)))
    }
    return findings
  }

  /// The bytes up to the stream. Of two lengths that contradict each other, the one is taken with which the capture
  /// can be read on.
  private func length(_ source: EnvelopeSource, _ findings: inout [Finding]) throws(CaptureError) -> UInt64 {
    let stated = XlHeader.byteCount + UInt64(optionalDataLength)
    let needed = optionalDataLength == 0 ? stated : XlHeader.numbersEnd + UInt64(configLength ?? 0)
    func overrun(at offset: UInt64, _ claimed: UInt64, _ limit: UInt64) {
      findings.append(
        Finding(.xlConfigOverrun, at: offset, part: .envelope, value: claimed, limit: limit))
    }
    let there = try source.reach(stated)
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
