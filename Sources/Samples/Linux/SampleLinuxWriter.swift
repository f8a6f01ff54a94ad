@_spi(Measuring) import SaveStream

/// Writes the stream of a made-up Linux guest under Remus as Xen 4.14 and later do. A PVH guest has no device model.
struct SampleLinuxWriter<Sink: ByteSink> {
  private var guest: SampleLinuxGuest
  private var writer: LibxlStreamWriter<Sink>

  init(guest: SampleLinuxGuest, to sink: Sink) {
    self.guest = guest
    writer = LibxlStreamWriter(to: sink)
  }

  /// What has been written, in the sink that it went to.
  var sink: Sink { writer.sink }

  /// The stream of libxl up to the end of checkpoint 0: every PFN once, holes too.
  mutating func writeFirstCheckpoint(milliseconds: UInt64, _ work: [SampleLinuxGuest.Work]) throws(Sink.Failure) {
    try writer.writeHeader()
    try writer.libxc.writeHeader(WrittenStreamHeader(guest: .hvm, xen: (4, 17)))
    try writer.libxc.write(SamplePolicies.cpuid)
    try writer.libxc.write(SamplePolicies.registers)
    try writer.libxc.write(.staticDataEnd)
    _ = guest.run(milliseconds: milliseconds, work)
    try writePages(Array(0..<SampleLinuxLayout.slots))
    try endCheckpoint()
  }

  /// A checkpoint after the first: the pages that the guest wrote since.
  mutating func writeCheckpoint(milliseconds: UInt64, _ work: [SampleLinuxGuest.Work]) throws(Sink.Failure) {
    try writePages(guest.run(milliseconds: milliseconds, work))
    try endCheckpoint()
  }

  private mutating func writePages(_ pfns: [UInt64]) throws(Sink.Failure) {
    let pages = guest.kernel.pages
    try writer.libxc.writePageData(pfns.map { PageDataWord(pfn: $0, type: pages[$0] == nil ? .unmapped : .ordinary) })
    for pfn in pfns {
      if let page = pages[pfn] { try writer.libxc.writeImage(page.span) }
    }
  }

  private mutating func endCheckpoint() throws(Sink.Failure) {
    try writer.libxc.write(
      .tscInfo(
        mode: 0, kilohertz: SampleClock.kilohertz, nanoseconds: guest.clock.nanoseconds, incarnation: 0))
    try writer.libxc.write(.hvmContext(guest.context))
    // Rings of xenstore and console.
    let parameters = [(UInt32(1), SampleLinuxLayout.xenstoreRing), (17, SampleLinuxLayout.consoleRing)]
    try writer.libxc.write(
      .hvmParameters(parameters.map { WrittenRecord.HVMParameterValue(UInt64($0.0), $0.1) }))
    try writer.libxc.write(.checkpoint)
    try writer.write(.checkpointEnd)
  }
}
