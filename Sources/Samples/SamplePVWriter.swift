@_spi(Measuring) import SaveStream

/// Writes the stream of a made-up PV guest, at once or, under Remus, checkpoint by checkpoint.
struct SamplePVWriter<Sink: ByteSink> {
  private var guest: SamplePVGuest
  private let hasXSave: Bool
  private var writer: LegacyStreamWriter<Sink>
  private var pages: SamplePageSender

  init(guest: SamplePVGuest, hasXSave: Bool, to writer: LegacyStreamWriter<Sink>) {
    self.guest = guest
    self.hasXSave = hasXSave
    self.writer = writer
    pages = SamplePageSender(toolstack: writer.toolstack)
  }

  /// What has been written, in the sink that it went to.
  var sink: Sink { writer.sink }

  /// The whole stream of a guest that stands still (`xl save`).
  mutating func writeStill() throws(Sink.Failure) {
    try writeFirstBody()
    try endCheckpoint(.lastCheckpoint)
  }

  /// The header and checkpoint 0 of a guest under Remus, with page compression from the next one on.
  mutating func writeFirstCheckpoint() throws(Sink.Failure) {
    try writeFirstBody()
    try endCheckpoint(.enableCompression)
  }

  /// A checkpoint after the first: the pages that the guest wrote since.
  mutating func writeCheckpoint(milliseconds: UInt64, _ work: [SamplePVGuest.Work]) throws(Sink.Failure) {
    pages.beginBody()
    let written = guest.run(milliseconds: milliseconds, work)
    try pages.send(guest.entries.filter { written.contains(Int($0.pfn)) }, of: guest.memory, to: &writer)
    try pages.endPages(to: &writer)
    try endCheckpoint(nil)
  }

  private mutating func writeFirstBody() throws(Sink.Failure) {
    try writer.writeHeader(header)
    try writer.writeMetadata(
      .tscInfo(
        mode: 0, nanoseconds: guest.clock.nanoseconds, kilohertz: SampleClock.kilohertz, incarnation: 1))
    try pages.send(guest.entries, of: guest.memory, to: &writer)
  }

  /// The chunks behind the last batch, `mark` as the last of them, and the tail.
  private mutating func endCheckpoint(_ mark: LegacyMetadata?) throws(Sink.Failure) {
    try writer.writeMetadata(.vcpuInfo(maximumID: UInt32(SamplePVGuest.vcpus - 1), online: [0b11]))
    try writer.writeMetadata(.toolstack(ToolstackRecord().encoded(for: writer.toolstack)))
    if let mark { try writer.writeMetadata(mark) }
    try writer.endBody()
    try writer.writeTail(tail)
  }

  // MARK: Header and tail

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
      sharedInfo: SampleSharedInfo(
        guest: guest.guest, vcpus: SamplePVGuest.vcpus, clock: guest.clock, release: guest.release
      ).bytes)
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
