/// Reads the header of a libvirt save image and its XML, and enters the stream behind.
struct LibvirtReader: HeaderReader {
  let detector: LayerDetector
  /// The file offset of its first byte.
  private var start: UInt64 = 0
  /// nil where it is cut.
  private var version: UInt32?
  /// What the XML says of the guest.
  private(set) var hint: GuestKind?
  var stage = HeaderStage.header

  init(detector: LayerDetector) { self.detector = detector }

  mutating func passHeader(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    start = position
    let xmlStart = start + LibvirtHeader.byteCount
    guard try draft.capture.wait(for: xmlStart),
      let version = try draft.window.uint32(at: start + LibvirtHeader.versionOffset),
      let stated = try draft.window.uint32(at: start + LibvirtHeader.lengthOffset)
    else {
      _ = try draft.pass(LibvirtHeader.byteCount, from: &position)
      return
    }
    if !LibvirtHeader.versions.contains(version) {
      draft.report(
        Finding(
          .libvirtVersion, at: start + LibvirtHeader.versionOffset, part: .envelope, value: UInt64(version),
          limit: UInt64(LibvirtHeader.versions.upperBound)))
    }
    let length = try xmlLength(stated: UInt64(stated), at: xmlStart, draft)
    hint = GuestHint.xml(try draft.bytes(at: xmlStart, count: length))
    if try draft.pass(LibvirtHeader.byteCount + length, from: &position) { self.version = version }
  }

  /// The bytes of XML: as stated, unless no stream begins behind those, and one does behind the NUL of the XML.
  private func xmlLength(stated: UInt64, at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64 {
    if stated > 0, try detector.begins(at: offset + stated, draft) { return stated }
    let text = try draft.bytes(at: offset, count: LibvirtHeader.mostXML)
    let found = text.firstIndex(of: 0).map { UInt64($0) + 1 } ?? 0
    guard found != stated else { return stated }
    let isFound = found > 1 ? try detector.begins(at: offset + found, draft) : false
    if stated == 0 || isFound {
      draft.report(
        Finding(
          .libvirtXMLLength, at: start + LibvirtHeader.lengthOffset, part: .envelope, value: stated, limit: found))
    }
    return isFound ? found : stated
  }

  func enter(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard let version else { return .noStream }
    let named = WrappedStream.named(by: UInt64(version), in: .libvirt)
    let (step, found) = try detector.stream(named ?? .libxl2, at: offset, draft, inside: .libvirt, hint: hint)
    // A version that is not known has been reported, and names nothing.
    if let named, let found, found != named {
      let right: UInt64 =
        switch found {
        case .legacy: 1
        case .libxl2: 2
        case .libxc: UInt64(version)
        }
      draft.report(
        Finding(
          .libvirtStreamVersion, at: start + LibvirtHeader.versionOffset, part: .envelope, value: UInt64(version),
          limit: right))
    }
    return step
  }
}
