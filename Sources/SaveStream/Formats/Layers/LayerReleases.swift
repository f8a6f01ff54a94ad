extension Layer {
  /// What the header of an envelope says of the releases that can have written it.
  /// - Throws: when the capture cannot be read.
  func releases(_ capture: Capture) throws(CaptureError) -> [ReleaseEvidence] {
    // What leads to no stream says nothing of it.
    guard !isDamaged else { return [] }
    switch kind {
    case .xl:
      guard let header = XlHeader(try capture.bytes(at: offset, count: Int(XlHeader.numbersEnd))) else { return [] }
      return [header.releases]
    case .xend: return [ReleaseEvidence(through: .init(4, 4), "xend wrote the file")]
    case .libvirt:
      let version = try capture.bytes(at: offset &+ LibvirtHeader.versionOffset, count: 4).number()
      switch version {
      case 1: return [ReleaseEvidence(through: .init(4, 5), "it is a libvirt image of version 1")]
      case 2: return [ReleaseEvidence(from: .init(4, 6), "it is a libvirt image of version 2")]
      default: return []
      }
    case .libxl2: return [ReleaseEvidence(from: .init(4, 6), "it is a libxl v2 stream")]
    // What XAPI writes goes by its own releases.
    case .tap, .xapi, .xapiLegacy, .stream: return []
    }
  }
}

extension XlHeader {
  /// A text config is that of 4.0 to 4.4, JSON came with 4.5, and a flag for what follows with 4.6.
  fileprivate var releases: ReleaseEvidence {
    if mandatoryFlags & Self.streamIsV2 != 0 {
      return ReleaseEvidence(from: .init(4, 6), "the xl header announces a libxl v2 stream")
    }
    if mandatoryFlags & Self.configIsJSON != 0 {
      return ReleaseEvidence(
        from: .init(4, 5), through: .init(4, 5), "the xl header has a JSON config and announces a legacy stream")
    }
    return (configLength ?? 0) > 0
      ? ReleaseEvidence(from: .init(4, 0), through: .init(4, 4), "the xl header has a text config")
      : ReleaseEvidence(from: .init(4, 0), through: .init(4, 5), "the xl header announces a legacy stream")
  }
}
