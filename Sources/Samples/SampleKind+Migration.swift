@_spi(Measuring) import SaveStream

/// The samples of streams that Xen 4.14 and later write, in each of their envelopes. Their guests are those of the
/// other samples, with less memory.
extension SampleKind {
  /// The samples of streams of Xen 4.14 and later.
  package static let migration: [SampleKind] = [.v3PV, .v3HVM, .v3Remus, .v3Linux, .xapi, .libvirt, .migrationTap]
  /// The samples of legacy streams.
  package static let legacy = allCases.filter { !migration.contains($0) }

  /// What `xl save` writes of a PV guest.
  static func writeV3PV<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = SamplePVGuest(
      .bits64, name: "campion", seed: 0x5056_0009, release: .xen417, returned: SamplePVLayout.spare)
    let config = SampleConfig.jsonPV(guest: guest.name, vcpus: SamplePVGuest.vcpus)
    try sink.write(WrittenXlHeader(config: config).encoded.span)
    var writer = SampleMigrationPVWriter(guest: guest, to: sink)
    try writer.writeStill()
    sink = writer.sink
  }

  /// What `xl save` writes of an HVM guest.
  static func writeV3HVM<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = smallHVMGuest("mallow", seed: 0x4856_4d0b)
    try writeXlHeader(of: guest, to: &sink)
    var writer = SampleMigrationHVMWriter(guest: guest, to: sink)
    try writer.write()
    sink = writer.sink
  }

  /// What `xl remus` sends until its sender dies: checkpoints 0 to 3, the guest being idle in 2, and no END.
  static func writeV3Remus<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = smallHVMGuest("betony", seed: 0x4856_4d0c)
    try writeXlHeader(of: guest, to: &sink)
    var writer = SampleMigrationHVMWriter(guest: guest, to: sink)
    try writer.writeFirstCheckpoint(iterations: [[.tick]])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 2)])
    try writer.writeCheckpoint(milliseconds: 200, [])
    try writer.writeCheckpoint(milliseconds: 200, [.tick])
    sink = writer.sink
  }

  /// What `xl remus` sends of a PVH guest whose kernel is a Linux: checkpoints 0 to 2. In each the log goes on and a
  /// process writes to its pages; in 1 a page is sent that is free by then, in 2 the process has a page more.
  static func writeV3Linux<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = SampleLinuxGuest(name: "larkspur", seed: 0x5056_4810)
    try sink.write(WrittenXlHeader(config: SampleConfig.jsonPVH(guest: guest.name)).encoded.span)
    var writer = SampleLinuxWriter(guest: guest, to: sink)
    try writer.writeFirstCheckpoint(milliseconds: 200, [.chatter(lines: 3)])
    try writer.writeCheckpoint(milliseconds: 200, [.chatter(lines: 2), .harvest(pages: 3), .scratch])
    try writer.writeCheckpoint(milliseconds: 200, [.chatter(lines: 3), .harvest(pages: 2), .growth])
    sink = writer.sink
  }

  /// A suspend image of XAPI: a libxc stream and QEMU's state as records of their own, and no libxl between.
  static func writeXAPI<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = smallHVMGuest("lovage", seed: 0x4856_4d0d)
    let signature = WrittenXapiRecord.signature
    try sink.write(signature.span)
    try sink.write(WrittenXapiRecord.xenops(SampleConfig.xenops(guest: guest.name)).encoded.span)
    try sink.write(WrittenXapiRecord.libxc.encoded.span)
    var writer = SampleMigrationHVMWriter(guest: guest, to: sink)
    try writer.writeLibxc()
    sink = writer.sink
    try sink.write(WrittenXapiRecord.qemu(SampleDeviceModel(clock: guest.clock).bytes).encoded.span)
    try sink.write(WrittenXapiRecord.endOfImage.encoded.span)
  }

  /// What `virsh save` writes.
  static func writeLibvirt<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = smallHVMGuest("comfrey", seed: 0x4856_4d0e)
    let xml = SampleConfig.xml(guest: guest.name, vcpus: guest.vcpus)
    try sink.write(WrittenLibvirtHeader(xml: xml).encoded.span)
    var writer = SampleMigrationHVMWriter(guest: guest, to: sink)
    try writer.write()
    sink = writer.sink
  }

  /// What `xl migrate` sends to its receiver: the stream of a guest that runs on for an iteration, and the words that
  /// give it to the other side.
  static func writeMigrationTap<Sink: ByteSink>(to sink: inout Sink) throws(Sink.Failure) {
    let guest = smallHVMGuest("vervain", seed: 0x4856_4d0f)
    try writeXlHeader(of: guest, to: &sink)
    var writer = SampleMigrationHVMWriter(guest: guest, to: sink)
    try writer.write(iterations: [[.tick]])
    sink = writer.sink
    let handshake = TrailingReader.handshake
    try sink.write(handshake.span)
  }

  private static func smallHVMGuest(_ name: String, seed: UInt64) -> SampleHVMGuest {
    SampleHVMGuest(name: name, vcpus: 1, seed: seed, release: .xen417, returned: SampleHVMLayout.spare)
  }

  private static func writeXlHeader<Sink: ByteSink>(
    of guest: SampleHVMGuest, to sink: inout Sink
  ) throws(Sink.Failure) {
    let config = SampleConfig.json(guest: guest.name, vcpus: guest.vcpus)
    try sink.write(WrittenXlHeader(config: config).encoded.span)
  }
}
