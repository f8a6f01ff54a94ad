/// Reads the header of a legacy stream.
struct LegacyHeaderReader {
  let window: ByteWindow
  private(set) var header: LegacyHeader
  private(set) var findings: [Finding] = []

  init(window: ByteWindow, framing: LegacyFraming, offset: UInt64) {
    self.window = window
    header = LegacyHeader(framing: framing, offset: offset)
  }

  /// Reads all of it, or as far as the capture goes.
  mutating func read() throws(CaptureError) {
    let wordBytes = header.framing.wordBytes
    guard let p2mSize = try window.word(at: header.offset, bytes: wordBytes) else { return cut(.p2mSize) }
    header.p2mSize = p2mSize
    header.end = header.offset + UInt64(wordBytes)
    if p2mSize == 0 || p2mSize > LegacyFraming.maximumP2MSize {
      findings.append(
        Finding(
          .p2mSizeOutOfRange, at: header.offset, part: .p2mSize, value: p2mSize,
          limit: LegacyFraming.maximumP2MSize))
    }
    guard header.framing.guest == .pv else { return }
    try readExtendedInfo()
    if header.cutIn == nil { try readFrameList() }
  }

  private mutating func readExtendedInfo() throws(CaptureError) {
    let wordBytes = header.framing.wordBytes
    let start = header.end
    guard let signature = try window.word(at: start, bytes: wordBytes) else { return cut(.extendedInfo) }
    guard signature == UInt64.max >> UInt64(64 - wordBytes * 8) else {
      return findings.append(Finding(.extendedInfoMissing, at: start, part: .extendedInfo, value: signature))
    }
    guard let total = try window.uint32(at: start + UInt64(wordBytes)) else { return cut(.extendedInfo) }
    let first = start + UInt64(wordBytes) + 4
    let end = first + UInt64(total)
    header.extendedInfo = start..<end
    var position = first
    while position < end {
      guard try readBlock(at: &position, end: end) else { break }
    }
    guard header.cutIn == nil else { return }
    guard try window.capture.wait(for: end) else { return cut(.extendedInfo) }
    header.end = end
  }

  /// Reads the block at `position` and moves on. False when no other block can be read.
  private mutating func readBlock(at position: inout UInt64, end: UInt64) throws(CaptureError) -> Bool {
    guard header.blocks.count < LegacyHeader.maximumBlocks else { return false }
    guard position + 8 <= end else {
      findings.append(
        Finding(.extendedInfoOverrun, at: position, part: .extendedInfo, value: 8, limit: end - position))
      return false
    }
    let start = position
    guard let id = try window.withBytes(at: start, count: 4, { bytes in (0..<4).map { bytes[$0] } }),
      let size = try window.uint32(at: start + 4)
    else {
      cut(.extendedInfo)
      return false
    }
    var payloadEnd = start + 8 + UInt64(size)
    if payloadEnd > end {
      findings.append(
        Finding(
          .extendedInfoOverrun, at: start + 4, part: .extendedInfo, value: UInt64(size),
          limit: end - start - 8))
      payloadEnd = end
    }
    let block = LegacyHeader.Block(id: id, offset: start, payload: start + 8..<payloadEnd)
    header.blocks.append(block)
    position = payloadEnd
    try understand(block, declaredSize: size)
    return header.cutIn == nil
  }

  private mutating func understand(_ block: LegacyHeader.Block, declaredSize: UInt32) throws(CaptureError) {
    switch String(decoding: block.id, as: UTF8.self) {
    case "vcpu":
      switch declaredSize {
      case 5168: header.guestWordBytes = 8
      case 2800: header.guestWordBytes = 4
      default:
        findings.append(
          Finding(
            .vcpuBlockSize, at: block.offset + 4, part: .extendedInfo, value: UInt64(declaredSize)))
      }
    case "extv": header.hasExtendedContext = true
    case "xcnt":
      if declaredSize != 4 {
        findings.append(
          Finding(
            .xcntBlockSize, at: block.offset + 4, part: .extendedInfo, value: UInt64(declaredSize), limit: 4))
      }
      guard block.payload.count >= 4 else { return }
      guard let bytes = try window.uint32(at: block.payload.lowerBound) else { return cut(.extendedInfo) }
      header.xsaveBytes = UInt64(bytes)
    default:
      findings.append(
        Finding(
          .extendedInfoUnknownBlock, at: block.offset, part: .extendedInfo, value: UInt64(declaredSize)))
    }
  }

  /// The list has one word for each page of the guest's own P2M table, which holds a guest word for each PFN.
  private mutating func readFrameList() throws(CaptureError) {
    let wordBytes = UInt64(header.framing.wordBytes)
    let framesPerPage = UInt64(pageSize / header.guestWordBytes)
    let count = header.p2mSize / framesPerPage + (header.p2mSize % framesPerPage == 0 ? 0 : 1)
    let start = header.end
    let (length, overflow) = count.multipliedReportingOverflow(by: wordBytes)
    let (end, pastEnd) = start.addingReportingOverflow(overflow ? .max : length)
    guard !pastEnd, try window.capture.wait(for: end) else {
      header.frameList = start..<max(start, window.capture.size)
      try checkFrameList()
      return cut(.p2mFrameList)
    }
    header.frameList = start..<end
    header.end = end
    try checkFrameList()
  }

  private mutating func checkFrameList() throws(CaptureError) {
    let wordBytes = header.framing.wordBytes
    var position = header.frameList.lowerBound
    var wrong = 0
    while position < header.frameList.upperBound, wrong < 16 {
      guard let frame = try window.word(at: position, bytes: wordBytes) else { return }
      if frame >= header.p2mSize {
        findings.append(
          Finding(
            .p2mFrameOutOfRange, at: position, part: .p2mFrameList, value: frame, limit: header.p2mSize))
        wrong += 1
      }
      position += UInt64(wordBytes)
    }
  }

  private mutating func cut(_ part: StreamPart) {
    header.cutIn = part
    header.end = max(header.end, window.capture.size)
  }
}
