/// Whose image a capture is, under which releases of Xen it can have been saved, and when.
///
/// Reads the headers of envelopes, their configuration, and the state of the guest at the last complete checkpoint;
/// never pages, and never more than so much of each.
package struct ImageOrigin: Sendable, Equatable {
  /// What the configuration in an envelope says of the guest; nil where there is none.
  package let config: GuestConfig?
  /// The releases under which the guest can have been saved.
  package let releases: ReleaseRange
  /// Whether a converter gave the stream its form, and not the release that saved the guest.
  package let isConverted: Bool
  /// When the guest was suspended for the last complete checkpoint, by its own wall clock; nil where the stream does
  /// not tell, as with HVM guests, or tells of no time that can be.
  package let savedAt: WallClock?

  /// - Throws: when the capture cannot be read.
  package init(of index: IndexSnapshot, in capture: Capture) throws(CaptureError) {
    config = try index.guestConfig(capture)
    let reader = TreeReader(capture: capture, index: index)
    let format = index.shape?.reading
    let state = try index.lastCompleteCheckpoint.flatMap { checkpoint throws(CaptureError) in
      try format?.state(of: checkpoint, reader)
    }
    isConverted = format?.isConverted ?? false
    var evidence = try format?.releases(reader) ?? []
    if !isConverted {
      // What the converter wrote belongs to the release that it is part of.
      // A word that names another stream than the one that follows is no evidence: it is wrong.
      let isWrong = index.findings.contains { [.xlStreamVersion, .libvirtVersion].contains($0.rule) }
      for envelope in index.envelopes where !(isWrong && [.xl, .libvirt].contains(envelope.kind)) {
        evidence += try envelope.releases(capture)
      }
    }
    evidence += try Self.releases(state ?? [], reader)
    releases = ReleaseRange(evidence)
    savedAt = try Self.saveTime(state ?? [], reader)
  }

  private static func releases(
    _ state: [GuestPart], _ reader: TreeReader
  ) throws(CaptureError) -> [ReleaseEvidence] {
    let reader = reader.reading(reader.index.entryFormat.order)
    var evidence: [ReleaseEvidence] = []
    var hasContext = false
    for part in state {
      switch part.kind {
      case .vcpuExtended:
        // That of one vCPU is that of all.
        guard !hasContext else { continue }
        hasContext = true
        evidence += [ExtendedVcpuContext.releases(part.range, reader)].compactMap(\.self)
      case .hvmContext: evidence += try HVMContext.releases(reader.capture, in: part.range, reader.order)
      default: break
      }
    }
    return evidence
  }

  private static func saveTime(_ state: [GuestPart], _ reader: TreeReader) throws(CaptureError) -> WallClock? {
    guard let bits = reader.index.stream?.guestBits, let page = state.first(where: { $0.kind == .sharedInfo })?.range
    else { return nil }
    let order = reader.index.entryFormat.order
    var tsc: (nanoseconds: UInt64, kilohertz: UInt64)?
    if let part = state.first(where: { $0.kind == .tsc }) {
      let layout = part.range.count >= TSCInfo.migration.byteCount ? TSCInfo.migration : TSCInfo.legacy
      let bytes = try reader.capture.bytes(at: part.range.lowerBound, count: layout.byteCount)
      if let nanoseconds = layout.number("nsec", in: bytes, order),
        let kilohertz = layout.number("khz", in: bytes, order)
      {
        tsc = (nanoseconds, kilohertz)
      }
    }
    return try SharedInfo.saveTime(page, guestBits: bits, tsc: tsc, reader.capture, order)
  }
}
