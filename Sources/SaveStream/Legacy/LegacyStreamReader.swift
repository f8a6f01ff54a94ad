/// Reads a legacy stream once, from its header to what trails it, and fills an index.
final class LegacyStreamReader {
  private let window: ByteWindow
  private let builder: IndexBuilder
  private let header: LegacyHeader
  private let closer: CheckpointCloser
  private let queue: CompressedDataQueue
  private var isCompressionEnabled = false
  private var verifyOffset: UInt64?
  private var lastBody: LegacyBody?
  private var checkpointCount = 0

  init(window: ByteWindow, builder: IndexBuilder, header: LegacyHeader) {
    self.window = window
    self.builder = builder
    self.header = header
    closer = CheckpointCloser(capture: window.capture, builder: builder)
    queue = CompressedDataQueue(capture: window.capture, builder: builder, closer: closer)
  }

  private var capture: Capture { window.capture }

  /// Reads on from the end of the header to the end of the capture.
  func read() throws(CaptureError) {
    var position = header.end
    var goesOn = header.cutIn == nil
    if goesOn { goesOn = try capture.wait(for: position + 1) }
    while goesOn {
      let end = try readCheckpoint(at: position)
      position = end.offset
      goesOn = end.mayGoOn
      if goesOn { goesOn = try isNextCheckpoint(at: position) }
      if !goesOn, end.isReadable { try readTrailing(from: position) }
    }
    try queue.flush(checkpoint: max(0, checkpointCount - 1))
    try judgeStream()
    builder.working.bytesRead = max(builder.working.bytesRead, position)
  }

  // MARK: One checkpoint

  /// Where a checkpoint ended, and what may follow it.
  private struct CheckpointEnd {
    let offset: UInt64
    /// Whether another checkpoint may follow.
    let mayGoOn: Bool
    /// Whether anything that follows can be placed.
    let isReadable: Bool
  }

  private func readCheckpoint(at offset: UInt64) throws(CaptureError) -> CheckpointEnd {
    let body = LegacyBody(
      checkpoint: checkpointCount, offset: offset, firstBatch: builder.working.batches.count,
      isCompressed: isCompressionEnabled && checkpointCount > 0)
    checkpointCount += 1
    var reader = LegacyBodyReader(
      body: body, window: window, header: header, builder: builder, queue: queue, closer: closer)
    let outcome = try reader.read()
    var read = reader.body
    if builder.isStopRequested { read.noteStop() }
    if reader.enablesCompression { isCompressionEnabled = true }
    verifyOffset = verifyOffset ?? reader.verifyOffset
    let isTailWhole = outcome == .ended ? try readTail(&read) : false
    noteLastCheckpoint(&read)
    try queue.add(read)
    lastBody = read
    return CheckpointEnd(
      offset: read.end, mayGoOn: isTailWhole && read.lastCheckpointOffset == nil, isReadable: isTailWhole)
  }

  /// Reads the tail behind a body. Returns whether the capture holds all of it.
  private func readTail(_ body: inout LegacyBody) throws(CaptureError) -> Bool {
    var reader = LegacyTailReader(window: window, header: header, offset: body.end, checkpoint: body.checkpoint)
    try reader.read(vcpuCount: body.vcpuCount ?? 1)
    body.totals.bytes.tail += reader.position - body.end
    body.end = reader.position
    body.isComplete = reader.tail.isComplete
    for finding in reader.tail.findings { body.report(finding) }
    for finding in try LegacyTailCheck(header: header, checkpoint: body.checkpoint, capture: capture).findings(
      reader.tail)
    {
      body.report(finding)
    }
    return reader.tail.cutIn == nil
  }

  private func noteLastCheckpoint(_ body: inout LegacyBody) {
    guard let offset = body.lastCheckpointOffset, body.checkpoint > 0 || isCompressionEnabled else { return }
    body.report(.lastCheckpointInRemus, .warning, at: offset)
  }

  // MARK: Behind a tail

  /// Whether what stands at a file offset begins another body. Nothing in the format says so but its first chunk; an
  /// END alone does not count, as zeros often follow a stream on a volume.
  private func isNextCheckpoint(at offset: UInt64) throws(CaptureError) -> Bool {
    guard try capture.wait(for: offset + 1) else { return false }
    guard let id = try window.int32(at: offset) else { return try !startsTrailingText(at: offset) }
    if id > 0 { return id <= LegacyFraming.maximumBatch }
    return LegacyChunkID(rawValue: id).name != nil
  }

  /// Whether the last few bytes of a capture begin a record or text that is known to trail streams.
  private func startsTrailingText(at offset: UInt64) throws(CaptureError) -> Bool {
    let bytes = try capture.bytes(at: offset, count: 4)
    return [Array(DeviceModelRecord.Signature.libxl.rawValue.utf8), TrailingReader.handshake].contains {
      $0.starts(with: bytes)
    }
  }

  private func readTrailing(from offset: UInt64) throws(CaptureError) {
    var reader = TrailingReader()
    try reader.read(window, from: offset, isAfterLast: lastBody?.lastCheckpointOffset != nil)
    try queue.flush(checkpoint: max(0, checkpointCount - 1))
    builder.working.trailing = reader.parts
    for finding in reader.findings { builder.append(finding) }
    builder.working.bytesRead = max(offset, capture.size)
  }

  /// What only the whole stream shows.
  private func judgeStream() throws(CaptureError) {
    if checkpointCount > 1 || isCompressionEnabled {
      builder.working.isCheckpointed = true
      if let verifyOffset {
        let checkpoint = builder.working.verifyCheckpoint
        builder.append(Finding(.verifyInRemus, .warning, at: verifyOffset, checkpoint: checkpoint))
      }
    } else if let lastBody, lastBody.lastCheckpointOffset != nil {
      builder.working.isCheckpointed = false
    } else if let lastBody, lastBody.isComplete {
      builder.append(Finding(.lastCheckpointMissing, .note, at: lastBody.endOffset ?? lastBody.end, checkpoint: 0))
    }
  }
}
