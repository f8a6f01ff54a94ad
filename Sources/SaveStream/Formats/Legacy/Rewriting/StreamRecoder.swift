/// Writes a Remus stream anew with the pages of its later checkpoints in the other form: images become deltas, as
/// Xen's sender makes them, or deltas become images.
///
/// Checkpoint 0, which always carries images, the envelopes and everything that is not a page are copied as they are.
/// A stream that is damaged or cut is recoded up to the last checkpoint that is complete and decodes.
package struct StreamRecoder {
  private let source: RecodeSource
  private let target: RecodeTarget
  private let sizes: SenderSizes
  private let spoolFolder: String?

  /// - Parameters:
  ///   - sizes: of the sender's buffers, for `compressed`.
  ///   - spoolFolder: where a temporary file goes when the pages do not fit into memory.
  /// - Throws: when the capture holds nothing to recode.
  package init(
    capture: Capture, index: IndexSnapshot, to target: RecodeTarget, sizes: SenderSizes = SenderSizes(),
    spoolFolder: String? = nil
  ) throws(RecodeFailure) {
    source = try RecodeSource(capture, index)
    self.target = target
    self.sizes = sizes
    self.spoolFolder = spoolFolder
  }

  /// Writes the stream. `progress` is told the file offset that has been reached.
  /// - Throws: `RecodeFailure` before the first byte is written, `CaptureError`, and what the sink throws.
  package func write<Sink: ByteSink>(
    to sink: inout Sink, progress: @escaping (UInt64) -> Void = { _ in }
  ) throws -> RecodeResult {
    let usable = source.usableCheckpoints
    guard usable > 0 else { throw RecodeFailure.nothingComplete }
    let rows = source.index.checkpoints
    if target == .compressed, rows[0].isLast { throw RecodeFailure.hasNoLaterCheckpoints }
    let isCompressed = try source.enablesCompression() || rows[0..<usable].contains(where: \.isCompressed)
    guard isCompressed == (target == .plain) else { throw RecodeFailure.isAlready(target) }

    var output = RecodeOutput(source: source, sink: sink, progress: progress)
    defer { sink = output.sink }
    for part in source.index.soundParts(of: 0..<rows[0].offset) { try output.copy(part) }
    try output.write(source.headerSubstitute)
    try writeFirst(to: &output)
    switch target {
    case .plain: try PlainRecoder(source, spoolFolder: spoolFolder).write(1..<usable, to: &output)
    case .compressed: try CompressedRecoder(source, sizes).write(1..<usable, to: &output)
    }
    output.result.checkpoints = usable
    let end = rows[usable - 1].end
    if usable == rows.count {
      try output.copy(end..<max(end, source.capture.size))
    } else {
      output.result.droppedCheckpoints = usable..<rows.count
      output.result.droppedBytes = source.capture.size - min(end, source.capture.size)
    }
    return output.result
  }

  /// Checkpoint 0, with the word of what follows changed: ENABLE_COMPRESSION is the last chunk of its body.
  private func writeFirst<Sink: ByteSink>(to output: inout RecodeOutput<Sink>) throws {
    let end = try source.forEachChunk(ofCheckpoint: 0) { chunk in
      if chunk.id != .enableCompression { try output.copy(chunk.range.lowerBound..<chunk.all) }
    }
    if target == .compressed { try output.write(LegacyMetadata.enableCompression.encoded) }
    try output.copy(end..<source.index.checkpoints[0].end)
  }
}

extension RecodeSource.Chunk {
  /// One past its last byte, images included.
  var all: UInt64 { images.isEmpty ? range.upperBound : images.upperBound }
}

/// Where recoding writes to, and what it has written.
struct RecodeOutput<Sink: ByteSink> {
  let source: RecodeSource
  private(set) var sink: Sink
  let progress: (UInt64) -> Void
  var result = RecodeResult()
  private var buffer: [UInt8] = []

  init(source: RecodeSource, sink: Sink, progress: @escaping (UInt64) -> Void) {
    self.source = source
    self.sink = sink
    self.progress = progress
  }

  mutating func write(_ bytes: [UInt8]) throws { try sink.write(bytes.span) }

  /// Copies bytes of the capture.
  mutating func copy(_ range: Range<UInt64>) throws {
    if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 256 << 10) }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = Int(min(UInt64(buffer.count), range.upperBound - offset))
      let read = try source.capture.fill(&buffer, from: offset, count: count)
      guard read > 0 else {
        throw CaptureError(
          .changed, path: source.capture.path, offset: offset, reason: "ends earlier than when it was read")
      }
      let bytes = buffer
      try sink.write(bytes.span.extracting(0..<read))
      offset += UInt64(read)
    }
    progress(offset)
  }
}
