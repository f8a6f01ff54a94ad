/// Tells by its first bytes what begins at a file offset.
struct LayerDetector: Sendable {
  let options: ReadingOptions
  /// Formats beside those that savescope knows.
  let openFormats: [any OpenFormat.Type]

  /// The step into what begins at a file offset.
  /// - Parameters:
  ///   - inside: the layer around it; nil where there is none.
  ///   - hint: what that layer says of the guest.
  func layer(
    at offset: UInt64, _ draft: CheckpointDraft, inside: Layer.Kind? = nil, hint: GuestKind? = nil
  ) throws(CaptureError) -> LayerStep {
    let first = try draft.bytes(at: offset, count: UInt64(LayerMagic.longest))
    if let format = openFormats.first(where: { $0.begins(first) }) { return .enter(.stream, format.reader()) }
    switch LayerMagic.detect(first) {
    case .xl: return inside != nil ? .unread(.xlFile) : .enter(.xl, XlReader(detector: self))
    case .xend: return inside != nil ? .unread(.xendFile) : .enter(.xend, XendReader(prefixLength: 0, detector: self))
    case .xendSent: return inside != nil ? .unread(.xendFile) : .enter(.xend, XendReader(prefixLength: 8, detector: self))
    case .xendSentSecurely:
      return inside != nil ? .unread(.xendFile) : .enter(.xend, XendReader(prefixLength: 11, detector: self))
    case .libvirt: return inside != nil ? .unread(.libvirtImage) : .enter(.libvirt, UnreadLayer(.libvirtImage))
    case .xapi: return inside != nil ? .unread(.xapiImage) : .enter(.xapi, UnreadLayer(.xapiImage))
    case .xapiLegacy:
      return inside != nil ? .unread(.legacyXapiImage) : .enter(.xapiLegacy, UnreadLayer(.legacyXapiImage))
    case .libxl2: return .enter(.libxl2, LibxlReader(detector: self, hint: hint))
    case .libxc: return .enter(.stream, MigrationReader(outer: inside))
    case .deviceModel: return .unread(.qemuState)
    case .receiverSide: return .unread(.receiverSide)
    case nil:
      guard let reader = try LegacyReader(at: offset, window: draft.window, options: options, hint: hint) else {
        return .noStream
      }
      return .enter(.stream, reader)
    }
  }
}

extension CheckpointDraft {
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
      unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    } ?? []
  }

  /// Passes a header that should be `length` bytes long. Where the capture ends inside it, that is a finding.
  /// - Returns: whether it is there in whole.
  func pass(_ length: UInt64, from position: inout UInt64) throws(CaptureError) -> Bool {
    let (stated, overflow) = position.addingReportingOverflow(length)
    let start = position
    position = try reach(overflow ? .max : stated)
    guard position - start < length else { return true }
    report(Finding(.cutShort, at: position, part: .envelope, value: position - start, limit: length))
    return false
  }
}
