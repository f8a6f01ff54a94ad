@_spi(Measuring) import SaveStream

/// A synthetic capture: a stream that the library makes up, the same bytes every time.
///
/// Every guest of a sample is made up as well, and small: a few dozen pages, so that a sample stays below 1 MiB. What
/// stands in the pages is meant to be looked at: text, counters, page tables, rings, noise.
package enum SampleKind: String, Sendable, CaseIterable {
  case hvm
  case hvmLive = "hvm-live"
  case hvmRemus = "hvm-remus"
  case hvmRemusCut = "hvm-remus-cut"
  case hvmRemusCompressed = "hvm-remus-compressed"
  case hvmRemusInterleaved = "hvm-remus-interleaved"
  case hvmRemusDesync = "hvm-remus-desync"
  case hvm32BitToolstack = "hvm-32bit-toolstack"
  case xlHVM = "xl-hvm"
  case pv64
  case pv64RemusCompressed = "pv64-remus-compressed"
  case pv32
  case v3PV = "v3-pv"
  case v3HVM = "v3-hvm"
  case v3Remus = "v3-remus"
  case v3Linux = "v3-linux"
  case xapi
  case libvirt
  case migrationTap = "migration-tap"

  /// What the sample shows, in a few words.
  package var summary: String {
    switch self {
    case .hvm: "HVM guest with two vCPUs, saved while it stood still"
    case .hvmLive: "HVM guest copied while it ran: XALLOC and BROKEN pages"
    case .hvmRemus: "HVM guest under Remus: five checkpoints, one idle"
    case .hvmRemusCut: "the same, cut in the middle of a page of checkpoint 2"
    case .hvmRemusCompressed: "HVM guest under Remus with page compression"
    case .hvmRemusInterleaved: "the same, small buffers: batches and data alternate"
    case .hvmRemusDesync: "the same with a delta that no cache could have made"
    case .hvm32BitToolstack: "HVM guest saved by a 32-bit toolstack"
    case .xlHVM: "HVM guest as xl save writes it, with its config"
    case .pv64: "64-bit PV guest: four-level page tables, XSAVE"
    case .pv64RemusCompressed: "64-bit PV guest: a page becomes a table and goes back"
    case .pv32: "32-bit PAE guest saved by a 64-bit toolstack"
    case .v3PV: "64-bit PV guest as xl save of Xen 4.17 writes it"
    case .v3HVM: "HVM guest as xl save of Xen 4.17 writes it"
    case .v3Remus: "HVM guest under Remus of Xen 4.17: four checkpoints"
    case .v3Linux: "PVH guest under Remus whose kernel is a Linux"
    case .xapi: "suspend image of XAPI: a libxc stream, QEMU's state"
    case .libvirt: "save image of libvirt: its XML, and a libxl stream"
    case .migrationTap: "what xl migrate sends: config, stream, handshake"
    }
  }

  /// The bytes of the sample. A few hundred KiB.
  package var bytes: [UInt8] {
    var sink = MemorySink()
    write(to: &sink)
    return sink.bytes
  }

  /// Writes the sample.
  /// - Throws: what the sink throws.
  package func write<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    switch self {
    case .hvm: sink = try Self.writeStill(SampleHVMGuest(name: "clover", vcpus: 2, seed: 0x4856_4d01), to: sink)
    case .hvm32BitToolstack:
      let guest = SampleHVMGuest(name: "sorrel", vcpus: 1, seed: 0x4856_4d02)
      sink = try Self.writeStill(guest, to: sink, toolstack: .bits32)
    case .xlHVM:
      let guest = SampleHVMGuest(name: "yarrow", vcpus: 2, isViridian: true, seed: 0x4856_4d03)
      let config = SampleConfig.json(guest: guest.name, vcpus: guest.vcpus)
      try sink.write(WrittenXlHeader(config: config, streamIsV2: false).encoded.span)
      sink = try Self.writeStill(guest, to: sink)
    case .hvmLive: sink = try Self.writeLive(to: sink)
    case .hvmRemus: sink = try Self.writeRemus(to: sink)
    case .hvmRemusCut: try Self.writeCutRemus(to: &sink)
    case .hvmRemusCompressed: sink = try Self.writeCompressedRemus(to: sink)
    case .hvmRemusInterleaved: sink = try Self.writeInterleavedRemus(to: sink)
    case .hvmRemusDesync: sink = try Self.writeEstrangedRemus(to: sink)
    case .pv64: sink = try Self.writePV(.bits64, name: "thistle", hasXSave: true, to: sink)
    case .pv64RemusCompressed: sink = try Self.writePVRemus(to: sink)
    case .pv32: sink = try Self.writePV(.bits32, name: "teasel", hasXSave: false, to: sink)
    case .v3PV: try Self.writeV3PV(to: &sink)
    case .v3HVM: try Self.writeV3HVM(to: &sink)
    case .v3Remus: try Self.writeV3Remus(to: &sink)
    case .v3Linux: try Self.writeV3Linux(to: &sink)
    case .xapi: try Self.writeXAPI(to: &sink)
    case .libvirt: try Self.writeLibvirt(to: &sink)
    case .migrationTap: try Self.writeMigrationTap(to: &sink)
    }
  }
}

extension SampleKind {
  private static func writeStill<Sink: ByteSink>(
    _ guest: SampleHVMGuest, to sink: Sink, toolstack: WordSize = .bits64
  ) throws(Sink.Failure) -> Sink {
    var writer = SampleHVMWriter(guest: guest, to: LegacyStreamWriter(to: sink, toolstack: toolstack))
    try writer.writeStill()
    return writer.sink
  }

  private static func writePV<Sink: ByteSink>(
    _ guest: WordSize, name: String, hasXSave: Bool, to sink: Sink
  ) throws(Sink.Failure) -> Sink {
    let guest = SamplePVGuest(guest, name: name, seed: 0x5056_0000 + UInt64(guest.rawValue))
    var writer = SamplePVWriter(guest: guest, hasXSave: hasXSave, to: LegacyStreamWriter(to: sink))
    try writer.writeStill()
    return writer.sink
  }

  /// One page cannot be read from the start, and one that was sent cannot be read any more in iteration 1.
  private static func writeLive<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> Sink {
    let guest = SampleHVMGuest(name: "bramble", vcpus: 2, seed: 0x4856_4d04)
    var writer = SampleHVMWriter(guest: guest, to: LegacyStreamWriter(to: sink))
    try writer.writeLive(
      poisoned: [SampleHVMLayout.free.upperBound - 2: 0, SampleHVMLayout.files.lowerBound + 2: 1],
      iterations: [
        [.tick, .chatter(lines: 3), .allocation, .allocation, .encryption, .typing("uptime")],
        [.tick, .chatter(lines: 2)],
        [.tick],
      ],
      isLast: true)
    return writer.sink
  }

  private static func writeRemus<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> Sink {
    try remus(to: sink).sink
  }

  /// Stops after a tail, as a Remus stream does when its sender dies: nothing marks its end.
  private static func remus<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> SampleHVMWriter<Sink> {
    let guest = SampleHVMGuest(name: "fennel", vcpus: 1, seed: 0x4856_4d05)
    var writer = SampleHVMWriter(guest: guest, to: LegacyStreamWriter(to: sink))
    try writer.writeLive(iterations: [[.tick, .chatter(lines: 2), .typing("uptime")], [.tick]], isLast: false)
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 3)])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 2), .allocation, .encryption])
    try writer.writeCheckpoint(milliseconds: 200, [])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 4), .allocation, .typing("ls")])
    return writer
  }

  /// The first 10,000 bytes of checkpoint 2 are its PFN array, two pages, and a part of the third.
  private static func writeCutRemus<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let whole = remus(to: MemorySink())
    let bytes = whole.sink.bytes
    try sink.write(bytes.span.extracting(first: Int(whole.checkpointOffsets[2]) + 10_000))
  }
}
