extension Layer {
  /// What in the header of an envelope only some releases take.
  /// - Throws: when the capture cannot be read.
  func traits(_ capture: Capture) throws(CaptureError) -> [ReceiverTrait] {
    switch kind {
    case .xl:
      guard let header = XlHeader(try capture.bytes(at: offset, count: Int(XlHeader.numbersEnd))) else { return [] }
      return header.flagTraits(at: offset + XlHeader.flagsOffset)
    case .libvirt:
      let place = offset &+ LibvirtHeader.versionOffset
      guard try capture.bytes(at: place, count: 4).number() == 2 else { return [] }
      let log = LogLine("image version is not supported (2 > 1)", by: .libvirt)
      return [
        ReceiverTrait(
          "a libvirt header of version 2", at: place, [Reception(.legacy, .rejects, log, source: "libvirt")])
      ]
    case .tap, .xend, .xapi, .xapiLegacy, .libxl2, .stream: return []
    }
  }
}

extension XlHeader {
  /// A JSON config came with 4.5, a v2 stream with 4.6. xl looks at the flags before anything else.
  fileprivate func flagTraits(at offset: UInt64) -> [ReceiverTrait] {
    let last: ReceiverRange? =
      mandatoryFlags & Self.streamIsV2 != 0 ? .legacy : mandatoryFlags & Self.configIsJSON != 0 ? .through(4, 4) : nil
    guard let last else { return [] }
    let flags = NumberText.hex(UInt64(mandatoryFlags))
    // Xen 4.4 and before know none of them, 4.5 knows the first.
    let left = NumberText.hex(UInt64(mandatoryFlags & ~Self.configIsJSON))
    func log(_ flags: String) -> LogLine {
      LogLine("Savefile has mandatory flag(s) \(flags) which are not supported; need newer xl", by: .xl)
    }
    let source = "load_domain_config in xl_cmdimpl.c"
    return [
      ReceiverTrait(
        "mandatory_flags \(flags) of the xl header", at: offset,
        [
          Reception(.through(4, 4), .rejects, log(flags), source: source),
          Reception(last, .rejects, log(left), source: source),
        ])
    ]
  }
}
