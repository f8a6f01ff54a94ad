@_spi(Measuring) import SaveStream

/// One checkpoint cut out: what is written reads back as one image with the same pages.
struct CutDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let checkpoint = reading.checkpoint(&random) else { return }
    let memory = try reading.memory()
    let isMigration = if case .migration? = reading.index.shape { true } else { false }
    let receiver: LegacyReceiver? = random.below(3) == 0 ? .xen40 : nil
    let cut: any CheckpointImage =
      isMigration
      ? MigrationCut(of: memory, at: checkpoint) : CheckpointCut(of: memory, at: checkpoint, for: receiver)
    var sink = WrittenBytes()
    _ = try cut.pageCount
    let outcome = try cut.write(to: &sink) { _ in }
    guard mustReadBack(checkpoint), receiver == nil else { return }
    try check(sink.bytes, outcome, memory, at: checkpoint)
  }

  /// Whether a receiver would have started the guest from the checkpoint, as it is.
  private func mustReadBack(_ checkpoint: Int) -> Bool {
    let index = reading.index
    return reading.subject.isPlain && index.isMemorySound(at: checkpoint) && index.takeover ?? -1 >= checkpoint
  }

  private func check(
    _ bytes: [UInt8], _ outcome: CheckpointCut.Outcome, _ memory: GuestMemory, at checkpoint: Int
  ) throws {
    guard let again = ReadBack(bytes) else { return promise(false, "a cut that cannot be read") }
    promise(again.index.checkpoints.count == 1, "a cut of \(again.index.checkpoints.count) checkpoints")
    promise(again.index.checkpoints[0].isComplete, "a cut that is not complete")
    promise(again.index.takeover == 0, "a cut of a checkpoint that receivers take is not taken")
    let before = try RememberedMemory(memory, at: checkpoint, types: true)
    let after = try again.memory(at: 0, types: true)
    let differing = after.firstDifference(from: before)
    promise(differing == nil, "page \(differing ?? 0) of the cut differs; \(after.count) of \(before.count) pages")
  }
}
