@_spi(Measuring) import SaveStream

/// Two checkpoints compared, of one capture, and of two that differ in some bytes.
struct ComparisonDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let to = reading.checkpoint(&random), let from = reading.checkpoint(&random) else { return }
    let memory = try reading.memory()
    let same = try CheckpointComparison(from: memory, at: to, to: memory, at: to)
    try same.run()
    promise(!same.hasDifferences, "checkpoint \(to) differs from itself")
    try write(CheckpointComparison(from: memory, at: from, to: memory, at: to), memory, memory, &random)
    guard let other = try ChangedCapture(reading, &random).memory else { return }
    let last = other.index.checkpoints.count - 1
    try write(CheckpointComparison(from: memory, at: to, to: other, at: last), memory, other, &random)
  }

  private func write(
    _ comparison: CheckpointComparison, _ from: GuestMemory, _ to: GuestMemory, _ random: inout Random
  ) throws {
    let form = random.element(of: ReportFormat.allCases)
    let listing = random.element(of: DiffReport.Listing.allCases)
    let filter = Expressions.filter(&random, UsedRow<PageDifference>.self)
    let showsBytes = form == .text && random.flip()
    let uses = random.flip() ? try uses(comparison, from, to) : nil
    try WrittenForm.check(form) { output in
      let report = DiffReport(
        comparison, listing: listing, where: filter, uses: uses, showsUse: uses != nil, fromPath: Subject.path,
        toPath: Subject.path, to: output)
      try report.write(form, showsBytes: showsBytes)
    }
    for note in comparison.notes { promise(isShown(ComparisonText.words(for: note)), "a note") }
  }

  private func uses(_ comparison: CheckpointComparison, _ from: GuestMemory, _ to: GuestMemory) throws -> ComparedUses {
    let sides = try [(from, comparison.fromCheckpoint), (to, comparison.toCheckpoint)].map { memory, checkpoint in
      let history = FrameHistory(memory, wantsAllUses: true)
      while try !history.step(to: checkpoint) {}
      return history.frames(at: checkpoint)?.used
    }
    return ComparedUses(from: sides[0], to: sides[1])
  }
}

/// The same bytes with some of them changed, read as a capture of its own.
struct ChangedCapture {
  let capture: Capture
  /// nil where they are no capture, or one without a checkpoint.
  let index: IndexSnapshot?

  init(_ reading: Reading, _ random: inout Random) {
    var bytes = reading.subject.bytes
    for _ in 0..<(bytes.isEmpty ? 0 : 8) { bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8)) }
    capture = Capture(bytes: bytes, path: "other\u{9b}")
    let indexer = CaptureIndexer(capture: capture, options: reading.subject.options)
    let isRead = (try? indexer.run()) != nil
    let snapshot = indexer.index.snapshot
    index = isRead && snapshot.stream != nil && snapshot.checkpoints.count > 0 ? snapshot : nil
  }

  var memory: GuestMemory? {
    get throws { try index.map { try GuestMemory(capture: capture, index: $0) } }
  }
}
