@_spi(Measuring) import SaveStream

extension IndexedCapture {
  /// The Linux kernel in the guest's memory as of a checkpoint.
  /// - Parameter known: where it was at another checkpoint.
  /// - Throws: when there is none that can be read, saying what there is instead.
  func kernel(
    in memory: GuestMemory, at checkpoint: Int, known: LinuxKernel? = nil, _ watch: ReportWatch
  ) throws -> LinuxKernel {
    var search = try KernelSearch(memory, at: checkpoint, known: known?.pfn)
    while try !search.step() { try watch.reached(search.part) }
    return try explained(other: search.other) { try search.run() }
  }

  /// Runs what needs something of the guest.
  /// - Throws: in words, where the guest does not have it.
  func explained<Value>(other: OtherGuest? = nil, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let gap as LinuxGap {
      throw ProgramFailure("\(displayed(capture.path)): \(LinuxText.words(for: gap, other: other))")
    }
  }

  /// The checkpoint that is meant; the last complete one where none is named, or the first of a stream that has none.
  func checkpoint(_ argument: CheckpointArgument?) throws -> Int {
    try requireStream()
    let count = index.checkpoints.count
    guard count > 0 else { throw ProgramFailure("\(displayed(capture.path)): there are no checkpoints") }
    return try argument?.resolved(count: count, path: capture.path) ?? index.lastCompleteCheckpoint ?? 0
  }
}
