/// Writes the stream of a made-up PV guest that was saved without running on (`xl save`).
struct SamplePVWriter: Sendable {
  let guest: SamplePVGuest
  let hasXSave: Bool

  func write<Sink: ByteSink>(to writer: inout LegacyStreamWriter<Sink>) throws(Sink.Failure) {
    try writer.writeHeader(header)
    try writer.writeMetadata(
      .tscInfo(
        mode: 0, nanoseconds: guest.clock.nanoseconds, kilohertz: SampleClock.kilohertz, incarnation: 1))
    try writer.writePages(guest.entries, of: guest.memory)
    try writer.writeMetadata(.vcpuInfo(maximumID: UInt32(SamplePVGuest.vcpus - 1), online: [0b11]))
    try writer.writeMetadata(.toolstack(ToolstackRecord().encoded(for: writer.toolstack)))
    try writer.writeMetadata(.lastCheckpoint)
    try writer.endBody()
    try writer.writeTail(tail)
  }

  private var header: LegacyStreamHeader {
    LegacyStreamHeader(
      p2mSize: UInt64(SamplePVLayout.slots),
      paravirtual: LegacyStreamHeader.Paravirtual(
        guest: guest.guest, vcpuContext: context(0, frame: SamplePVLayout.machineFrame).bytes,
        xsaveByteCount: xsave?.byteCount, p2mFrameList: [UInt64(SamplePVLayout.p2m)]))
  }

  private var tail: LegacyPVTail {
    LegacyPVTail(
      unmappedPFNs: guest.memory.holes.map(UInt64.init),
      vcpus: (0..<SamplePVGuest.vcpus).map { id in
        let context = context(id) { UInt64($0) }
        return LegacyPVTail.VCPU(context: context.bytes, extendedContext: context.extended, xsave: xsave)
      },
      sharedInfo: SampleSharedInfo(guest: guest.guest, vcpus: SamplePVGuest.vcpus, clock: guest.clock).bytes)
  }

  private func context(_ id: Int, frame: @escaping @Sendable (Int) -> UInt64) -> SamplePVContext {
    SamplePVContext(guest: guest.guest, id: id, tables: guest.tables, frame: frame)
  }

  private var xsave: LegacyPVTail.XSave? {
    guard hasXSave else { return nil }
    return LegacyPVTail.XSave(
      featureMask: SampleFloatingPoint.features, content: SampleFloatingPoint.xsaveContent)
  }
}

extension LegacyStreamWriter {
  /// Sends entries as one batch, with the content of the pages that carry any.
  mutating func writePages(_ entries: [PFNArrayEntry], of memory: SampleMemory) throws(Sink.Failure) {
    guard !entries.isEmpty else { return }
    try writePFNArray(entries)
    for entry in entries where entry.type.carriesContent {
      try writeImage(memory[Int(entry.pfn)].span)
    }
  }
}
