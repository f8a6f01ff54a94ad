/// Names the bytes that follow the last checkpoint.
package struct TrailingReader {
  /// What `xl migrate` sends behind the stream when its receiver is ready, its NUL included.
  package static let handshake = [UInt8]("domain is yours, you are cleared to unpause\0".utf8)

  /// The kind of guest whose stream ends before; nil where it is not known.
  let guest: GuestKind?
  private(set) var parts: [TrailingPart] = []
  private(set) var findings: [Finding] = []

  init(guest: GuestKind?) { self.guest = guest }

  /// Reads from `offset` to the end of the capture. `isAfterLast` says whether the stream stated that it ends there.
  mutating func read(_ window: ByteWindow, from offset: UInt64, isAfterLast: Bool) throws(CaptureError) {
    try window.capture.waitForEnd()
    let end = window.capture.size
    var position = offset
    while position < end {
      position = try readPart(window, at: position, end: end, isAfterLast: isAfterLast)
    }
  }

  private mutating func readPart(
    _ window: ByteWindow, at start: UInt64, end: UInt64, isAfterLast: Bool
  ) throws(CaptureError) -> UInt64 {
    let wanted = Int(min(64, end - start))
    let bytes = try window.capture.bytes(at: start, count: wanted)
    if bytes.starts(with: Self.handshake) {
      return add(.handshake, .trailingHandshake, start..<start + UInt64(Self.handshake.count))
    }
    let signature = Int(DeviceModelRecord.signatureByteCount)
    let found = DeviceModelRecord.Signature(bytes.prefix(signature))
    if found == .xend, guest == .pv { return add(.deviceModelRecord, .deviceModelInPV, start..<end) }
    if found == .libxl || found == .xendRemus && guest == .pv {
      let length = try window.uint32(at: start + UInt64(signature))
      let wholeEnd = start + UInt64(signature) + 4 + UInt64(length ?? 0)
      if length == nil || wholeEnd > end {
        findings.append(
          Finding(
            .cutShort, .warning, at: end, part: .deviceModelRecord, value: end - start, limit: wholeEnd - start))
      }
      return add(
        .deviceModelRecord, guest == .pv ? .deviceModelInPV : .extraDeviceModelRecord, start..<min(wholeEnd, end))
    }
    let isZero = try isZero(start..<end, window)
    return add(.unknown, .trailingBytes, start..<end, isAfterLast || isZero ? .note : nil)
  }

  /// Bytes that are looked at to see whether they are zeros, as behind an image on a volume.
  private static let mostZeros: UInt64 = 16 << 20

  private func isZero(_ range: Range<UInt64>, _ window: ByteWindow) throws(CaptureError) -> Bool {
    let most = min(range.upperBound - range.lowerBound, Self.mostZeros)
    return try ZeroStretch(window: window).end(from: range.lowerBound, most: most) - range.lowerBound == most
  }

  private mutating func add(
    _ kind: TrailingPart.Kind, _ rule: FindingRule, _ range: Range<UInt64>, _ severity: Severity? = nil
  ) -> UInt64 {
    parts.append(TrailingPart(kind: kind, range: range))
    findings.append(Finding(rule, severity, at: range.lowerBound, value: UInt64(range.count)))
    return range.upperBound
  }
}
