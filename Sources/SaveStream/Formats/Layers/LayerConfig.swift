extension IndexSnapshot {
  /// What the configuration in the envelopes says of the guest, that of the outermost which has one; nil where none
  /// has.
  /// - Throws: when the capture cannot be read.
  func guestConfig(_ capture: Capture) throws(CaptureError) -> GuestConfig? {
    for envelope in envelopes {
      if let config = try envelope.config(capture), config != GuestConfig() { return config }
    }
    return nil
  }

  /// Whether the guest of a v2 or v3 stream cannot start without the state of a device model: an HVM guest, and no PVH
  /// one.
  /// - Throws: when the capture cannot be read.
  func needsDeviceModel(_ capture: Capture) throws(CaptureError) -> Bool {
    guard stream?.guest == .hvm else { return false }
    return try guestConfig(capture)?.kind.map { $0 == .hvm } ?? hasEmulatedDevices
  }
}

extension Layer {
  /// nil where envelopes of its kind have none.
  fileprivate func config(_ capture: Capture) throws(CaptureError) -> GuestConfig? {
    guard let header = own.first else { return nil }
    switch kind {
    case .xl:
      guard let fields = XlHeader(try capture.bytes(at: offset, count: Int(XlHeader.numbersEnd))) else { return nil }
      let start = header.lowerBound &+ XlHeader.numbersEnd
      let config = try text(start..<start &+ UInt64(fields.configLength ?? 0), within: header, capture)
      return fields.mandatoryFlags & XlHeader.configIsJSON != 0 ? GuestConfig(json: config) : GuestConfig(text: config)
    case .xend:
      let first = try capture.bytes(at: header.lowerBound, count: 1).first
      let start = header.lowerBound &+ XendRecord.prefixLength(firstByte: first) &+ XendRecord.byteCount
      return GuestConfig(sxp: try text(start..<max(start, header.upperBound), within: header, capture))
    case .libvirt:
      let start = header.lowerBound &+ LibvirtHeader.byteCount
      return GuestConfig(xml: try text(start..<max(start, header.upperBound), within: header, capture))
    case .xapi:
      var walk = XapiRecordWalk(
        min(header.lowerBound + XapiSignature.byteCount, header.upperBound)..<header.upperBound, ByteWindow(capture))
      for _ in 0..<Self.mostRecords {
        guard let (record, bytes) = try walk.next() else { return nil }
        guard record.kind == .xenops else { continue }
        return GuestConfig(
          xenops: try text(record.headEnd..<max(record.headEnd, bytes.upperBound), within: header, capture))
      }
      return nil
    case .tap, .xapiLegacy, .libxl2, .stream: return nil
    }
  }

  /// The beginning of a range of file offsets, as far as it lies within the envelope's own bytes.
  private func text(
    _ range: Range<UInt64>, within own: Range<UInt64>, _ capture: Capture
  ) throws(CaptureError) -> [UInt8] {
    let inside = range.clamped(to: own)
    let count = min(inside.upperBound - inside.lowerBound, UInt64(GuestConfig.maximumByteCount))
    return try capture.bytes(at: inside.lowerBound, count: Int(count))
  }

  /// Records of a XAPI image before its stream that are looked at; Xenops is the first.
  private static let mostRecords = 64
}
