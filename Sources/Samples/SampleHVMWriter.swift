@_spi(Measuring) import SaveStream

/// Writes the stream of a made-up HVM guest, at once or while the guest runs on.
struct SampleHVMWriter<Sink: ByteSink> {
  private var guest: SampleHVMGuest
  private var writer: LegacyStreamWriter<Sink>
  private var pages: SamplePageSender
  /// Whether the pages of all checkpoints but the first travel as deltas.
  private let isCompressed: Bool

  /// - Parameter compressed: how pages are sent after checkpoint 0; nil where they stay images.
  init(guest: SampleHVMGuest, to writer: LegacyStreamWriter<Sink>, compressed pages: SamplePageSender? = nil) {
    self.guest = guest
    self.writer = writer
    self.pages = pages ?? SamplePageSender(toolstack: writer.toolstack)
    isCompressed = pages != nil
  }

  /// What has been written, in the sink that it went to.
  var sink: Sink { writer.sink }
  /// Where each checkpoint begins, in bytes from the start of the stream.
  private(set) var checkpointOffsets: [UInt64] = []

  /// The whole stream of a guest that stands still (`xl save`).
  mutating func writeStill() throws(Sink.Failure) {
    try writeHeader()
    try writer.writeMetadata(timeStampCounter)
    try writeFirstIteration()
    try endCheckpoint(isLast: true)
  }

  /// The header and the first body of a guest that runs on (`xl migrate`, Remus): several iterations, the last of
  /// them after TSC_INFO.
  ///
  /// - Parameters:
  ///   - poisoned: pages that the hardware cannot read any more, by the iteration that finds out.
  ///   - iterations: what the guest does while each iteration but the last is sent.
  mutating func writeLive(
    poisoned: [Int: Int] = [:], iterations: [[SampleHVMGuest.Work]], isLast: Bool
  ) throws(Sink.Failure) {
    try writeHeader()
    var dirty: [Int] = []
    for (iteration, work) in iterations.enumerated() {
      let next = guest.run(milliseconds: UInt64(120 - 20 * min(iteration, 4)), work)
      let broken = Set(poisoned.filter { $0.value == iteration }.keys)
      if iteration == 0 {
        try writeFirstIteration(dirty: Set(next), broken: broken)
      } else {
        // A page that was written again while the iteration ran waits for the next one.
        try writeIteration(dirty.filter { !next.contains($0) }, broken: broken)
      }
      dirty = next
    }
    try writer.writeMetadata(timeStampCounter)
    try writeIteration(dirty)
    try endCheckpoint(isLast: isLast)
  }

  /// A checkpoint after the first: the pages that the guest wrote since, none when it was idle.
  ///
  /// - Parameter estranged: a page that is sent as a delta to what was sent of it last, behind all others, whatever
  ///   the sender's cache holds: so a sender would do whose cache is not what its receiver takes it for.
  mutating func writeCheckpoint(
    milliseconds: UInt64, _ work: [SampleHVMGuest.Work], estranged: Int? = nil
  ) throws(Sink.Failure) {
    checkpointOffsets.append(writer.byteCount)
    pages.beginBody()
    let before = guest.memory
    try writeIteration(guest.run(milliseconds: milliseconds, work).filter { $0 != estranged })
    try pages.endPages(to: &writer)
    if let estranged {
      try writer.writePFNArray([PFNArrayEntry(pfn: UInt64(estranged))])
      try writer.writeCompressedData(
        DeltaEncoder.encode(guest.memory[estranged].span, from: before[estranged].span).span)
    }
    try endCheckpoint(isLast: false)
  }

  private mutating func writeHeader() throws(Sink.Failure) {
    try writer.writeHeader(LegacyStreamHeader(p2mSize: UInt64(SampleHVMLayout.slots)))
    checkpointOffsets.append(writer.byteCount)
  }

  // MARK: Pages

  /// Every PFN once. Holes are entries without a PFN; pages that were written since are left for the next iteration,
  /// as XALLOC, so that the receiver allocates memory in one go.
  private mutating func writeFirstIteration(dirty: Set<Int> = [], broken: Set<Int> = []) throws(Sink.Failure) {
    let entries = guest.memory.pages.indices.map { pfn in
      let type: PageType =
        broken.contains(pfn) ? .broken : dirty.contains(pfn) ? .allocateOnly : guest.memory.type(of: pfn)
      return PFNArrayEntry(pfn: UInt64(pfn), type: type)
    }
    try pages.send(entries, of: guest.memory, to: &writer)
  }

  private mutating func writeIteration(_ pfns: [Int], broken: Set<Int> = []) throws(Sink.Failure) {
    let entries = Set(pfns).union(broken).sorted().map { pfn in
      PFNArrayEntry(pfn: UInt64(pfn), type: broken.contains(pfn) ? .broken : guest.memory.type(of: pfn))
    }
    try pages.send(entries, of: guest.memory, to: &writer)
  }

  // MARK: Chunks and tail

  private var timeStampCounter: LegacyMetadata {
    .tscInfo(
      mode: 0, nanoseconds: guest.clock.nanoseconds, kilohertz: SampleClock.kilohertz, incarnation: 0)
  }

  /// The chunks behind the last batch, in the order of Xen 4.5, and the tail.
  private mutating func endCheckpoint(isLast: Bool) throws(Sink.Failure) {
    try writer.writeMetadata(.vcpuInfo(maximumID: UInt32(guest.vcpus - 1), online: [UInt64(1 << guest.vcpus - 1)]))
    for (id, value) in parameters { try writer.writeMetadata(.hvmParameter(id, value)) }
    try writer.writeMetadata(.toolstack(toolstackRecord.encoded(for: writer.toolstack)))
    if isLast { try writer.writeMetadata(.lastCheckpoint) }
    if isCompressed, writer.checkpoint == 0 { try writer.writeMetadata(.enableCompression) }
    try writer.endBody()
    try writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: UInt64(SampleHVMLayout.ioreq), bufferedIoreqPFN: UInt64(SampleHVMLayout.bufferedIoreq),
        xenstorePFN: UInt64(SampleHVMLayout.xenstoreRing), context: SampleHVMContext(guest: guest).bytes,
        deviceModel: LegacyHVMTail.DeviceModel(
          signature: .libxl, state: SampleDeviceModel(clock: guest.clock).bytes)))
  }

  private var parameters: [(LegacyChunkID, UInt64)] {
    [
      (.hvmGenerationIDAddress, SampleHVMLayout.generationID),
      (.hvmIdentPT, UInt64(SampleHVMLayout.identityTable) << 12),
      (.hvmPagingRingPFN, UInt64(SampleHVMLayout.pagingRing)),
      (.hvmAccessRingPFN, UInt64(SampleHVMLayout.accessRing)),
      (.hvmSharingRingPFN, UInt64(SampleHVMLayout.sharingRing)),
      (.hvmVM86TSS, SampleHVMLayout.vm86TaskState),
      (.hvmConsolePFN, UInt64(SampleHVMLayout.consoleRing)),
      (.hvmACPIIOPortsLocation, 1),
      (.hvmViridian, guest.isViridian ? 1 : 0),
      (.hvmIoreqServerPFN, UInt64(SampleHVMLayout.ioreqServer.lowerBound)),
      (.hvmIoreqServerPages, UInt64(SampleHVMLayout.ioreqServer.count)),
    ]
  }

  private var toolstackRecord: ToolstackRecord {
    ToolstackRecord(entries: [
      ToolstackRecord.Entry(
        physicalOffset: UInt64(SampleHVMLayout.videoMemoryOrigin) << 12,
        startAddress: UInt64(SampleHVMLayout.videoMemory.lowerBound) << 12,
        size: UInt64(SampleHVMLayout.videoMemory.count * SampleMemory.pageSize), name: "vga.ram")
    ])
  }
}
