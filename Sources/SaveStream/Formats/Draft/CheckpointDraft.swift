/// One checkpoint in the making: readers of every format add to it what they find, and it puts checkpoint after
/// checkpoint into the index.
///
/// It counts, splits long PFN arrays, tells iterations apart, binds deltas to their entries, judges what is complete,
/// and keeps findings within bounds. Compressed data is hopped over and scanned side by side later, so that a
/// checkpoint may wait, behind the one that is open, until its deltas are known.
package final class CheckpointDraft {
  /// The bytes, for readers.
  let window: ByteWindow
  let builder: IndexBuilder
  /// The checkpoint that is being read; nil between two.
  var open: OpenCheckpoint?
  /// The pages that a receiver would have made by now, as far as there is room to tell them apart.
  var populated = PFNSet(within: CheckpointDraft.mostBytesOfPopulated)
  /// Checkpoints that were begun.
  private(set) var checkpointCount = 0

  /// What waits for its deltas, in the order of the stream.
  var waiting: [Waiting] = []
  /// Bytes of compressed data among that.
  var waitingBytes: UInt64 = 0
  /// The deltas of the checkpoint whose chunks are being taken.
  var deltas: DeltaBinding?
  /// The first compressed chunk that belongs to no closed checkpoint yet.
  var firstCompressedChunk = 0
  /// Whether every checkpoint so far could have been taken over.
  var isUnbroken = true
  /// What a damaged stream is searched with for the place where it goes on; nil where that was not asked for.
  var salvage: Salvage?
  /// Steps since others were shown how far reading has come.
  private var stepsSinceShown = 0

  /// What stands between hopping over compressed data and the index.
  enum Waiting {
    case chunk(PendingChunk)
    /// Bytes among which there may have been compressed data, in a damaged stream.
    case loss(Hole, checkpoint: Int, entriesBefore: UInt64)
    case checkpoint(OpenCheckpoint)
  }

  init(window: ByteWindow, builder: IndexBuilder) {
    self.window = window
    self.builder = builder
  }

  package var capture: Capture { window.capture }
  /// What is in the index by now, for what a reader has to tell of the stream as a whole.
  package var index: IndexSnapshot {
    get { builder.working }
    set { builder.working = newValue }
  }

  // MARK: From its first byte to its last

  /// Whether a checkpoint is being read.
  package var isOpen: Bool { open != nil }

  /// The number of the checkpoint that is being read, or was read last.
  package var number: Int { open?.number ?? max(0, checkpointCount - 1) }

  /// Begins a checkpoint at a file offset.
  package func begin(at offset: UInt64, isCompressed: Bool = false) {
    // What is wrong before the first checkpoint counts against every one.
    if checkpointCount == 0 { isUnbroken = !builder.working.findings.contains(where: \.isRefused) }
    open = OpenCheckpoint(
      checkpointCount, offset: offset, firstRow: builder.working.entryRows.count, isCompressed: isCompressed)
    checkpointCount += 1
  }

  /// Adds bytes that are of one kind.
  package func add(_ bytes: UInt64, as kind: ByteKind) { open?.totals.bytes[kind] += bytes }

  /// Takes back bytes that turned out to be none of a kind.
  func take(_ bytes: UInt64, from kind: ByteKind) {
    let there = open?.totals.bytes[kind] ?? 0
    open?.totals.bytes[kind] = there - min(bytes, there)
  }

  /// Says which chunk or record ends the body, and where it ends itself.
  package func endBody(marker: UInt64, end: UInt64) {
    open?.endMarker = marker
    open?.bodyEnd = end
    open?.end = end
  }

  /// Ends the checkpoint: nothing that belongs to it comes any more.
  /// - Parameters:
  ///   - offset: one past its last byte that is understood, or given up on.
  ///   - isComplete: whether body and tail are there in whole, and a receiver would take them.
  ///   - isLast: whether the stream says that no checkpoint follows.
  ///   - detail: what the reader needs to find its way through the checkpoint again; 65,535 at most.
  package func end(at offset: UInt64, isComplete: Bool, isLast: Bool = false, detail: Int = 0) throws(CaptureError) {
    guard let salvaged = open?.isSalvaged else { return }
    open?.end = offset
    open?.isComplete = isComplete && !salvaged
    open?.hasEnded = isComplete
    open?.isLast = isLast
    open?.detail = detail
    open?.populated = PopulatedPages(populated)
    if !isComplete, builder.isStopRequested { noteStop(at: offset) }
    if let ended = open { waiting.append(.checkpoint(ended)) }
    open = nil
    if !capture.isComplete || waitingBytes >= Self.mostWaitingBytes || waiting.count >= Self.mostWaiting
      || waitingBytes == 0
    {
      try flush()
    }
  }

  /// Enough for 2 TiB of pages beside each other.
  private static let mostBytesOfPopulated = 64 << 20

  /// Payload bytes and steps that are held back at most, so that what waits stays small.
  private static let mostWaitingBytes: UInt64 = 64 << 20
  private static let mostWaiting = 1024

  // MARK: Findings

  /// Keeps a finding, as one of the checkpoint that is open, if any is, and there in the order of file offsets.
  package func report(_ finding: Finding) {
    guard builder.count(finding) else { return }
    guard let open else { return builder.append(counted: finding) }
    self.open?.findings.append(finding.belonging(to: open.number))
  }

  /// Keeps a finding of the checkpoint that is open.
  package func report(
    _ rule: FindingRule, _ severity: Severity? = nil, at offset: UInt64, part: StreamPart = .chunkPayload,
    value: UInt64 = 0, limit: UInt64 = 0, subject: UInt64 = 0
  ) {
    report(Finding(rule, severity, at: offset, part: part, value: value, limit: limit, subject: subject))
  }

  /// Says that the capture ends inside something: an error in checkpoint 0, which a receiver then loses, and a
  /// warning later, where it falls back on the checkpoint before.
  package func reportCut(_ part: StreamPart, at offset: UInt64, have: UInt64 = 0, need: UInt64 = 0) {
    report(.cutShort, number == 0 ? nil : .warning, at: offset, part: part, value: have, limit: need)
  }

  /// Says that reading was stopped. What looked like the end of the capture was only the end of waiting for it.
  func noteStop(at offset: UInt64) {
    let rules: [FindingRule] = [.cutShort, .indexingStopped]
    for finding in open?.findings ?? [] where rules.contains(finding.rule) { builder.takeBack(finding) }
    open?.findings.removeAll { rules.contains($0.rule) }
    report(.indexingStopped, at: offset, part: .body)
  }

  // MARK: Progress

  /// Shows others how far reading has come, now and then.
  func passed(to position: UInt64) throws(CaptureError) {
    guard open != nil else { return }
    open?.end = position
    stepsSinceShown += 1
    guard stepsSinceShown >= (capture.isComplete ? Self.stepsBetweenShows : 1) else { return }
    stepsSinceShown = 0
    try flush()
    showOpen()
  }

  private static let stepsBetweenShows = 256
}
