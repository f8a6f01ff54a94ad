/// Compressed chunks that the reader has hopped over, to be scanned side by side, and the checkpoints that wait for
/// them: checkpoints reach the index in their order, each when its deltas are known.
final class CompressedDataQueue {
  private enum Step {
    case chunk(PendingChunk)
    case checkpoint(LegacyBody)
  }

  private let capture: Capture
  private let builder: IndexBuilder
  private var steps: [Step] = []
  private var pendingBytes: UInt64 = 0
  private var current: CompressedBody?
  private let closer: CheckpointCloser

  /// Payload bytes and steps that are held back at most, so that what waits stays small.
  private static let flushBytes: UInt64 = 64 << 20
  private static let flushSteps = 1024

  /// `closer` takes each checkpoint when all of its chunks are in the index.
  init(capture: Capture, builder: IndexBuilder, closer: CheckpointCloser) {
    self.capture = capture
    self.builder = builder
    self.closer = closer
  }

  func add(_ chunk: PendingChunk) {
    steps.append(.chunk(chunk))
    pendingBytes += chunk.length
  }

  /// Adds a checkpoint whose chunks have all been added.
  func add(_ body: LegacyBody) throws(CaptureError) {
    steps.append(.checkpoint(body))
    let isLive = !capture.isComplete
    if isLive || pendingBytes >= Self.flushBytes || steps.count >= Self.flushSteps || pendingBytes == 0 {
      try flush(checkpoint: body.checkpoint)
    }
  }

  /// What the chunks of the checkpoint that is being read consist of so far.
  var openTotals: DeltaTotals? { current?.totals }

  /// Scans everything that waits. `checkpoint` is the number of the one that the last chunks belong to.
  func flush(checkpoint: Int) throws(CaptureError) {
    let waiting = steps
    steps = []
    pendingBytes = 0
    let chunks = waiting.compactMap { step in if case .chunk(let chunk) = step { chunk } else { nil } }
    var scans = ParallelChunkScan.scan(capture, chunks.map { .init(offset: $0.payload, length: $0.length) })
      .makeIterator()
    var number = checkpoint - waiting.count { if case .checkpoint = $0 { true } else { false } }
    if case .checkpoint? = waiting.last { number += 1 }
    for step in waiting {
      switch step {
      case .chunk(let chunk):
        guard let scan = scans.next() else { return }
        if current == nil { current = CompressedBody(capture: capture, checkpoint: number) }
        try current?.take(chunk, scan.get(), into: builder)
      case .checkpoint(let body):
        try closer.close(body, current)
        current = nil
        number = body.checkpoint + 1
      }
    }
  }
}
