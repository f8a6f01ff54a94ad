import Glibc
@_spi(Measuring) import SaveStream
import Synchronization

/// Indexes a capture on a thread of its own: as a receiver would, and then on behind damage, where that is wanted and
/// there is some.
final class BackgroundIndexer: Sendable {
  let capture: Capture
  private let indexer: CaptureIndexer
  /// What the capture is read into on behind damage; nil where it is not to be.
  private let secondIndex: StreamIndex?
  private let whenDone: @Sendable () -> Void
  private let reached: Mutex<State>
  private let readsSends: Bool
  private let table = Mutex<PageSends?>(nil)

  /// What is known of the capture, and how indexing ended; nil while it goes on.
  struct State: Sendable {
    var index: StreamIndex
    var outcome: Outcome?
    /// Whether the index is the one of the capture read on behind damage.
    var isBehindDamage = false
  }

  /// How indexing ended.
  enum Outcome: Sendable {
    case done
    case failed(CaptureError)
  }

  /// - Parameters:
  ///   - readsBehindDamage: whether a capture is read on behind damage where the options do not ask for it.
  ///   - readsSends: whether to find out who sent what as well.
  ///   - whenDone: called on the indexing thread when it is done, whatever the outcome.
  init(
    capture: Capture, options: ReadingOptions, readsBehindDamage: Bool, readsSends: Bool = false,
    whenDone: @escaping @Sendable () -> Void
  ) {
    self.capture = capture
    self.readsSends = readsSends
    self.whenDone = whenDone
    indexer = CaptureIndexer(capture: capture, options: options)
    secondIndex = readsBehindDamage ? StreamIndex() : nil
    reached = Mutex(State(index: indexer.index))
  }

  /// Begins once more, with an index of its own, over the same capture.
  func startedAnew() -> BackgroundIndexer {
    let indexer = BackgroundIndexer(
      capture: capture, options: indexer.options, readsBehindDamage: secondIndex != nil, whenDone: whenDone)
    indexer.start()
    return indexer
  }

  var state: State { reached.withLock { $0 } }
  var index: StreamIndex { state.index }

  /// nil while indexing goes on.
  var result: Outcome? { state.outcome }

  /// Who sent what, where that was asked for; nil until indexing has ended.
  var sends: PageSends? { table.withLock { $0 } }

  /// Begins. When the system has no thread to give, indexes before returning.
  func start() { DetachedThread.start { self.run() } }

  /// Waits until it is known what the capture is, or that it is none, but for no longer than a user waits gladly.
  func waitForFirstLook(milliseconds limit: UInt64 = 200) {
    let end = MonotonicClock.milliseconds + limit
    while result == nil {
      let snapshot = index.snapshot
      // Where nothing is known of all of it, it is looked through for a damaged one, which ends soon.
      if snapshot.isCapture || (MonotonicClock.milliseconds >= end && !snapshot.isFinished) { break }
      usleep(500)
    }
  }

  /// Asks it to stop soon; what has been read stays.
  func stop() {
    requestStop()
    capture.cancelWaiting()
  }

  /// The same, but for one that waits for more of the capture, which may go on to be followed.
  func requestStop() {
    indexer.index.requestStop()
    secondIndex?.requestStop()
  }

  private func run() {
    var state = State(index: indexer.index)
    do throws(CaptureError) {
      var failure: CaptureError?
      do throws(CaptureError) { try indexer.run() } catch { failure = error }
      if let secondIndex, indexer.findsMore(behind: &failure, into: secondIndex) {
        (state.index, state.isBehindDamage) = (secondIndex, true)
      } else if let failure {
        throw failure
      }
      if readsSends {
        let sends = try PageSends(capture: capture, index: state.index.snapshot)
        table.withLock { $0 = sends }
      }
      state.outcome = .done
    } catch {
      state.outcome = .failed(error)
    }
    reached.withLock { $0 = state }
    whenDone()
  }
}
