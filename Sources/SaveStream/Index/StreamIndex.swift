import Synchronization

/// The growing index of one capture: one reader fills it, any thread takes snapshots.
public final class StreamIndex: Sendable {
  private let rest: Mutex<IndexSnapshot>
  private let checkpoints = GrowingRows<CheckpointRow>()
  private let batches = GrowingRows<BatchRow>()
  private let compressedChunks = GrowingRows<CompressedChunkRow>()
  private let findings = GrowingRows<Finding>()
  private let packedTotals = GrowingRows<UInt8>()
  private let restarts = GrowingRows<UInt32>()
  private let stopRequested = Atomic<Bool>(false)

  public init() { rest = Mutex(IndexSnapshot()) }

  /// What the index knows now. Costs a few reference counts, whatever the size.
  public var snapshot: IndexSnapshot { rest.withLock { $0 } }

  /// Asks the reader to stop soon; what has been read stays.
  public func requestStop() { stopRequested.store(true, ordering: .relaxed) }

  /// Whether the reader was asked to stop.
  var isStopRequested: Bool { stopRequested.load(ordering: .relaxed) }
}
