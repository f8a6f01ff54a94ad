/// ONE restorable image of a checkpoint of a legacy stream: what a receiver that is not told of checkpoints needs.
///
/// ```
/// envelope and header as they are   TMEM, TSC_INFO of checkpoint 0   memory(k) as batches with images
/// metadata of checkpoint k   LAST_CHECKPOINT   END   tail k   what the envelope has behind the stream
/// ```
///
/// For a receiver of before Xen 4.5 without what that one does not know.
///
/// A mere prefix of a Remus stream would not do: such a receiver commits at the first tail.
package struct CheckpointCut: CheckpointImage {
  /// What was resolved and what was left out.
  package struct Outcome: Sendable, Equatable {
    package internal(set) var pages: UInt64 = 0
    /// Pages that deltas or full pages of compressed data decide.
    package internal(set) var resolvedPages: UInt64 = 0
    /// Pages whose bytes may not be what a receiver had.
    package internal(set) var doubtfulPages: UInt64 = 0
    /// Pages that a BROKEN entry took away.
    package internal(set) var brokenPages: UInt64 = 0
    /// Names of the metadata chunks that were taken over, in their order.
    package internal(set) var keptChunks: [String] = []
    /// Names of those that were left out.
    package internal(set) var droppedChunks: [String] = []
    /// What the receiver made it necessary to change in the tail.
    package internal(set) var changes = CutChanges()
  }

  /// Why a checkpoint cannot be cut out.
  package enum Failure: Error, Equatable, Sendable {
    /// Its body or tail is not there in whole.
    case incomplete
    /// Its body holds a chunk that cannot be read, at this file offset.
    case unreadableChunk(UInt64)
    /// A page's PFN does not fit into a legacy stream.
    case pfnTooLarge(UInt64)
    /// The receiver takes no vCPU with so high an id.
    case vcpuTooHigh(Int)
  }

  package let memory: GuestMemory
  package let checkpoint: Int
  /// For whom the image is, where that one takes less than Xen 4.5.
  package let receiver: LegacyReceiver?
  /// What is copied from.
  private let capture: Capture

  package init(of memory: GuestMemory, at checkpoint: Int, for receiver: LegacyReceiver? = nil) {
    self.memory = memory
    self.checkpoint = checkpoint
    self.receiver = receiver
    capture = memory.capture.corrected(by: memory.index)
  }

  /// Writes the image.
  /// - Parameter progress: called with the number of pages written so far, now and then.
  /// - Throws: `Failure`, when the capture cannot be read, and what the sink throws.
  package func write<Sink: ByteSink>(to sink: inout Sink, progress: (UInt64) -> Void = { _ in }) throws -> Outcome {
    guard case .legacy(let shape)? = memory.index.shape, memory.index.checkpoints.indices.contains(checkpoint),
      memory.index.checkpoints[checkpoint].canBeCut
    else { throw Failure.incomplete }
    let header = shape.header
    let row = memory.index.checkpoints[checkpoint]
    let own = try MetadataChunks(ofCheckpoint: checkpoint, in: memory).chunks
    let first = checkpoint == 0 ? own : try MetadataChunks(ofCheckpoint: 0, in: memory).chunks
    try refuseVcpus(of: own)
    var outcome = Outcome()
    try writeHead(header, to: &sink)
    for chunk in first where chunk.id.isSentOnce { try keep(chunk, to: &sink, &outcome) }
    try writePages(to: &sink, header, &outcome, progress)
    for chunk in own where !chunk.id.isSentOnce {
      if chunk.id.describesGuest, knows(chunk.id) {
        try keep(chunk, to: &sink, &outcome)
      } else {
        outcome.droppedChunks.append(chunk.name)
      }
    }
    if knows(.lastCheckpoint) { try write(LegacyMetadata.lastCheckpoint.encoded, to: &sink) }
    try write([0, 0, 0, 0], to: &sink)
    try writeTail(row, header, to: &sink, &outcome)
    for range in trailers { try copy(range, to: &sink) }
    outcome.brokenPages = try memory.countOfBrokenPages(at: checkpoint)
    return outcome
  }

  // MARK: The receiver

  private func knows(_ chunk: LegacyChunkID) -> Bool { receiver?.knows(chunk) ?? true }

  /// Refuses vCPUs that the receiver cannot have.
  private func refuseVcpus(of chunks: [MetadataChunks.Chunk]) throws {
    guard let receiver else { return }
    for chunk in chunks where chunk.id == .vcpuInfo {
      let highest = try ByteWindow(memory.capture).int32(at: chunk.range.lowerBound + 4) ?? 0
      guard Int(highest) <= receiver.highestVcpu else { throw Failure.vcpuTooHigh(Int(highest)) }
    }
  }

  /// Writes what stands in front of the first body, but bytes that make no sense.
  private func writeHead<Sink: ByteSink>(_ header: LegacyHeader, to sink: inout Sink) throws {
    for piece in receiver?.pieces(upTo: header) ?? [.copied(0..<header.end)] {
      switch piece {
      case .copied(let range): for part in memory.index.soundParts(of: range) { try copy(part, to: &sink) }
      case .written: try write(piece, to: &sink)
      }
    }
    try write(header.substitute(pfnEnd: memory.presentPFNs(at: checkpoint).last?.upperBound ?? 0), to: &sink)
  }

  private func writeTail<Sink: ByteSink>(
    _ row: CheckpointRow, _ header: LegacyHeader, to sink: inout Sink, _ outcome: inout Outcome
  ) throws {
    guard let receiver else { return try copy((row.bodyEnd ?? row.end)..<row.end, to: &sink) }
    let tail = try FittedTail(ofCheckpoint: checkpoint, in: memory, header, for: receiver)
    for piece in tail.pieces { try write(piece, to: &sink) }
    outcome.changes = tail.changes
  }

  /// What envelopes have behind the stream: a XAPI image is none without its End_of_image.
  private var trailers: [Range<UInt64>] {
    let end = memory.index.checkpoints.last?.end ?? 0
    return memory.index.layers.flatMap(\.own).filter { $0.lowerBound >= end }.sorted { $0.lowerBound < $1.lowerBound }
  }

  // MARK: Pages

  private func writePages<Sink: ByteSink>(
    to sink: inout Sink, _ header: LegacyHeader, _ outcome: inout Outcome, _ progress: (UInt64) -> Void
  ) throws {
    let toolstack: WordSize = header.framing.wordBytes == 4 ? .bits32 : .bits64
    var writer = LegacyStreamWriter(to: sink, toolstack: toolstack)
    var batch: [GuestPage] = []
    try memory.sweep(at: checkpoint) { page in
      guard page.pfn <= LegacyStreamHeader.maximumP2MSize else { throw Failure.pfnTooLarge(page.pfn) }
      batch.append(page)
      outcome.pages += 1
      if !page.source.isImage { outcome.resolvedPages += 1 }
      if page.doubt != nil { outcome.doubtfulPages += 1 }
      guard batch.count == LegacyStreamWriter<Sink>.maximumBatchCount else { return }
      try write(batch, to: &writer)
      batch.removeAll(keepingCapacity: true)
      progress(outcome.pages)
    }
    if !batch.isEmpty { try write(batch, to: &writer) }
    sink = writer.sink
  }

  private func write<Sink: ByteSink>(_ pages: [GuestPage], to writer: inout LegacyStreamWriter<Sink>) throws {
    try writer.writePFNArray(pages.map { PFNArrayEntry(pfn: $0.pfn, type: $0.type) })
    for page in pages { try writer.writeImage(page.bytes.span) }
  }

  // MARK: Bytes

  private func keep<Sink: ByteSink>(
    _ chunk: MetadataChunks.Chunk, to sink: inout Sink, _ outcome: inout Outcome
  ) throws {
    outcome.keptChunks.append(chunk.name)
    try copy(chunk.range, to: &sink)
  }

  private func write<Sink: ByteSink>(_ bytes: [UInt8], to sink: inout Sink) throws { try sink.write(bytes.span) }

  private func write<Sink: ByteSink>(_ piece: ImagePiece, to sink: inout Sink) throws {
    switch piece {
    case .copied(let range): try copy(range, to: &sink)
    case .written(let bytes): try write(bytes, to: &sink)
    }
  }

  /// Copies a range of the capture, a piece at a time.
  private func copy<Sink: ByteSink>(_ range: Range<UInt64>, to sink: inout Sink) throws {
    var position = range.lowerBound
    while position < range.upperBound {
      let piece = try capture.bytes(at: position, count: Int(min(range.upperBound - position, 1 << 18)))
      guard !piece.isEmpty else { throw Failure.incomplete }
      try sink.write(piece.span)
      position += UInt64(piece.count)
    }
  }
}
