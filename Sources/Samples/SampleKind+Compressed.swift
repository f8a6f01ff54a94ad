@_spi(Measuring) import SaveStream

/// The samples whose pages travel as deltas from checkpoint 1 on.
extension SampleKind {
  /// Checkpoints like those of the plain Remus sample, by a sender with Xen's buffers: one chunk in each at most.
  static func writeCompressedRemus<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> Sink {
    var writer = compressedWriter(name: "tansy", seed: 0x4856_4d06, to: sink)
    try writer.writeLive(iterations: [[.tick, .chatter(lines: 2), .typing("uptime")], [.tick]], isLast: false)
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 3)])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 2), .allocation, .encryption])
    try writer.writeCheckpoint(milliseconds: 200, [])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 4), .allocation, .typing("ls")])
    return writer.sink
  }

  /// Batches of 6 entries, a page buffer of 10 pages and an output buffer of 24 KiB: compressed data begins in the
  /// middle of a batch's pages, and one flush fills several chunks.
  static func writeInterleavedRemus<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> Sink {
    var sizes = SenderSizes()
    sizes.pageBufferPages = 10
    sizes.outputBufferBytes = 24 << 10
    var writer = compressedWriter(name: "borage", seed: 0x4856_4d07, sizes, batchEntries: 6, to: sink)
    try writer.writeLive(iterations: [[.tick, .chatter(lines: 2)], [.tick]], isLast: false)
    let allocations = [SampleHVMGuest.Work](repeating: .allocation, count: 9)
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 3), .encryption] + allocations)
    try writer.writeCheckpoint(
      milliseconds: 200, [.tick, .chatter(lines: 2), .typing("ls"), .note("Dug the east bed.")] + allocations)
    try writer.writeCheckpoint(milliseconds: 200, [.tick] + allocations)
    return writer.sink
  }

  /// In checkpoint 2 the notes, which were sent in checkpoint 0 only, come as a delta.
  static func writeEstrangedRemus<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> Sink {
    var writer = compressedWriter(name: "chervil", seed: 0x4856_4d08, to: sink)
    try writer.writeLive(iterations: [[.tick, .chatter(lines: 2)], [.tick]], isLast: false)
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 3)])
    try writer.writeCheckpoint(
      milliseconds: 200, [.tick, .chatter(lines: 1), .note("Watered beds 1 and 2.")],
      estranged: SampleHVMLayout.files.lowerBound)
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 2)])
    return writer.sink
  }

  private static func compressedWriter<Sink: ByteSink>(
    name: String, seed: UInt64, _ sizes: SenderSizes = SenderSizes(), batchEntries: Int = 1024, to sink: Sink
  ) -> SampleHVMWriter<Sink> {
    SampleHVMWriter(
      guest: SampleHVMGuest(name: name, vcpus: 1, seed: seed), to: LegacyStreamWriter(to: sink),
      compressed: SamplePageSender(toolstack: .bits64, sizes: sizes, batchEntries: batchEntries))
  }

  /// The loaned page is sent whole in checkpoint 1, as a delta in 2, as a page table in 3, whole again in 4, and as a
  /// delta in 5.
  static func writePVRemus<Sink: ByteSink>(to sink: Sink) throws(Sink.Failure) -> Sink {
    let guest = SamplePVGuest(.bits64, name: "woodruff", seed: 0x5056_0006)
    var writer = SamplePVWriter(guest: guest, hasXSave: true, to: LegacyStreamWriter(to: sink))
    try writer.writeFirstCheckpoint()
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 2), .scribble("a page of my own")])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 1), .scribble("A page of my own.")])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .tableOfLoanedPage])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .returnOfLoanedPage, .scribble("mine again")])
    try writer.writeCheckpoint(milliseconds: 200, [.tick, .chatter(lines: 3), .scribble("Mine again!")])
    return writer.sink
  }
}
