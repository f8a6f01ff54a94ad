@_spi(Measuring) import SaveStream

/// Writes the stream of a made-up PV guest as Xen 4.14 and later do.
struct SampleMigrationPVWriter<Sink: ByteSink> {
  private let guest: SamplePVGuest
  private var writer: LibxlStreamWriter<Sink>

  init(guest: SamplePVGuest, to sink: Sink) {
    self.guest = guest
    writer = LibxlStreamWriter(to: sink)
  }

  /// What has been written, in the sink that it went to.
  var sink: Sink { writer.sink }

  /// The whole stream of libxl, of a guest that stands still (`xl save`).
  mutating func writeStill() throws(Sink.Failure) {
    try writer.writeHeader()
    try writer.libxc.writeHeader(WrittenStreamHeader(guest: .pv, xen: (4, 17)))
    try writeStaticData()
    try writePages()
    try writeState()
    try writer.libxc.write(.end)
    try writer.write(.end)
  }

  private mutating func writeStaticData() throws(Sink.Failure) {
    try writer.libxc.write(.pvInfo(guest.guest))
    try writer.libxc.write(SamplePolicies.cpuid)
    try writer.libxc.write(SamplePolicies.registers)
    try writer.libxc.write(.staticDataEnd)
    try writer.libxc.write(.p2mFrames(last: UInt32(SamplePVLayout.slots - 1), [UInt64(SamplePVLayout.p2m)]))
  }

  /// Every PFN once; those without a page say so.
  private mutating func writePages() throws(Sink.Failure) {
    let entries = guest.memory.pages.indices.map { PageDataWord(pfn: UInt64($0), type: guest.memory.type(of: $0)) }
    try writer.libxc.writePageData(entries)
    for pfn in guest.memory.populated { try writer.libxc.writeImage(guest.memory[pfn].span) }
  }

  private mutating func writeState() throws(Sink.Failure) {
    try writer.libxc.write(
      .tscInfo(
        mode: 0, kilohertz: SampleClock.kilohertz, nanoseconds: guest.clock.nanoseconds, incarnation: 1))
    try writer.libxc.write(
      .sharedInfo(
        SampleSharedInfo(
          guest: guest.guest, vcpus: SamplePVGuest.vcpus, clock: guest.clock, release: guest.release
        ).bytes))
    for id in 0..<SamplePVGuest.vcpus {
      let context = SamplePVContext(guest: guest.guest, id: id, tables: guest.tables, release: guest.release) {
        UInt64($0)
      }
      try writer.libxc.write(.vcpuBasic(UInt32(id), context.bytes))
      try writer.libxc.write(.vcpuExtended(UInt32(id), context.extended))
      try writer.libxc.write(.vcpuXSAVE(UInt32(id), SampleFloatingPoint.xsaveContent))
      // TSC_AUX, by which Linux finds out on which processor it runs. A register of value 0 is not sent.
      if id > 0 { try writer.libxc.write(.vcpuMSRs(UInt32(id), [WrittenRecord.MSR(0xc000_0103, UInt64(id))])) }
    }
  }
}
