/// The capture as the envelope readers use it.
struct EnvelopeSource {
  let capture: Capture
  let window: ByteWindow

  init(_ capture: Capture) {
    self.capture = capture
    window = ByteWindow(capture)
  }

  /// The file offset at which a stretch ends that should end at `end`: earlier where the capture does.
  func reach(_ end: UInt64) throws(CaptureError) -> UInt64 {
    try capture.wait(for: end) ? end : min(capture.size, end)
  }

  /// The bytes of a stretch, as many as there are of `count`, at most what the window holds.
  func bytes(at offset: UInt64, count: UInt64) throws(CaptureError) -> [UInt8] {
    let wanted = min(count, UInt64(ByteWindow.capacity))
    let end = try reach(offset.addingReportingOverflow(wanted).overflow ? .max : offset + wanted)
    guard offset < end else { return [] }
    return try window.withBytes(at: offset, count: Int(end - offset)) { span in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(span.count)
      for position in span.indices { bytes.append(span[position]) }
      return bytes
    } ?? []
  }

  /// What the stretch at `offset` is by its magic.
  func magic(at offset: UInt64) throws(CaptureError) -> EnvelopeMagic? {
    EnvelopeMagic.detect(try bytes(at: offset, count: UInt64(EnvelopeMagic.longest)))
  }
}

extension EnvelopeScan {
  /// Adds an envelope that should be `length` bytes long. Where the capture ends inside it, that is a finding, and
  /// what there is of it is the envelope.
  /// - Returns: whether it is there in whole.
  @discardableResult
  mutating func addSpan(
    _ kind: EnvelopeKind, length: UInt64, _ source: EnvelopeSource
  ) throws(CaptureError) -> Bool {
    // Lengths are made of 32-bit fields and small headers, far below overflow.
    let end = try source.reach(streamOffset &+ length)
    let there = end - streamOffset
    spans.append(EnvelopeSpan(kind: kind, offset: streamOffset, length: there))
    streamOffset = end
    if there < length {
      findings.append(Finding(.cutShort, at: end, part: .envelope, value: there, limit: length))
    }
    return there == length
  }
}
