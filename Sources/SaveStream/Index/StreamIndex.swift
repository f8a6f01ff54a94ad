import Synchronization

/// The growing index of one capture: one builder fills it, any thread takes snapshots.
public final class StreamIndex: Sendable {
  private let published = Mutex(IndexSnapshot())
  private let stopRequested = Atomic<Bool>(false)

  public init() {}

  /// What the index knows now. Costs a few reference counts, whatever the size.
  public var snapshot: IndexSnapshot { published.withLock { $0 } }

  /// Asks the reader to stop soon; what has been read stays.
  public func requestStop() { stopRequested.store(true, ordering: .relaxed) }

  /// Whether the reader was asked to stop.
  var isStopRequested: Bool { stopRequested.load(ordering: .relaxed) }

  /// Shows `snapshot` to everyone who asks from now on.
  func publish(_ snapshot: IndexSnapshot) { published.withLock { $0 = snapshot } }
}
