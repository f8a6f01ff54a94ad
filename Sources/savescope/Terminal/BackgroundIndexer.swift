import Glibc
@_spi(Measuring) import SaveStream
import Synchronization

/// Indexes a capture on a thread of its own.
final class BackgroundIndexer: Sendable {
  let capture: Capture
  let index: StreamIndex
  private let indexer: CaptureIndexer
  private let whenDone: @Sendable () -> Void
  private let outcome = Mutex<Outcome?>(nil)
  private let readsSends: Bool
  private let table = Mutex<PageSends?>(nil)

  /// How indexing ended.
  enum Outcome: Sendable {
    case done
    case failed(CaptureError)
  }

  /// - Parameters:
  ///   - readsSends: whether to find out who sent what as well.
  ///   - whenDone: called on the indexing thread when it is done, whatever the outcome.
  init(
    capture: Capture, options: ReadingOptions, readsSends: Bool = false, whenDone: @escaping @Sendable () -> Void
  ) {
    self.capture = capture
    self.readsSends = readsSends
    self.whenDone = whenDone
    indexer = CaptureIndexer(capture: capture, options: options)
    index = indexer.index
  }

  /// Begins once more, with an index of its own, over the same capture.
  func startedAnew() -> BackgroundIndexer {
    let indexer = BackgroundIndexer(capture: capture, options: indexer.options, whenDone: whenDone)
    indexer.start()
    return indexer
  }

  /// nil while indexing goes on.
  var result: Outcome? { outcome.withLock { $0 } }

  /// Who sent what, where that was asked for; nil until indexing has ended.
  var sends: PageSends? { table.withLock { $0 } }

  /// Begins. When the system has no thread to give, indexes before returning.
  func start() { DetachedThread.start { self.run() } }

  /// Waits until it is known what the capture is, or that it is none, but for no longer than a user waits gladly.
  func waitForFirstLook(milliseconds limit: UInt64 = 200) {
    let end = MonotonicClock.milliseconds + limit
    while result == nil, !index.snapshot.isCapture, MonotonicClock.milliseconds < end { usleep(500) }
  }

  /// Asks it to stop soon; what has been read stays.
  func stop() {
    index.requestStop()
    capture.cancelWaiting()
  }

  private func run() {
    do throws(CaptureError) {
      try indexer.run()
      if readsSends {
        let sends = try PageSends(capture: capture, index: index.snapshot)
        table.withLock { $0 = sends }
      }
      outcome.withLock { $0 = .done }
    } catch {
      outcome.withLock { $0 = .failed(error) }
    }
    whenDone()
  }
}
