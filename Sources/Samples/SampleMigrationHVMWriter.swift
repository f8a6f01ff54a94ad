@_spi(Measuring) import SaveStream

/// Writes the stream of a made-up HVM guest as Xen 4.14 and later do, at once or while the guest runs on.
struct SampleMigrationHVMWriter<Sink: ByteSink> {
  private var guest: SampleHVMGuest
  private var writer: LibxlStreamWriter<Sink>

  init(guest: SampleHVMGuest, to sink: Sink) {
    self.guest = guest
    writer = LibxlStreamWriter(to: sink)
  }

  /// What has been written, in the sink that it went to.
  var sink: Sink { writer.sink }

  // MARK: Streams

  /// The whole stream of libxl.
  /// - Parameter iterations: what the guest does while each iteration but the last is sent; none for one that stands
  ///   still (`xl save`).
  mutating func write(iterations: [[SampleHVMGuest.Work]] = []) throws(Sink.Failure) {
    try writer.writeHeader()
    try writeBegin()
    try writeIterations(iterations)
    try writeState()
    try writer.libxc.write(.end)
    try writeEmulator()
    try writer.write(.end)
  }

  /// The libxc stream alone, of a guest that stands still.
  mutating func writeLibxc() throws(Sink.Failure) {
    try writeBegin()
    try writeIterations([])
    try writeState()
    try writer.libxc.write(.end)
  }

  /// The stream of libxl up to the end of checkpoint 0, of a guest under Remus.
  mutating func writeFirstCheckpoint(iterations: [[SampleHVMGuest.Work]]) throws(Sink.Failure) {
    try writer.writeHeader()
    try writeBegin()
    try writeIterations(iterations)
    try endCheckpoint()
  }

  /// A checkpoint after the first: the pages that the guest wrote since, none when it was idle.
  mutating func writeCheckpoint(milliseconds: UInt64, _ work: [SampleHVMGuest.Work]) throws(Sink.Failure) {
    try writePages(guest.run(milliseconds: milliseconds, work))
    try endCheckpoint()
  }

  private mutating func endCheckpoint() throws(Sink.Failure) {
    try writeState()
    try writer.libxc.write(.checkpoint)
    try writeEmulator()
    try writer.write(.checkpointEnd)
  }

  private mutating func writeBegin() throws(Sink.Failure) {
    try writer.libxc.writeHeader(WrittenStreamHeader(guest: .hvm, xen: (4, 17)))
    try writer.libxc.write(SamplePolicies.cpuid)
    try writer.libxc.write(SamplePolicies.registers)
    try writer.libxc.write(.staticDataEnd)
  }

  // MARK: Pages

  /// Every PFN once, holes too; then what was written while that was sent.
  private mutating func writeIterations(_ iterations: [[SampleHVMGuest.Work]]) throws(Sink.Failure) {
    try writePages(Array(guest.memory.pages.indices))
    for (iteration, work) in iterations.enumerated() {
      try writePages(guest.run(milliseconds: UInt64(120 - 20 * min(iteration, 4)), work))
    }
  }

  private mutating func writePages(_ pfns: [Int]) throws(Sink.Failure) {
    guard !pfns.isEmpty else { return }
    let entries = pfns.map { PageDataWord(pfn: UInt64($0), type: guest.memory.type(of: $0)) }
    try writer.libxc.writePageData(entries)
    for entry in entries where entry.type.carriesContent {
      try writer.libxc.writeImage(guest.memory[Int(entry.pfn)].span)
    }
  }

  // MARK: State

  private mutating func writeState() throws(Sink.Failure) {
    try writer.libxc.write(
      .tscInfo(
        mode: 0, kilohertz: SampleClock.kilohertz, nanoseconds: guest.clock.nanoseconds, incarnation: 0))
    try writer.libxc.write(.hvmContext(SampleHVMContext(guest: guest).bytes))
    try writer.libxc.write(.hvmParameters(parameters))
  }

  /// In the order of Xen's sender.
  private var parameters: [WrittenRecord.HVMParameterValue] {
    [
      (1, UInt64(SampleHVMLayout.xenstoreRing)), (5, UInt64(SampleHVMLayout.ioreq)),
      (6, UInt64(SampleHVMLayout.bufferedIoreq)), (27, UInt64(SampleHVMLayout.pagingRing)),
      (28, UInt64(SampleHVMLayout.accessRing)), (29, UInt64(SampleHVMLayout.sharingRing)),
      // Its size is in the upper half.
      (37, 0x2080 << 32 | SampleHVMLayout.vm86TaskState), (17, UInt64(SampleHVMLayout.consoleRing)), (19, 1),
      (12, UInt64(SampleHVMLayout.identityTable) << 12), (34, SampleHVMLayout.generationID),
      (32, UInt64(SampleHVMLayout.ioreqServer.lowerBound)), (33, UInt64(SampleHVMLayout.ioreqServer.count)),
    ].map { WrittenRecord.HVMParameterValue($0.0, $0.1) }
  }

  private mutating func writeEmulator() throws(Sink.Failure) {
    let key = "physmap/" + String(SampleHVMLayout.videoMemoryOrigin << 12, radix: 16)
    try writer.write(
      .emulatorXenstoreData(
        .qemu,
        [
          ("\(key)/start_addr", String(SampleHVMLayout.videoMemory.lowerBound << 12, radix: 16)),
          ("\(key)/size", String(SampleHVMLayout.videoMemory.count * SampleMemory.pageSize, radix: 16)),
          ("\(key)/name", "vga.ram"),
        ]))
    try writer.write(.emulatorContext(.qemu, SampleDeviceModel(clock: guest.clock).bytes))
  }
}
