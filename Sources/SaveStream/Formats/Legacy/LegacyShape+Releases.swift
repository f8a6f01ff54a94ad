/// What a legacy stream says of the releases that can have written it.
extension LegacyShape {
  package func releases(_ reader: TreeReader) throws(CaptureError) -> [ReleaseEvidence] {
    let first: XenRelease = header.framing.guest == .hvm ? .init(3, 1) : .init(3, 0)
    let format = ReleaseEvidence(
      from: first, through: .init(4, 5), "it is a legacy stream of \(header.framing.guestWords)")
    return try [format] + headerReleases() + bodyReleases(reader) + deviceModelReleases(reader)
  }

  /// What the signature of the device model's record says, behind the last whole checkpoint.
  private func deviceModelReleases(_ reader: TreeReader) throws(CaptureError) -> [ReleaseEvidence] {
    // XAPI writes records of its own behind the stream.
    guard !reader.index.layers.contains(where: { $0.kind == .xapi || $0.kind == .xapiLegacy }),
      let checkpoint = reader.index.lastCompleteCheckpoint,
      let record = try tail(of: checkpoint, reader).parts.first(where: { $0.kind == .deviceModel })?.range
    else { return [] }
    let bytes = reader.bytes(at: record.lowerBound, count: Int(DeviceModelRecord.signatureByteCount))
    guard let signature = DeviceModelRecord.Signature(bytes) else { return [] }
    let words = "the device-model record begins with \(signature.rawValue)"
    switch signature {
    case .xend: return [ReleaseEvidence(from: .init(3, 1), through: .init(4, 4), words)]
    case .libxl: return [ReleaseEvidence(from: .init(4, 1), through: .init(4, 5), words)]
    case .xendRemus: return [ReleaseEvidence(from: .init(4, 0), through: .init(4, 4), words)]
    }
  }

  /// The extended info grew with the releases.
  private func headerReleases() -> [ReleaseEvidence] {
    guard header.framing.guest == .pv, header.cutIn == nil else { return [] }
    guard header.extendedInfo != nil else {
      return [ReleaseEvidence(through: .init(3, 1), "there is no extended info")]
    }
    var evidence: [ReleaseEvidence] = []
    if header.hasExtendedContext {
      evidence.append(ReleaseEvidence(from: .init(3, 2), "the extended info has an extv block"))
    } else if !header.blocks.isEmpty {
      evidence.append(ReleaseEvidence(through: .init(3, 1), "the extended info has no extv block"))
    }
    if header.xsaveBytes != nil {
      evidence.append(ReleaseEvidence(from: .init(4, 1), "the extended info has an xcnt block"))
    }
    return evidence
  }

  private func bodyReleases(_ reader: TreeReader) -> [ReleaseEvidence] {
    let index = reader.index
    var evidence = Self.chunkReleases.filter { chunks.contains($0.id) }.map { item in
      ReleaseEvidence(from: item.first, through: item.last, "it has a chunk \(item.id.name ?? "")")
    }
    if index.checkpoints.count > 1 {
      evidence.append(ReleaseEvidence(from: .init(4, 0), "it has several checkpoints"))
    }
    if index.checkpoints.contains(where: { $0.detail > 64 }) {
      evidence.append(ReleaseEvidence(from: .init(4, 2), "the guest has more than 64 vCPUs"))
    }
    for (type, first) in [(PageType.allocateOnly, XenRelease(4, 2)), (.broken, .init(4, 3))]
    where index.totals.entriesByType[Int(type.rawValue)] > 0 {
      evidence.append(ReleaseEvidence(from: first, "it has entries of type \(type.name)"))
    }
    return evidence
  }

  /// The releases that write a chunk, where not all do.
  private static let chunkReleases: [(id: LegacyChunkID, first: XenRelease, last: XenRelease?)] = [
    (.vcpuInfo, .init(3, 1), nil), (.hvmIdentPT, .init(3, 3), nil), (.hvmVM86TSS, .init(3, 4), nil),
    (.tmem, .init(4, 0), nil), (.tmemExtra, .init(4, 0), nil), (.tscInfo, .init(4, 0), nil),
    (.hvmConsolePFN, .init(4, 1), nil), (.lastCheckpoint, .init(4, 1), nil),
    (.hvmACPIIOPortsLocation, .init(4, 1), nil),
    // 4.1.3 has it too.
    (.hvmViridian, .init(4, 1), nil),
    (.compressedData, .init(4, 2), nil), (.enableCompression, .init(4, 2), nil),
    (.hvmGenerationIDAddress, .init(4, 2), nil), (.hvmPagingRingPFN, .init(4, 2), nil),
    (.hvmAccessRingPFN, .init(4, 2), nil), (.hvmSharingRingPFN, .init(4, 2), nil), (.toolstack, .init(4, 2), nil),
    (.hvmIoreqServerPFN, .init(4, 5), nil), (.hvmIoreqServerPages, .init(4, 5), nil),
    // 4.5.4 and 4.5.5 only.
    (.hvmX87FIPWidth, .init(4, 5), .init(4, 5)),
  ]
}
