/// What the user knows better than detection does.
public struct ReadingOptions: Sendable, Equatable {
  /// The word size of the toolstack, 32 or 64; nil to detect it.
  public var toolstackBits: Int?
  /// nil to detect it.
  public var guest: GuestKind?

  public init(toolstackBits: Int? = nil, guest: GuestKind? = nil) {
    self.toolstackBits = toolstackBits
    self.guest = guest
  }
}

/// Reads a capture once, from envelope to trailing bytes, and fills an index.
public struct CaptureIndexer: Sendable {
  public let capture: Capture
  public let options: ReadingOptions
  public let index: StreamIndex

  public init(capture: Capture, options: ReadingOptions = ReadingOptions(), index: StreamIndex = StreamIndex()) {
    self.capture = capture
    self.options = options
    self.index = index
  }

  /// Reads to the end of the capture, or until the index is asked to stop. Blocks; call it on a thread of its own
  /// where something else goes on meanwhile.
  /// - Throws: when the bytes are no capture at all, or cannot be read. Anything wrong inside a capture is a finding.
  public func run() throws(CaptureError) {
    let builder = IndexBuilder(index: index)
    defer {
      if capture.failure != nil {
        let rule: FindingRule = capture.compression == .none ? .readFailed : .unpackingFailed
        builder.append(Finding(rule, .error, at: capture.size))
      }
      builder.working.size = capture.size
      builder.working.isFinished = true
      builder.publish()
    }
    let scan = try EnvelopeReader.scan(capture)
    builder.working.envelopes = scan.spans
    for finding in scan.findings { builder.append(finding) }
    switch scan.content {
    case .unread(let content):
      builder.working.unreadContent = content
      builder.append(Finding(.notReadYet, .error, at: scan.streamOffset, part: StreamPart(unread: content)))
      try capture.waitForEnd()
    case .legacy: try readLegacy(scan, builder)
    }
  }

  private func readLegacy(_ scan: EnvelopeScan, _ builder: IndexBuilder) throws(CaptureError) {
    let window = ByteWindow(capture)
    let detector = LegacyDetector(
      window: window, offset: scan.streamOffset, options: options, hint: scan.guestHint)
    guard let (framing, reasons) = try detector.detect() else {
      if !scan.spans.isEmpty { return try reportMissingStream(behind: scan, builder) }
      throw CaptureError(
        path: capture.path, offset: scan.streamOffset,
        reason: "is no Xen save, migration or Remus stream that savescope knows")
    }
    var reader = LegacyHeaderReader(window: window, framing: framing, offset: scan.streamOffset)
    try reader.read()
    let header = reader.header
    builder.working.header = header.offset..<header.end
    builder.working.legacyHeader = header
    builder.working.stream = StreamDescription(header, reasons: reasons)
    builder.working.pfnEnd = min(header.p2mSize, IndexSnapshot.unboundedPFNEnd)
    builder.working.bytesRead = header.end
    for finding in reader.findings { builder.append(finding) }
    if let part = header.cutIn {
      builder.append(Finding(.cutShort, .error, at: header.end, part: part))
    } else if try !capture.wait(for: header.end + 1) {
      builder.append(Finding(.cutShort, .error, at: header.end, part: .body))
    }
    builder.working.size = capture.size
    builder.publish()
    do throws(CaptureError) {
      try LegacyStreamReader(window: window, builder: builder, header: header).read()
    } catch {
      builder.append(Finding(.readFailed, .error, at: error.offset ?? builder.working.bytesRead))
      builder.publish()
      throw error
    }
  }
}

extension CaptureIndexer {
  /// An envelope is there, and behind it nothing that could be a stream.
  private func reportMissingStream(behind scan: EnvelopeScan, _ builder: IndexBuilder) throws(CaptureError) {
    try capture.waitForEnd()
    if scan.findings.contains(where: { $0.rule == .cutShort }) { return }
    if scan.streamOffset >= capture.size {
      builder.append(Finding(.cutShort, .error, at: capture.size, part: .stream))
    } else {
      builder.append(Finding(.noStream, .error, at: scan.streamOffset))
    }
  }
}

extension StreamDescription {
  init(_ header: LegacyHeader, reasons: [String]) {
    self.init(
      format: .legacy, offset: header.offset, toolstackBits: header.framing.wordBytes * 8,
      guest: header.framing.guest,
      guestBits: header.framing.guest == .pv ? header.guestWordBytes * 8 : nil, p2mSize: header.p2mSize,
      reasons: reasons)
    if header.framing.guest == .pv {
      self.reasons.append("\(header.guestWordBytes * 8)-bit guest: " + header.guestWidthReason)
    }
  }
}

extension LegacyHeader {
  fileprivate var guestWidthReason: String {
    guard let block = blocks.first(where: { $0.id == Array("vcpu".utf8) }) else {
      return "no vcpu block says otherwise, so it is as wide as the toolstack"
    }
    return "the vcpu block of the extended info has \(block.payload.count) bytes"
  }
}
